"""The state of a pool, as customers see it."""

from __future__ import annotations

from collections.abc import Sequence

from functions.pool_monitor.assessment.statistics import percentile
from portal.pool_health import PoolHealth, TargetHealth

USABLE_SHARE = 0.05
"""A target with a smaller share serves nobody but those who find no other."""


def is_usable(health: TargetHealth) -> bool:
    return health.state != "down" and health.share >= USABLE_SHARE


def pool_health(targets: Sequence[tuple[float, TargetHealth]], times_ms: Sequence[float]) -> PoolHealth:
    """Return the health of a pool: ``targets`` are (weight, health), ``times_ms`` those of usable targets.

    A pool that operators have drained or disabled altogether is unavailable.
    """
    p50, p95 = percentile(times_ms, 0.5), percentile(times_ms, 0.95)
    counted = [health for weight, health in targets if weight > 0]
    usable = [health for health in counted if health.state != "down"]
    if not usable:
        return PoolHealth("unavailable", p50, p95)
    busy = sum(health.state == "busy" for health in counted)
    is_degraded = any(health.state in {"down", "slow", "flaky"} for health in counted) or 2 * busy >= len(
        counted
    )
    return PoolHealth("degraded" if is_degraded else "operational", p50, p95)
