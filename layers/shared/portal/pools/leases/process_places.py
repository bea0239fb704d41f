"""The places of this process's requests on sessions: its own limit while the store cannot be asked."""

from __future__ import annotations

from portal.pools.leases.wanted import WantedSessions


class ProcessPlaces:
    """Counts by session token: all requests of this process, and those that the store does not know."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._unshared: dict[str, int] = {}

    def used(self, token: str) -> int:
        return self._used.get(token, 0)

    def first_free(self, wanted: WantedSessions) -> str | None:
        """Return the most preferred session that this process may use once more."""
        return next((each for each in wanted.targets if wanted.is_below_limit(each, self.used(each))), None)

    def full(self, wanted: WantedSessions) -> frozenset[str]:
        """Return the sessions that the store may take for free although this process has used them up."""
        if not self._unshared:
            return frozenset()
        return frozenset(
            token
            for token in wanted.targets
            if not wanted.is_below_limit(token, self._unshared.get(token, 0))
        )

    def take(self, token: str, *, is_shared: bool) -> None:
        _add(self._used, token, 1)
        if not is_shared:
            _add(self._unshared, token, 1)

    def give_back(self, token: str, *, is_shared: bool) -> None:
        _add(self._used, token, -1)
        if not is_shared:
            _add(self._unshared, token, -1)


def _add(counts: dict[str, int], token: str, more: int) -> None:
    count = counts.get(token, 0) + more
    if count:
        counts[token] = count
    else:
        del counts[token]
