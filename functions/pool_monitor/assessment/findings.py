"""What the evidence of the moment says of each target, before any hysteresis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.capacity import is_busy
from functions.pool_monitor.assessment.death import contradicted, dead_targets
from functions.pool_monitor.assessment.errors import flaky_targets
from functions.pool_monitor.assessment.evidence import EVIDENCE_SECONDS, Evidence, TargetEvidence
from functions.pool_monitor.assessment.latency import (
    SLOW_RATIO,
    SLOW_UNTIL_RATIO,
    PoolLatency,
    pool_latency,
    share_of_slow,
    slowness,
)

FindingKind = Literal["healthy", "unknown", "busy", "late", "slow", "flaky", "down"]
EJECTING: frozenset[FindingKind] = frozenset({"late", "slow", "flaky", "down"})


@dataclass(frozen=True, slots=True)
class Finding:
    """``late``: a canary has waited too long for its text; it turns out as slow or as a black hole.

    ``share`` is what the target would get by it alone. ``severity`` orders the findings of one pool.
    """

    kind: FindingKind = "healthy"
    share: float = 1.0
    reason: str | None = None
    severity: float = 0.0


_HEALTHY = Finding()
_UNKNOWN = Finding("unknown")


@dataclass(frozen=True, slots=True)
class Findings:
    targets: Mapping[str, Finding]
    latency: Mapping[str, PoolLatency]
    """By alias."""


def findings(
    targets: Sequence[MonitoredTarget],
    evidence: Evidence,
    *,
    slow: frozenset[str],
    counted_from: Mapping[str, float],
    now: float,
) -> Findings:
    """Return what the evidence says. ``slow`` are the targets that were slow before."""
    aliases = {target.alias for target in targets}
    latency = {
        alias: pool_latency([target for target in targets if target.alias == alias], evidence, now)
        for alias in aliases
    }
    dead = dead_targets(targets, evidence)
    flaky = flaky_targets(targets, evidence, counted_from, now)
    found = {}
    for target in targets:
        observed, pool = evidence.targets[target.id], latency[target.alias]
        if target.id in dead:
            found[target.id] = Finding("down", 0.0, dead[target.id], 1000.0)
        elif target.id in flaky:
            rate = flaky[target.id]
            found[target.id] = Finding("flaky", 0.0, f"{rate:.0%} of its answers failed", 100 + rate)
        else:
            found[target.id] = _late(observed, pool, now) or _rest(
                observed, pool, now, was_slow=target.id in slow
            )
    return Findings(found, latency)


def _late(observed: TargetEvidence, pool: PoolLatency, now: float) -> Finding | None:
    failing = observed.failing_canaries
    running = observed.running_since
    if running is not None and now - running >= pool.late_seconds and now - running < 2 * pool.canary_seconds:
        return Finding("late", 0.0, f"no first text after {pool.late_seconds:.1f} s", 500.0)
    if failing and failing[-1].outcome == "timed_out":
        return Finding("late", 0.0, failing[-1].reason, 500.0)
    if len(failing) >= 2 and contradicted(observed):
        return Finding("flaky", 0.0, failing[-1].reason, 200.0)
    return None


def _rest(observed: TargetEvidence, pool: PoolLatency, now: float, *, was_slow: bool) -> Finding:
    ratio = slowness(observed, pool, now)
    if ratio >= (SLOW_UNTIL_RATIO if was_slow else SLOW_RATIO):
        reason = f"its first text takes {ratio:.1f} times as long as usual"
        return Finding("slow", share_of_slow(ratio), reason, min(ratio, 99.0))
    if is_busy(observed, now):
        return Finding("busy", reason="it refuses requests for lack of capacity")
    newest = max(
        observed.last_ok_at, observed.held_at, observed.canaries[-1].ended_at if observed.canaries else 0.0
    )
    return _UNKNOWN if newest < now - EVIDENCE_SECONDS else _HEALTHY
