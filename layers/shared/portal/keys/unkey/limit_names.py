"""Names of the limits of each key, as earlier verifications returned them."""

from __future__ import annotations

from cachetools import LRUCache

from portal.keys.unkey.names import FIRST_GUESS, KEY_LIMITS, limit_name
from portal.keys.unkey.verify_response import Verification
from portal.limits import WITHOUT_MODEL

CAPACITY = 10_000
_GIVEN_WITH_REQUEST = limit_name(WITHOUT_MODEL)


class LimitNames:
    """Names of limits by the key's fingerprint; the least recently used are dropped.

    Unkey refuses a request that names a limit the key lacks. A limit that is not named, because it is new, is
    counted once and then learned.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._names: LRUCache[bytes, tuple[str, ...]] = LRUCache(capacity)

    def of(self, fingerprint: bytes) -> tuple[str, ...]:
        """Return the learned limits of the key, or else those that most keys have."""
        return self._names.get(fingerprint, FIRST_GUESS)

    def learn(self, fingerprint: bytes, verification: Verification) -> None:
        """Store the limits of a verification that checked all limits of the key.

        Not ``WITHOUT_MODEL``: it is not a limit of the key but given with the request.
        """
        found = {limit["name"] for limit in verification.get("ratelimits") or ()}
        names = tuple(sorted(found - {_GIVEN_WITH_REQUEST}))
        if names == FIRST_GUESS:
            self._names.pop(fingerprint, None)
        else:
            self._names[fingerprint] = names


def candidate_limit_names(verification: Verification) -> tuple[tuple[str, ...], ...]:
    """Return the sets of limits that the key may have, likeliest first.

    A verification lists the identity's limits, and not those that only the key has.
    """
    identity = verification.get("identity")
    stored = () if identity is None else identity.get("ratelimits") or ()
    of_identity = tuple(sorted(limit["name"] for limit in stored))
    return (tuple(sorted({*of_identity, *KEY_LIMITS})), of_identity)
