"""Keys that this process has seen, good and bad: for sparing calls, never for letting anybody in."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from portal.errors import InvalidKey
from portal.keys import Principal

GOOD_SECONDS = 600.0
"""How long a good key counts as known after it was last good."""

BAD_SECONDS = 2.0
"""How long the answer to a bad key stands after it was asked for; a key enabled anew waits this long."""

CAPACITY = 10_000
"""Keys of each kind; the ones longest unused are forgotten, so made-up keys cannot push out real ones."""

_Value = TypeVar("_Value")


class _Good(NamedTuple):
    until: float
    principal: Principal | None


class _Bad(NamedTuple):
    until: float
    message: str
    hint: str | None


class KnownKeys:
    """Times are any clock's, in seconds. Only hashes of keys are held."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._good: OrderedDict[bytes, _Good] = OrderedDict()
        self._bad: OrderedDict[bytes, _Bad] = OrderedDict()

    def is_good(self, fingerprint: bytes, now: float) -> bool:
        good = self._good.get(fingerprint)
        return good is not None and now < good.until

    def principal(self, fingerprint: bytes) -> Principal | None:
        """Return whose the key was when it was last verified; its windows are of then."""
        good = self._good.get(fingerprint)
        return None if good is None else good.principal

    def refusal(self, fingerprint: bytes, now: float) -> InvalidKey | None:
        """Return what was told of a bad key just now."""
        bad = self._bad.get(fingerprint)
        return InvalidKey(bad.message, hint=bad.hint) if bad is not None and now < bad.until else None

    def note_good(self, fingerprint: bytes, now: float, principal: Principal | None = None) -> None:
        """``principal`` None: the key is good, and it was not told whose (a limit said no)."""
        known = principal or self.principal(fingerprint)
        _keep(self._good, fingerprint, _Good(now + GOOD_SECONDS, known), self._capacity)
        self._bad.pop(fingerprint, None)

    def note_bad(self, fingerprint: bytes, asked_at: float, error: InvalidKey) -> None:
        self._good.pop(fingerprint, None)
        _keep(self._bad, fingerprint, _Bad(asked_at + BAD_SECONDS, error.message, error.hint), self._capacity)

    @property
    def size(self) -> int:
        return len(self._good) + len(self._bad)


def fingerprint_of(key: str) -> bytes:
    """A plain hash suffices: real keys cannot be guessed from it, and made-up ones are no secret."""
    return blake2b(key.encode(), digest_size=16).digest()


def _keep(kept: OrderedDict[bytes, _Value], fingerprint: bytes, value: _Value, capacity: int) -> None:
    kept[fingerprint] = value
    kept.move_to_end(fingerprint)
    if len(kept) > capacity:
        kept.popitem(last=False)
