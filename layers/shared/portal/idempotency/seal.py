"""Answers that only the caller can open: compressed, then AES-256-GCM under a key made of their API key.

An API key is random and long, and the service keeps only its hash, so neither the database nor whoever reads
a copy of it can open an answer.
"""

from __future__ import annotations

import base64
import os
import zlib
from hashlib import blake2b

_NONCE_BYTES = 12


def seal(answer: bytes, api_key: str, context: str) -> str:
    """Return ``answer`` sealed; ``context`` has to be the same to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (20 ms few requests need)

    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key(api_key)).encrypt(nonce, zlib.compress(answer, 1), context.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str, api_key: str, context: str) -> bytes:
    """Return the answer. Raises ValueError for another key or context, or where it was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    raw = base64.b64decode(sealed)
    try:
        packed = AESGCM(_key(api_key)).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode())
    except InvalidTag as error:
        raise ValueError("the answer was sealed with another key, or was changed") from error
    return zlib.decompress(packed)


def _key(api_key: str) -> bytes:
    return blake2b(api_key.encode(), digest_size=32, person=b"portal-answers").digest()
