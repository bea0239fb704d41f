"""What is known of the targets of all pools: measured by the pool monitor, published with the policy.

The pool monitor decides (``functions/pool_monitor``); environments read, and correct it by what they have
just seen themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

TargetState = Literal["up", "slow", "flaky", "busy", "down", "unknown"]
"""``slow``: its first text takes a multiple of its peers'. ``flaky``: too many of its answers fail. ``busy``:
it refuses for lack of capacity (429, 503). ``down``: probes prove that it serves nobody."""

PoolServingState = Literal["operational", "degraded", "unavailable"]


@dataclass(frozen=True, slots=True)
class TargetHealth:
    """One target. Durations are milliseconds; None: not measured.

    ``share`` is how much of its weight it gets: 0 is ejected, below 1 comes back in steps or is overloaded.
    ``reason`` says in a few words what was seen (``no first text within 5 s``). ``since`` is when the state
    began. ``busy_until`` is the end of the router's Retry-After, ``capacity`` the concurrent requests that it
    was learned to take.
    """

    state: TargetState = "unknown"
    share: float = 1.0
    reason: str | None = None
    since: datetime | None = None
    ttft_p50_ms: float | None = None
    ttft_p95_ms: float | None = None
    error_rate: float | None = None
    in_flight: int | None = None
    busy_until: datetime | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class PoolHealth:
    """One pool, by its alias. The percentiles are of its targets that are up: what the pool usually needs."""

    state: PoolServingState = "operational"
    ttft_p50_ms: float | None = None
    ttft_p95_ms: float | None = None


@dataclass(frozen=True, slots=True)
class PublishedHealth:
    """All targets (by id) and pools (by alias), as of ``measured_at`` by the monitor's clock."""

    measured_at: datetime
    targets: Mapping[str, TargetHealth] = field(default_factory=dict)
    pools: Mapping[str, PoolHealth] = field(default_factory=dict)


HEALTH_SECONDS = 15.0
"""Health older than this is unknown, not down."""

CLOCK_DIFFERENCE_SECONDS = 1.0
"""How far the clocks of two functions may be apart. Health from further in the future is unknown."""

_UNKNOWN = TargetHealth()


def current_health(health: PublishedHealth | None, now: float) -> PublishedHealth | None:
    """Return ``health`` if it is young enough to act on, else None. ``now`` is in unix seconds."""
    if health is None:
        return None
    age = now - health.measured_at.timestamp()
    return health if -CLOCK_DIFFERENCE_SECONDS <= age < HEALTH_SECONDS else None


def health_of(health: PublishedHealth | None, target_id: str) -> TargetHealth:
    """Return what is known of a target; ``unknown`` if nothing is."""
    return _UNKNOWN if health is None else health.targets.get(target_id, _UNKNOWN)
