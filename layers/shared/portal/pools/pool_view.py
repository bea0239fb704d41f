"""One pool as one policy snapshot has it: what all requests until the next snapshot share. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.policy import PolicySnapshot, TargetPolicy
from portal.pool_health import TargetHealth, health_of
from portal.pools import Target

_DEFAULT = TargetPolicy()


@dataclass(frozen=True, slots=True)
class PoolMember:
    """A target that takes new requests. ``weight`` and ``tier`` are the operators', the rest is published.

    ``weight`` is relative to the others: 1 on average. ``latency`` is seconds to the first text, None: not
    measured. ``busy_until`` is a time in seconds since the epoch.
    """

    target: Target
    weight: float
    tier: int
    share: float
    is_up: bool
    is_down: bool
    latency: float | None
    in_flight: int
    busy_until: float
    capacity: int | None


class PoolView:
    """``members`` are the targets that take new requests: none if the model or its pool is not active.

    ``measured_at`` is when the health was measured, in seconds since the epoch; None: it is unknown.

    ``p50_seconds`` and ``p95_seconds`` are what the pool needs for a first text, as last published: what it
    needs changes less than who is up. None: it was never published.
    """

    __slots__ = ("alias", "measured_at", "members", "name", "p50_seconds", "p95_seconds", "snapshot")

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
        health = snapshot.health
        model, pool_policy = snapshot.models.get(alias), snapshot.pools.get(name)
        kept: list[tuple[Target, TargetPolicy]] = []
        if (model is None or model.state == "active") and (
            pool_policy is None or pool_policy.state == "active"
        ):
            by_id = {} if pool_policy is None else pool_policy.targets
            kept = [(target, by_id.get(target.id, _DEFAULT)) for target in targets]
            kept = [(target, by_operator) for target, by_operator in kept if by_operator.state == "active"]
        mean = sum([by_operator.weight for _, by_operator in kept]) / (len(kept) or 1)
        self.members = tuple(
            _member(target, by_operator, by_operator.weight / mean, health_of(health, target.id))
            for target, by_operator in kept
        )
        self.measured_at = None if health is None else health.measured_at.timestamp()
        pool = None if health is None else health.pools.get(alias)
        if pool is not None and pool.ttft_p50_ms is not None:
            self.p50_seconds, self.p95_seconds = _seconds(pool.ttft_p50_ms), _seconds(pool.ttft_p95_ms)
        else:
            self.p50_seconds = None if before is None else before.p50_seconds
            self.p95_seconds = None if before is None else before.p95_seconds


def _member(target: Target, by_operator: TargetPolicy, weight: float, health: TargetHealth) -> PoolMember:
    return PoolMember(
        target=target,
        weight=weight,
        tier=by_operator.tier,
        share=min(health.share, 1.0),
        is_up=health.state == "up" and health.share > 0,
        is_down=health.state == "down" or health.share <= 0,
        latency=_seconds(health.ttft_p50_ms),
        in_flight=health.in_flight or 0,
        busy_until=_busy_until(health),
        capacity=health.capacity,
    )


def _busy_until(health: TargetHealth) -> float:
    if health.busy_until is not None:
        return health.busy_until.timestamp()
    return float("inf") if health.state == "busy" else float("-inf")


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else max(milliseconds, 1.0) / 1000
