"""Keys that this process has seen, valid and invalid. The cache saves calls; it never admits a request."""

from __future__ import annotations

from typing import NamedTuple

from cachetools import LRUCache

from portal.errors import InvalidKey, KeyIds
from portal.keys import Principal

VALID_SECONDS = 600.0
"""How long a key counts as known after its last successful verification."""

INVALID_SECONDS = 2.0
"""How long an invalid key is refused without a call. A key that is enabled meanwhile waits this long."""

CAPACITY = 10_000
"""Keys of each kind; the least recently used are dropped, so made-up keys cannot evict valid ones."""


class _Valid(NamedTuple):
    expires_at: float
    principal: Principal | None
    was_admitted: bool


class _Invalid(NamedTuple):
    expires_at: float
    message: str
    hint: str | None
    key: KeyIds | None


class KnownKeys:
    """Keys by fingerprint; plain text is never held. Times are in seconds of any clock."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._valid: LRUCache[bytes, _Valid] = LRUCache(capacity)
        self._invalid: LRUCache[bytes, _Invalid] = LRUCache(capacity)

    def is_valid(self, fingerprint: bytes, now: float) -> bool:
        valid = self._valid.get(fingerprint)
        return valid is not None and now < valid.expires_at

    def principal(self, fingerprint: bytes) -> Principal | None:
        """Return the principal of the key's last verification; with its windows at that time."""
        valid = self._valid.get(fingerprint)
        return None if valid is None else valid.principal

    def was_admitted(self, fingerprint: bytes, now: float) -> bool:
        """Return whether the key's last verification returned a principal: no limit refused it."""
        valid = self._valid.get(fingerprint)
        return valid is not None and now < valid.expires_at and valid.was_admitted

    def refusal(self, fingerprint: bytes, now: float) -> InvalidKey | None:
        """Return the error of a key that was found invalid less than ``INVALID_SECONDS`` ago."""
        invalid = self._invalid.get(fingerprint)
        if invalid is None or now >= invalid.expires_at:
            return None
        return InvalidKey(invalid.message, hint=invalid.hint).with_key(invalid.key)

    def add_valid(self, fingerprint: bytes, now: float, principal: Principal | None = None) -> None:
        """``principal`` None: the key is valid, but its verification returned none (a window is full)."""
        known = principal or self.principal(fingerprint)
        self._valid[fingerprint] = _Valid(now + VALID_SECONDS, known, principal is not None)
        self._invalid.pop(fingerprint, None)

    def add_invalid(self, fingerprint: bytes, requested_at: float, error: InvalidKey) -> None:
        """``requested_at`` is when the verification was sent, so that a late response does not extend it.

        A key service that has deleted a key does not know it any more. If the key was valid here before,
        ``error`` gets its ids.
        """
        valid, invalid = self._valid.pop(fingerprint, None), self._invalid.get(fingerprint)
        if valid is not None and valid.principal is not None:
            error.with_key(valid.principal.ids)
        elif invalid is not None:
            error.with_key(invalid.key)
        self._invalid[fingerprint] = _Invalid(
            requested_at + INVALID_SECONDS, error.message, error.hint, error.key
        )

    @property
    def size(self) -> int:
        return len(self._valid) + len(self._invalid)
