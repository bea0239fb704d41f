"""The targets of one request: who may serve it, in which order, and how long each may be silent."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence

from portal.pool_health import HEALTH_SECONDS
from portal.pools import Target
from portal.pools.attempt_bounds import AttemptBound, AttemptBounds
from portal.pools.choice import Candidate, Rank, in_order, worse_last
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.observations import BUSY_NEWS_SECONDS, DOUBTFUL_SHARE, Observations, SeenTarget
from portal.pools.pool_view import PoolMember, PoolView
from portal.pools.saturation import SATURATED_RETRY_SECONDS

MAX_RETRY_AFTER_SECONDS = 60.0

_CLOCKS_APART_SECONDS = 5.0
"""Health may be from so far in the future: the monitor's clock and this one differ."""

_PUBLISHED_LOAD = 0.1
"""What a published request in flight counts beside one of this process: it is seconds old, and every
environment sees the same number."""

_OWN_TIMES = 3
"""Own measurements that may stretch the published median: this process sees a slow pool first."""

_SMALLEST_SHARE = 1e-3
"""Of a target that is published as down, and has succeeded here since."""


class Plan:
    """Who may serve one request. It follows what is published and seen while the request runs."""

    __slots__ = ("_bounds", "_leases", "_observations", "_rng", "_view", "_wall")

    def __init__(
        self,
        view: PoolView,
        *,
        observations: Observations,
        leases: SessionLeases,
        bounds: AttemptBounds,
        rng: random.Random,
        wall: Callable[[], float],
    ) -> None:
        self._view = view
        self._observations = observations
        self._leases = leases
        self._bounds = bounds
        self._rng = rng
        self._wall = wall

    @property
    def alias(self) -> str:
        return self._view.alias

    @property
    def pool(self) -> str:
        """The public name of the pool."""
        return self._view.name

    def follow(self, view: PoolView) -> None:
        """Continue with a newer snapshot's view of the pool: what drains now gets no further attempt."""
        self._view = view

    def candidates(self, tried: Collection[Target] = ()) -> Sequence[Target]:
        """Return the targets for the next attempt, in order of preference; ``tried`` are those so far.

        Only targets of the best rank that there is (``portal.pools.choice.Rank``): a request waits for a full
        one rather than go to a broken one. Empty: no further attempt is worth it.
        """
        members = self._view.members
        if len(members) == 1:
            return () if members[0].target in tried else (members[0].target,)
        return [candidate.target for candidate in in_order(self._candidates(), tried, self._rng)]

    def by_goodness(self, candidates: Sequence[Target]) -> tuple[Sequence[Target], int]:
        """Return ``candidates`` with those last that are clearly worse than the first, and how many are not.

        A free session of any of the others is as good as another one.
        """
        known = {candidate.target: candidate for candidate in self._candidates()}
        return worse_last([known[target] for target in candidates if target in known])

    def spare(self, tried: Collection[Target]) -> Sequence[Target]:
        """Return those of ``candidates`` that are up and have room, for an attempt beside a running one."""
        ordered = in_order(self._candidates(), tried, self._rng)
        return [candidate.target for candidate in ordered if candidate.rank is Rank.UP]

    def attempt_bound(self, prompt_tokens: int) -> AttemptBound:
        """Return how long an attempt may be silent: by what is published, and by what was measured here."""
        view = self._view
        p50, (own, count) = view.p50_seconds, self._observations.usual_seconds(view.alias)
        if own is not None and (p50 is None or (own > p50 and count >= _OWN_TIMES)):
            p50 = own
        return self._bounds.of(p50, view.p95_seconds, prompt_tokens)

    def retry_after(self) -> float:
        """Return in how many seconds the first of the busy targets may take a request."""
        busy = [candidate.bad_for for candidate in self._candidates() if candidate.rank is Rank.BUSY]
        return min(max(min(busy, default=0.0), SATURATED_RETRY_SECONDS), MAX_RETRY_AFTER_SECONDS)

    def _candidates(self) -> list[Candidate]:
        now, wall = self._observations.clock(), self._wall()
        age = None if self._view.measured_at is None else wall - self._view.measured_at
        known = age is not None and -_CLOCKS_APART_SECONDS <= age <= HEALTH_SECONDS
        measured_at = now - max(age or 0.0, 0.0) if known else float("-inf")
        candidates: list[Candidate] = []
        unmeasured: list[Candidate] = []
        best = float("inf")
        for member in self._view.members:
            candidate = self._candidate(member, now, wall, measured_at, known=known)
            candidates.append(candidate)
            if candidate.latency <= 0:
                unmeasured.append(candidate)
            elif candidate.latency < best:
                best = candidate.latency
        for candidate in unmeasured:
            # As good as the best, or nobody would ever find out.
            candidate.latency = 1.0 if best == float("inf") else best
        return candidates

    def _candidate(
        self, member: PoolMember, now: float, wall: float, measured_at: float, *, known: bool
    ) -> Candidate:
        """Return what is known of ``member``; without a measurement its latency is 0."""
        candidate = Candidate(member.target, tier=member.tier, weight=member.weight, latency=0.0)
        seen = self._observations.of(member.target)
        if known:
            candidate.latency = member.latency or 0.0
            candidate.load = member.in_flight * _PUBLISHED_LOAD
            candidate.weight *= max(member.share, _SMALLEST_SHARE)
            if member.is_down and (seen is None or seen.succeeded_at <= measured_at):
                candidate.rank, candidate.bad_for = Rank.DOWN, -member.share
                return candidate
        if seen is not None:
            candidate.latency = seen.latency(now, candidate.latency)
            candidate.load += seen.in_flight
        bad_for = self._observations.failures_of(
            member.target, now, measured_at if known and member.is_up else float("-inf")
        )
        busy_for = member.busy_until - wall if known else 0.0
        if seen is not None:
            busy_for = max(busy_for, seen.busy_until - now)
            candidate.was_busy = seen.busy_until + BUSY_NEWS_SECONDS > now
        if bad_for is not None:
            candidate.weight *= DOUBTFUL_SHARE
        if bad_for is not None and bad_for > 0:
            candidate.rank, candidate.bad_for = Rank.SUSPECT, bad_for
        elif busy_for > 0:
            candidate.rank, candidate.bad_for = Rank.BUSY, busy_for
            candidate.was_busy = True
        elif not self._has_room(member, seen, now, known=known):
            candidate.rank = Rank.FULL
        return candidate

    def _has_room(self, member: PoolMember, seen: SeenTarget | None, now: float, *, known: bool) -> bool:
        """Return whether one more request of this process fits: into the session's limit, and into what the
        target was learned to take.
        """
        if self._leases.load(member.target) >= 1:
            return False
        if seen is None:
            return True
        if known and member.capacity is not None and seen.in_flight >= member.capacity:
            return False
        return seen.has_room(now)
