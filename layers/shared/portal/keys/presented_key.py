"""The API key of one request, with the fingerprint that every cache on its way looks it up by."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple


class PresentedKey(NamedTuple):
    """``api_key`` is plain text. ``fingerprint`` is computed once per request and held instead of it."""

    api_key: str
    fingerprint: bytes


def present_key(api_key: str) -> PresentedKey:
    """Return ``api_key`` with its fingerprint, a BLAKE2b hash of 16 bytes.

    A hash without a secret suffices for caches in memory: real keys are too long to be guessed from it.
    """
    return PresentedKey(api_key, blake2b(api_key.encode(), digest_size=16).digest())
