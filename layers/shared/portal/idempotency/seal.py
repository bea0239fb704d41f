"""Sealing stored responses, so that only their caller can open them.

A response is compressed and encrypted with AES-256-GCM under a key derived from the caller's API key. An API
key is long and random and only its hash is stored, so nobody who reads the database, or a copy of it, can
open a response.
"""

from __future__ import annotations

import base64
import os
import zlib
from hashlib import blake2b

_NONCE_BYTES = 12


def seal(response: bytes, api_key: str, context: str) -> str:
    """Return ``response`` sealed, in base64. Opening it takes the same ``context``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (20 ms few requests need)

    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_encryption_key(api_key)).encrypt(nonce, zlib.compress(response, 1), context.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str, api_key: str, context: str) -> bytes:
    """Return the response. Raises ValueError for another API key or context, or if ``sealed`` was changed."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    raw = base64.b64decode(sealed)
    cipher = AESGCM(_encryption_key(api_key))
    try:
        compressed = cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode())
    except InvalidTag as error:
        raise ValueError("the response was sealed with another key, or was changed") from error
    return zlib.decompress(compressed)


def _encryption_key(api_key: str) -> bytes:
    return blake2b(api_key.encode(), digest_size=32, person=b"portal-answers").digest()
