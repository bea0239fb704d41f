"""Whether health is worth publishing again. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from portal.pool_health import PublishedHealth, TargetHealth

REFRESH_SECONDS = 4.0
"""Health that did not change is published again when it is this old: environments see that it is watched."""

MEASUREMENT_SECONDS = 2.0
MEASUREMENT_CHANGE = 0.25
"""Changed times and rates alone are published after this time, from this relative change on."""


def needs_publication(published: PublishedHealth | None, health: PublishedHealth) -> bool:
    """Return whether ``health`` is to be published after ``published``."""
    if published is None:
        return True
    age = health.measured_at - published.measured_at
    if age >= timedelta(seconds=REFRESH_SECONDS) or age < timedelta(0):
        return True
    if {alias: pool.state for alias, pool in published.pools.items()} != {
        alias: pool.state for alias, pool in health.pools.items()
    }:
        return True
    if _decisions(published) != _decisions(health):
        return True
    return age >= timedelta(seconds=MEASUREMENT_SECONDS) and any(
        _differs(published.targets[target_id], own) for target_id, own in health.targets.items()
    )


def _decisions(health: PublishedHealth) -> dict[str, TargetHealth]:
    """Return what environments choose by, without measurements."""
    return {
        target_id: replace(
            own,
            share=round(own.share, 1 if own.state == "slow" else 2),
            reason=None,
            ttft_p50_ms=None,
            ttft_p95_ms=None,
            error_rate=None,
            in_flight=None,
        )
        for target_id, own in health.targets.items()
    }


def _differs(before: TargetHealth, after: TargetHealth) -> bool:
    if before.reason != after.reason:
        return True
    first, second = before.ttft_p50_ms, after.ttft_p50_ms
    if first is None or second is None:
        return first is not second
    return abs(second - first) > MEASUREMENT_CHANGE * max(first, second)
