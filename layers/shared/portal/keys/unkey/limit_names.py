"""Which limits a key has, as far as verifications have told."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b

from portal.keys.unkey.names import KNOWN_LIMITS
from portal.keys.unkey.verify_response import Verification

CAPACITY = 10_000
_OF_KEYS = tuple(name for name in KNOWN_LIMITS if name.startswith("key-"))


class LimitNames:
    """Names of limits by key, the latest used kept.

    One name too many is refused by Unkey. One too few is a limit that is new: counted once, then learned.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._names: OrderedDict[bytes, tuple[str, ...]] = OrderedDict()

    def of(self, secret: str) -> tuple[str, ...]:
        """Return what was learned of the key, else every limit that a plan can have."""
        return self._names.get(_fingerprint(secret), KNOWN_LIMITS)

    def learn(self, secret: str, verification: Verification) -> None:
        """Note the limits that were looked at: all that apply, when all were looked at."""
        names = tuple(sorted(limit["name"] for limit in verification.get("ratelimits") or ()))
        fingerprint = _fingerprint(secret)
        if names == KNOWN_LIMITS:
            self._names.pop(fingerprint, None)
            return
        self._names[fingerprint] = names
        self._names.move_to_end(fingerprint)
        if len(self._names) > self._capacity:
            self._names.popitem(last=False)


def supposed_limits(verification: Verification) -> tuple[tuple[str, ...], ...]:
    """Return what may be all limits, likeliest first: an answer lists the identity's, not the key's own."""
    identity = verification.get("identity")
    stored = () if identity is None else identity.get("ratelimits") or ()
    of_identity = tuple(sorted(limit["name"] for limit in stored))
    return (tuple(sorted({*of_identity, *_OF_KEYS})), of_identity)


def _fingerprint(secret: str) -> bytes:
    return blake2b(secret.encode(), digest_size=16).digest()
