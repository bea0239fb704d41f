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

STORED_MAX_BYTES = 16_000_000
"""Longer responses are not stored: a replay is sent from memory."""

SEALED_MAX_CHARACTERS = 2_000_000
"""The check of ``idempotent_requests.sealed_response``. The events of a stream compress to a tenth."""

_DEFERRED_BYTES = 65_536
_NONCE_BYTES = 12
_TAG_BYTES = 16
_COMPRESSED_MAX_BYTES = SEALED_MAX_CHARACTERS // 4 * 3 - _NONCE_BYTES - _TAG_BYTES


class ResponseSealer:
    """Takes a response piece by piece and compresses it, so that it holds little more than it seals."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(1)
        self._compressed = bytearray()
        self._deferred: list[bytes] = []
        self._bytes = 0
        self._is_too_large = False

    def add(self, piece: bytes) -> None:
        """Add a piece. Compressing a large one would hold up the event loop: ``seal`` does that."""
        if self._is_too_large or not piece:
            return
        self._bytes += len(piece)
        if self._deferred or len(piece) > _DEFERRED_BYTES:
            self._deferred.append(piece)
        else:
            self._compressed += self._compressor.compress(piece)
        if self._bytes > STORED_MAX_BYTES or len(self._compressed) > _COMPRESSED_MAX_BYTES:
            self._is_too_large = True
            self._compressed.clear()
            self._deferred.clear()

    def seal(self, api_key: str, context: str) -> str | None:
        """Return the response sealed, in base64, None if it is too large. Opening it takes the same
        ``context``. Call this once, after the last piece, in a thread of its own.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (20 ms few requests need)

        for piece in self._deferred:
            self._compressed += self._compressor.compress(piece)
        self._compressed += self._compressor.flush()
        if self._is_too_large or len(self._compressed) > _COMPRESSED_MAX_BYTES:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(_encryption_key(api_key)).encrypt(nonce, bytes(self._compressed), context.encode())
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
