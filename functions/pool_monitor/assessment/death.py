"""Which targets are proven to serve nobody, and why. Customers' requests are not needed for it."""

from __future__ import annotations

from collections.abc import Sequence

from functions.pool_monitor.assessment import OF_THE_ROUTER, MonitoredTarget
from functions.pool_monitor.assessment.evidence import Evidence, TargetEvidence

CANARIES_OF_A_PROOF = 2
"""Canaries in a row without text, and without a success of a customer's request since."""

CANARIES_DESPITE_REQUESTS = 4
"""After so many in a row, requests that end well were begun before the target died."""

STATUSES_OF_A_PROOF = 2
LIFE_SECONDS = 10.0
"""A router whose status fails is alive while a target of it has served within this time."""

_BUSY_SECONDS = 55.0
_BUSY_CANARIES = 5
"""A target that refuses every canary for that long is broken, whatever it calls itself."""


def dead_targets(targets: Sequence[MonitoredTarget], evidence: Evidence) -> dict[str, str]:
    """Return target id → reason of those that serve nobody."""
    by_router: dict[str, list[MonitoredTarget]] = {}
    for target in targets:
        by_router.setdefault(target.router_id, []).append(target)
    dead: dict[str, str] = {}
    for router_id, of_router in by_router.items():
        own = {target.id: evidence.targets[target.id] for target in of_router}
        reason = _unreachable(router_id, own, evidence)
        if reason is not None:
            dead |= dict.fromkeys(own, reason)
            continue
        dead |= _dead_with_their_router(own)
        for target_id, observed in own.items():
            reason = _own_death(observed)
            if reason is not None:
                dead[target_id] = reason
    return dead


def contradicted(observed: TargetEvidence) -> bool:
    """Return whether customers' requests ended well although the last canaries got no text."""
    failing = observed.failing_canaries
    return bool(failing) and any(each.ok for each in observed.requests_since(failing[-1].started_at))


def _own_death(observed: TargetEvidence) -> str | None:
    failing = observed.failing_canaries
    needed = CANARIES_DESPITE_REQUESTS if contradicted(observed) else CANARIES_OF_A_PROOF
    if len(failing) >= needed:
        return failing[-1].reason or failing[-1].outcome
    busy = observed.canaries[-_BUSY_CANARIES:]
    if (
        len(busy) == _BUSY_CANARIES
        and all(each.outcome == "busy" for each in observed.canaries)
        and busy[-1].ended_at - observed.canaries[0].started_at >= _BUSY_SECONDS / 2
        and observed.last_ok_at < observed.canaries[0].started_at
    ):
        return f"refuses every request: {busy[-1].reason or 'busy'}"
    return None


def _unreachable(router_id: str, own: dict[str, TargetEvidence], evidence: Evidence) -> str | None:
    """Return why a router is down by its status alone."""
    failing = evidence.failing_statuses(router_id)
    refused = [each for each in failing if each.refused]
    if len(refused) >= STATUSES_OF_A_PROOF and failing[-1].refused:
        first = refused[0].started_at
        if not any(_canary_began_after(observed, first) for observed in own.values()):
            return refused[-1].failure
    if len(failing) >= STATUSES_OF_A_PROOF:
        last_ok_at = max((observed.last_ok_at for observed in own.values()), default=float("-inf"))
        if last_ok_at < failing[-1].ended_at - LIFE_SECONDS:
            return failing[-1].failure
    return None


def _canary_began_after(observed: TargetEvidence, time: float) -> bool:
    canary = observed.last_ok_canary
    return canary is not None and canary.started_at > time


def _dead_with_their_router(own: dict[str, TargetEvidence]) -> dict[str, str]:
    """Return the targets of a router of which several fail and none has served since."""
    failing = {
        target_id: observed.failing_canaries
        for target_id, observed in own.items()
        if observed.failing_canaries and observed.failing_canaries[-1].outcome in OF_THE_ROUTER
    }
    if len(failing) < 2 or 2 * len(failing) < sum(not each.is_empty() for each in own.values()):
        return {}
    first = min(canaries[0].started_at for canaries in failing.values())
    if any(_canary_began_after(observed, first) for observed in own.values()):
        return {}
    last = max((canaries[-1] for canaries in failing.values()), key=lambda each: each.ended_at)
    if any(each.ok for observed in own.values() for each in observed.requests_since(last.started_at)):
        return {}
    return dict.fromkeys(own, last.reason or last.outcome)
