"""One pool as one policy snapshot has it: what all requests until the next snapshot share. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.policy import PolicySnapshot, TargetPolicy
from portal.pool_health import TargetHealth
from portal.pools import Target
from portal.pools.choice import Candidate, Rank

PUBLISHED_LOAD = 0.1
"""What a published request in flight counts beside one of this process: it is seconds old, and every
environment sees the same number."""

_DEFAULT = TargetPolicy()

_NEWS_SECONDS = 4.0
"""A target stays busy for so long after its Retry-After, unless newer health says that it is not: what the
pool monitor finds at that time arrives by then."""


class PoolMember:
    """A target that takes new requests, as it is published: ``known`` while that is young, then ``unknown``.

    Its ``weight`` is the operators' relative to the others', 1 on average. ``busy_until`` is a time in
    seconds since the epoch, ``capacity`` the concurrent requests that it was learned to take.
    """

    __slots__ = ("busy_until", "capacity", "id", "is_up", "known", "target", "unknown")

    def __init__(self, target: Target, tier: int, weight: float, health: TargetHealth | None) -> None:
        self.target = target
        self.id = target.id
        self.unknown = self.known = Candidate(target, Rank.UP, tier, weight)
        self.is_up = False
        self.busy_until = float("-inf")
        self.capacity: int | None = None
        if health is None:
            return
        self.is_up = health.state == "up" and health.share > 0
        self.capacity = health.capacity
        if health.busy_until is not None:
            self.busy_until = health.busy_until.timestamp() + _NEWS_SECONDS
        elif health.state == "busy":
            self.busy_until = float("inf")
        latency = 0.0 if health.ttft_p50_ms is None else max(health.ttft_p50_ms, 1.0) / 1000
        if health.state == "down" or health.share <= 0:
            # Of those that are down, the one that was found less bad is tried first.
            self.known = Candidate(target, Rank.DOWN, tier, weight, latency, bad_for=-health.share)
            return
        weight *= min(health.share, 1.0)
        self.known = Candidate(
            target, Rank.UP, tier, weight, latency, (health.in_flight or 0) * PUBLISHED_LOAD
        )

    @property
    def is_plain(self) -> bool:
        """Whether nothing that is published of it depends on the time or on this process."""
        return self.capacity is None and self.busy_until == float("-inf")


class PublishedCandidates:
    """What is published of all members. ``are_even``: all are up and of one tier, and none may be busy."""

    __slots__ = ("are_even", "candidates")

    def __init__(self, candidates: list[Candidate], members: Sequence[PoolMember]) -> None:
        self.candidates = candidates
        self.are_even = all(
            candidate.rank is Rank.UP and candidate.tier == candidates[0].tier for candidate in candidates
        ) and all(member.is_plain for member in members)


class PoolView:
    """``members`` are the targets that take new requests: none if the model or its pool is not active.

    ``policy`` is what operators have set for targets, by id. ``known`` is what is published of the members,
    ``unknown`` what is left of that when it is too old. ``measured_at`` is in seconds since the epoch; None:
    nothing is published. ``p50_seconds`` and ``p95_seconds`` are what the pool needs for a first text, as
    last published: what it needs changes less than who is up. None: it was never published. ``before`` is the
    view of the snapshot before.
    """

    __slots__ = (
        "alias",
        "health",
        "known",
        "measured_at",
        "members",
        "name",
        "p50_seconds",
        "p95_seconds",
        "policy",
        "snapshot",
        "unknown",
    )

    def __init__(
        self,
        alias: str,
        name: str,
        targets: Sequence[Target],
        snapshot: PolicySnapshot,
        before: PoolView | None = None,
    ) -> None:
        self.alias = alias
        self.name = name
        self.snapshot = snapshot
        self.health = health = snapshot.health
        self.policy = policy = _policy_of(alias, name, snapshot)
        self.p50_seconds: float | None = None if before is None else before.p50_seconds
        self.p95_seconds: float | None = None if before is None else before.p95_seconds
        self.measured_at = None if health is None else health.measured_at.timestamp()
        pool = None if health is None else health.pools.get(alias)
        if pool is not None and pool.ttft_p50_ms is not None:
            self.p50_seconds, self.p95_seconds = _seconds(pool.ttft_p50_ms), _seconds(pool.ttft_p95_ms)
        self.members: list[PoolMember]
        self.known: PublishedCandidates
        self.unknown: PublishedCandidates
        if before is not None and before.health is health and before.policy == policy:
            self.members, self.known, self.unknown = before.members, before.known, before.unknown
        else:
            self.members = _members(targets, policy, {} if health is None else health.targets)
            self.known = PublishedCandidates([member.known for member in self.members], self.members)
            self.unknown = PublishedCandidates([member.unknown for member in self.members], self.members)


def _policy_of(alias: str, name: str, snapshot: PolicySnapshot) -> Mapping[str, TargetPolicy] | None:
    """Return what operators have set for targets, by id; None if the model or its pool is not active."""
    model, pool = snapshot.models.get(alias), snapshot.pools.get(name)
    if model is not None and model.state != "active":
        return None
    if pool is None:
        return {}
    return pool.targets if pool.state == "active" else None


def _members(
    targets: Sequence[Target], policy: Mapping[str, TargetPolicy] | None, health: Mapping[str, TargetHealth]
) -> list[PoolMember]:
    if policy is None:
        return []
    if not policy:
        return [PoolMember(target, 0, 1.0, health.get(target.id)) for target in targets]
    kept = [(target, policy.get(target.id, _DEFAULT)) for target in targets]
    kept = [(target, by_operator) for target, by_operator in kept if by_operator.state == "active"]
    mean = sum([by_operator.weight for _, by_operator in kept]) / (len(kept) or 1)
    return [
        PoolMember(target, by_operator.tier, by_operator.weight / mean, health.get(target.id))
        for target, by_operator in kept
    ]


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else max(milliseconds, 1.0) / 1000
