"""The requests that run on each session of a simulated router, and what a strict session refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from local.simulator.simulated_answer import Answerable

MISMATCH = "router_v4_correlation_mismatch"
"""Source: docs/protocols/cortensor-router.md, "Concurrent requests on one session"."""


class RunningRequests:
    """``total`` and ``of(session)`` run now; ``most`` is the highest number of each session."""

    def __init__(self) -> None:
        self.most: dict[int, int] = {}
        self._by_session: dict[int, list[Answerable]] = {}

    @property
    def total(self) -> int:
        return sum(map(len, self._by_session.values()))

    def of(self, session: int) -> int:
        return len(self._by_session.get(session, ()))

    def free_session(self, sessions: Sequence[int]) -> int:
        """Return the session with the fewest requests, as a router chooses for a request that names none."""
        return min(sessions, key=self.of)

    def neighbour(self, session: int, request: Answerable) -> Answerable | None:
        """Return another request of the session, None if ``request`` is alone."""
        return next((other for other in self._by_session.get(session, ()) if other is not request), None)

    @contextmanager
    def running(self, session: int, request: Answerable) -> Iterator[None]:
        """Count ``request`` while the block runs."""
        requests = self._by_session.setdefault(session, [])
        requests.append(request)
        self.most[session] = max(self.most.get(session, 0), len(requests))
        try:
            yield
        finally:
            position = next(index for index, other in enumerate(requests) if other is request)
            del requests[position]

    def clear(self) -> None:
        """Forget the highest numbers."""
        self.most.clear()
