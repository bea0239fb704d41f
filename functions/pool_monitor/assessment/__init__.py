"""From what was observed of targets to their published health. Pure: no I/O, and times are arguments.

``evidence`` keeps what was observed, ``death``, ``errors``, ``latency`` and ``capacity`` say what it means,
``findings`` puts that together, ``standing`` decides on ejection and return with hysteresis, ``budget`` holds
that slow and flaky targets never lose more than half of a pool, ``assessor`` runs all of it.

Times are seconds of the unix epoch by the monitor's clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ObservedOutcome = Literal[
    "ok",
    "unreachable",
    "rejected",
    "session_refused",
    "busy",
    "timed_out",
    "no_text",
    "interrupted",
]
"""``session_refused``: 401, 403 or 404, which say something about a session or key, not about its router."""

SERVES_NOBODY: frozenset[ObservedOutcome] = frozenset(
    {"unreachable", "rejected", "session_refused", "timed_out", "no_text"}
)
"""Failures before the first text."""

OF_THE_ROUTER: frozenset[ObservedOutcome] = SERVES_NOBODY - {"session_refused"}
"""Failures that may be those of the whole router."""


@dataclass(frozen=True, slots=True)
class MonitoredTarget:
    """A target of a pool. ``weight`` 0: operators have drained or disabled it, so it counts for nothing."""

    id: str
    alias: str
    router_id: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CanaryResult:
    """One canary request. ``ttft_ms`` is set if it returned text, ``retry_after`` is a refusal's, in seconds.

    ``read_to_end``: it asked for several tokens, to read all of them.
    """

    target_id: str
    started_at: float
    ended_at: float
    outcome: ObservedOutcome
    ttft_ms: float | None = None
    reason: str | None = None
    retry_after: float | None = None
    read_to_end: bool = False


@dataclass(frozen=True, slots=True)
class StatusResult:
    """One probe of a router's status. ``failure`` is None if it is up; ``refused``: nothing listens there."""

    router_id: str
    started_at: float
    ended_at: float
    failure: str | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class RequestBucket:
    """Attempts of customers' requests at one target that ended within the seconds after ``start``.

    ``failures`` has no cancelled and no busy attempts. ``ttft_ms`` are times to first text, or a sample.
    """

    target_id: str
    start: float
    ok: int = 0
    busy: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    ttft_ms: tuple[float, ...] = ()

    @property
    def failed(self) -> int:
        return sum(self.failures.values())
