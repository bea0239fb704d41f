"""What a target gets: ejection at once, return in steps, and no change by noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from functions.pool_monitor.assessment.evidence import TargetEvidence
from functions.pool_monitor.assessment.findings import EJECTING, Finding
from functions.pool_monitor.assessment.latency import PoolLatency, is_fast
from portal.pool_health import TargetState

RETURN_SHARES = (0.1, 0.25, 0.5)
"""The shares of a target that is coming back; after the last it has its whole weight."""

STEP_SECONDS = 7.0
CANARIES_OF_A_RETURN = 2
CANARIES_OF_A_FLAKY_RETURN = 3

FLAKY_EJECTION_SECONDS = 10.0
"""A flaky target stays out for this times its ejections so far: no canary can prove that it is healed."""

QUIET_SECONDS = 8.0
"""No canary of a router's flaky targets may have broken off for so long before one of them comes back: each
of them alone soon passes by chance."""

MOST_EJECTIONS = 6
FORGIVEN_SECONDS = 300.0
"""An ejection counts no more after so long at the whole weight."""

StandingPhase = Literal["serving", "ejected", "returning"]


@dataclass(frozen=True, slots=True)
class Standing:
    """``state`` and ``reason`` are what is published; ``share`` is before the pool's budget.

    ``proven``: probes proved that it was dead, so its missing share counts for no budget.
    ``since``: of the state. ``phase_since``: of the phase, or of the step of a return. ``bad_at``: when it
    was last found slow, flaky or down. ``ejected_at`` and ``returned_at`` are of the last ejection
    and return, -inf if there was none.
    """

    state: TargetState = "unknown"
    share: float = 1.0
    reason: str | None = None
    since: float = 0.0
    phase: StandingPhase = "serving"
    phase_since: float = 0.0
    step: int = 0
    proven: bool = False
    severity: float = 0.0
    bad_at: float = float("-inf")
    ejected_at: float = float("-inf")
    returned_at: float = float("-inf")
    ejections: int = 0
    capacity: int | None = None
    capacity_at: float = float("-inf")


def next_standing(
    previous: Standing,
    finding: Finding,
    observed: TargetEvidence,
    pool: PoolLatency,
    now: float,
    *,
    router_failed_at: float = float("-inf"),
) -> Standing:
    """Return the standing after ``finding``.

    ``router_failed_at`` is when a canary that was to be read to its end failed last on the target's router.
    """
    if finding.kind in EJECTING:
        return _ejected(previous, finding, now)
    if previous.phase == "ejected":
        quiet = now - router_failed_at >= QUIET_SECONDS
        returns = (quiet or previous.state != "flaky") and _may_return(previous, observed, pool, now)
        return _returning(previous, 0, now) if returns else previous
    if previous.phase == "returning":
        if now - previous.phase_since < STEP_SECONDS or observed.last_ok_at < previous.phase_since - 5.0:
            return previous
        if previous.step + 1 < len(RETURN_SHARES):
            return _returning(previous, previous.step + 1, now)
        return replace(previous, phase="serving", phase_since=now, share=1.0, reason=None, proven=False)
    state: TargetState = "up" if finding.kind == "healthy" else _state_of(finding)
    forgiven = previous.ejections and now - previous.phase_since >= FORGIVEN_SECONDS
    return replace(
        previous,
        state=state,
        reason=finding.reason,
        since=previous.since if state == previous.state else now,
        ejections=0 if forgiven else previous.ejections,
    )


def counted_from(standings: Mapping[str, Standing], now: float) -> dict[str, float]:
    """Return since when a target's failures count: its ejection has answered those before its return."""
    return {
        target_id: now if standing.phase == "ejected" else standing.returned_at
        for target_id, standing in standings.items()
    }


def first_standing(now: float) -> Standing:
    return Standing(since=now, phase_since=now)


def _ejected(previous: Standing, finding: Finding, now: float) -> Standing:
    begins = previous.phase != "ejected"
    state = _state_of(finding)
    return replace(
        previous,
        state=state,
        share=finding.share,
        reason=finding.reason,
        since=previous.since if state == previous.state else now,
        phase="ejected",
        phase_since=now if begins else previous.phase_since,
        step=0,
        proven=finding.kind == "down",
        severity=finding.severity,
        bad_at=now,
        ejected_at=now if begins else previous.ejected_at,
        ejections=min(previous.ejections + 1, MOST_EJECTIONS) if begins else previous.ejections,
    )


def _may_return(previous: Standing, observed: TargetEvidence, pool: PoolLatency, now: float) -> bool:
    good = 0
    for canary in reversed(observed.canaries):
        if canary.ended_at < previous.bad_at or canary.outcome == "busy":
            continue
        if canary.outcome != "ok" or not is_fast(canary.ttft_ms or 0.0, pool):
            break
        good += 1
    if previous.state != "flaky":
        return good >= CANARIES_OF_A_RETURN
    out_seconds = now - max(previous.ejected_at, previous.bad_at)
    return good >= CANARIES_OF_A_FLAKY_RETURN and out_seconds >= FLAKY_EJECTION_SECONDS * previous.ejections


def _returning(previous: Standing, step: int, now: float) -> Standing:
    return replace(
        previous,
        state="up",
        share=RETURN_SHARES[step],
        reason="coming back in steps",
        since=previous.since if previous.state == "up" else now,
        phase="returning",
        phase_since=now,
        returned_at=previous.returned_at if step else now,
        step=step,
    )


def _state_of(finding: Finding) -> TargetState:
    if finding.kind == "late":
        return "slow"
    return "up" if finding.kind == "healthy" else finding.kind
