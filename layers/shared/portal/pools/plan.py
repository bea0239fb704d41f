"""The targets of one request: who may serve it, in which order, and how long each may be silent."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence

from portal.pool_health import HEALTH_SECONDS
from portal.pools import Target
from portal.pools.attempt_bounds import AttemptBound, AttemptBounds
from portal.pools.choice import Candidate, Rank, by_chance, in_order, worse_last
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.observations import BUSY_NEWS_SECONDS, DOUBTFUL_SHARE, Observations, SeenTarget
from portal.pools.pool_view import PoolMember, PoolView
from portal.pools.saturation import SATURATED_RETRY_SECONDS

MAX_RETRY_AFTER_SECONDS = 60.0

_CLOCKS_APART_SECONDS = 5.0
"""Health may be from so far in the future: the monitor's clock and this one differ."""

_OWN_TIMES = 3
"""Own measurements that may stretch the published median: this process sees a slow pool first."""


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
        return [candidate.target for candidate in self._in_order(tried)]

    def by_goodness(self, candidates: Sequence[Target]) -> tuple[Sequence[Target], int]:
        """Return ``candidates`` with those last that are clearly worse than the first, and how many are not.

        A free session of any of the others is as good as another one.
        """
        all_candidates, _ = self._candidates()
        known = {candidate.target: candidate for candidate in all_candidates}
        return worse_last([known[target] for target in candidates if target in known])

    def spare(self, tried: Collection[Target]) -> Sequence[Target]:
        """Return those of ``candidates`` that are up and have room, for an attempt beside a running one."""
        return [candidate.target for candidate in self._in_order(tried) if candidate.rank is Rank.UP]

    def with_or_without_room(self, tried: Collection[Target]) -> Sequence[Target]:
        """Return those of ``candidates`` that are up, whether or not they have room."""
        return [candidate.target for candidate in self._in_order(tried) if candidate.rank <= Rank.FULL]

    def attempt_bound(self, prompt_tokens: int, now: float) -> AttemptBound:
        """Return how long an attempt may be silent: by what is published, and by what was measured here.

        ``now`` is by the clock of the observations.
        """
        view = self._view
        p50, (own, count) = view.p50_seconds, self._observations.usual_seconds(view.alias, now)
        if own is not None and (p50 is None or (own > p50 and count >= _OWN_TIMES)):
            p50 = own
        return self._bounds.of(p50, view.p95_seconds, prompt_tokens)

    def retry_after(self) -> float:
        """Return in how many seconds the first of the busy targets may take a request."""
        candidates, _ = self._candidates()
        busy = [candidate.bad_for for candidate in candidates if candidate.rank is Rank.BUSY]
        return min(max(min(busy, default=0.0), SATURATED_RETRY_SECONDS), MAX_RETRY_AFTER_SECONDS)

    def _in_order(self, tried: Collection[Target]) -> Sequence[Candidate]:
        candidates, are_even = self._candidates()
        if are_even and not tried:
            return by_chance(candidates, self._rng)
        return in_order(candidates, tried, self._rng)

    def _candidates(self) -> tuple[Sequence[Candidate], bool]:
        """Return what is known of all members, and whether all of them are up and of one tier."""
        view, observations = self._view, self._observations
        now, wall, measured_at = observations.clock(), 0.0, float("-inf")
        published = view.unknown
        if view.measured_at is not None:
            wall = self._wall()
            age = wall - view.measured_at
            if -_CLOCKS_APART_SECONDS <= age <= HEALTH_SECONDS:
                published, measured_at = view.known, now - max(age, 0.0)
        candidates = published.candidates
        are_even, is_copy = published.are_even, False
        any_may_differ = not are_even or self._leases.have_limits or observations.has_suspect_routers
        targets = observations.targets
        for index, member in enumerate(view.members):
            seen = targets.get(member.id)
            if not any_may_differ and (seen is None or seen.is_quiet(now, candidates[index].latency)):
                continue
            if not is_copy:
                candidates, is_copy = candidates.copy(), True
            candidate = candidates[index] = self._corrected(member, seen, now, wall, measured_at)
            are_even = are_even and candidate.rank is Rank.UP
        return candidates, are_even

    def _corrected(
        self, member: PoolMember, seen: SeenTarget | None, now: float, wall: float, measured_at: float
    ) -> Candidate:
        """Return what is published of ``member``, corrected by what this process has seen and runs."""
        known = measured_at != float("-inf")
        published = member.known if known else member.unknown
        if published.rank is Rank.DOWN:
            if seen is None or seen.succeeded_at <= measured_at:
                return published
            published = member.unknown
        candidate = Candidate(
            published.target, Rank.UP, published.tier, published.weight, published.latency, published.load
        )
        busy_for = member.busy_until - wall if known else 0.0
        if seen is not None:
            candidate.latency = seen.latency(now, published.latency)
            candidate.load += seen.in_flight
            busy_for = max(busy_for, seen.busy_until - now)
            candidate.was_busy = seen.busy_until + BUSY_NEWS_SECONDS > now
        observations, bad_for = self._observations, None
        if observations.has_suspect_routers or (seen is not None and seen.failures):
            up_at = measured_at if member.is_up else float("-inf")
            bad_for = observations.failures_of(member.target, now, up_at)
        if bad_for is not None:
            candidate.weight *= DOUBTFUL_SHARE
        if bad_for is not None and bad_for > 0:
            candidate.rank, candidate.bad_for = Rank.SUSPECT, bad_for
        elif busy_for > 0:
            candidate.rank, candidate.bad_for, candidate.was_busy = Rank.BUSY, busy_for, True
        elif not self._has_room(member, seen, now, known=known):
            candidate.rank = Rank.FULL
        return candidate

    def _has_room(self, member: PoolMember, seen: SeenTarget | None, now: float, *, known: bool) -> bool:
        """Return whether one more request of this process fits: into the session's limit, and into what the
        target was learned to take.
        """
        if self._leases.have_limits and self._leases.load(member.target) >= 1:
            return False
        if seen is None or not seen.in_flight:
            return True
        if known and member.capacity is not None and seen.in_flight >= member.capacity:
            return False
        return seen.has_room(now)
