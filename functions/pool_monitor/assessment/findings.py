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


_EARLIER_SECONDS = 10.0
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
    waiting = _late_targets(targets, evidence, latency, now)
    late = waiting | _late_with_their_router(targets, evidence, waiting)
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
            found[target.id] = (
                late.get(target.id)
                or _without_text(observed)
                or _rest(observed, pool, now, was_slow=target.id in slow)
            )
    return Findings(found, latency)


def _late_targets(
    targets: Sequence[MonitoredTarget], evidence: Evidence, latency: Mapping[str, PoolLatency], now: float
) -> dict[str, Finding]:
    """Return the targets whose canary waits too long, while another target of the pool answers in time."""
    late = {}
    for target in targets:
        observed, pool = evidence.targets[target.id], latency[target.alias]
        since = observed.running_since
        if since is not None and pool.late_seconds <= now - since < 2 * pool.canary_seconds:
            peers = [
                evidence.targets[each.id]
                for each in targets
                if each.alias == target.alias and each.router_id != target.router_id
            ]
            if _is_late_alone(peers, since, pool, now):
                late[target.id] = Finding("late", 0.0, f"no first text after {pool.late_seconds:.1f} s", 500)
        elif observed.failing_canaries and observed.failing_canaries[-1].outcome == "timed_out":
            late[target.id] = Finding("late", 0.0, observed.failing_canaries[-1].reason, 500)
    return late


def _is_late_alone(peers: Sequence[TargetEvidence], since: float, pool: PoolLatency, now: float) -> bool:
    """Return whether targets of other routers answered in time a canary sent after ``since``.

    If none was sent since, because sessions that they share are held, an earlier one counts, a moment later.
    """
    if any((peer.last_sent_at or since - 1) >= since for peer in peers):
        return any(_answered_in_time(peer, since, pool) for peer in peers)
    waits_longer = now - since >= 1.5 * pool.late_seconds
    return waits_longer and any(_answered_in_time(peer, since - _EARLIER_SECONDS, pool) for peer in peers)


def _answered_in_time(peer: TargetEvidence, since: float, pool: PoolLatency) -> bool:
    canary = peer.last_ok_canary
    return (
        canary is not None
        and canary.started_at >= since
        and (canary.ttft_ms or 0.0) <= pool.late_seconds * 1000
    )


def _without_text(observed: TargetEvidence) -> Finding | None:
    """Return the finding of a target whose canaries fail while requests end well."""
    failing = observed.failing_canaries
    if len(failing) >= 2 and contradicted(observed):
        return Finding("flaky", 0.0, failing[-1].reason, 200.0)
    return None


def _late_with_their_router(
    targets: Sequence[MonitoredTarget], evidence: Evidence, late: Mapping[str, Finding]
) -> dict[str, Finding]:
    """Return the other targets of routers of which several are late and none has served since."""
    waiting: dict[str, list[float]] = {}
    reasons: dict[str, Finding] = {}
    for target in targets:
        if target.id in late:
            since = _waiting_since(evidence.targets[target.id])
            waiting.setdefault(target.router_id, []).append(since)
            reasons[target.router_id] = late[target.id]
    others = {}
    for target in targets:
        began = waiting.get(target.router_id, [])
        if len(began) < 2 or target.id in late:
            continue
        canary = evidence.targets[target.id].last_ok_canary
        if canary is None or canary.started_at < min(began):
            others[target.id] = reasons[target.router_id]
    return others


def _waiting_since(observed: TargetEvidence) -> float:
    failing = observed.failing_canaries
    if failing:
        return failing[0].started_at
    return float("-inf") if observed.running_since is None else observed.running_since


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
