"""When a target is due for a canary. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.assessment.evidence import TargetEvidence
from functions.pool_monitor.assessment.standing import Standing

TARGET_SECONDS = 10.0
"""A target that served nobody for this long gets a canary."""

ROUTER_SECONDS = 4.0
"""A router of which no target served for this long gets one, at the target that waited longest."""

SUSPECT_SECONDS = 0.5
DOWN_SECONDS = 3.0
RETURN_SECONDS = 2.0
"""Between the end of a canary and the next one: to a target that has begun to fail, is out, comes back."""

HELD_SECONDS = 2.0
"""A target whose session customers hold is asked again after this time."""

CONCURRENT = 16
PER_ROUTER = 4
PER_SECOND = 10
"""Bounds of all canaries: running, running at one router, begun within a second."""

_SUSPECT_CANARIES = 3


@dataclass(slots=True)
class CanarySchedule:
    """``begun`` is when canaries were begun lately, ``not_before`` holds targets that could not be asked."""

    begun: list[float] = field(default_factory=list)
    not_before: dict[str, float] = field(default_factory=dict)
    asked_at: dict[str, float] = field(default_factory=dict)

    def due(self, assessor: PoolAssessor, running: Mapping[str, str], now: float) -> list[MonitoredTarget]:
        """Return the targets to send a canary now, most urgent first. ``running``: target id → router id."""
        self.begun = [each for each in self.begun if each > now - 1.0]
        places = min(CONCURRENT - len(running), PER_SECOND - len(self.begun))
        at_router: dict[str, int] = {}
        for router_id in running.values():
            at_router[router_id] = at_router.get(router_id, 0) + 1
        chosen: list[MonitoredTarget] = []
        for target in self._wanted(assessor, running, now):
            if len(chosen) >= places:
                break
            if at_router.get(target.router_id, 0) < PER_ROUTER:
                at_router[target.router_id] = at_router.get(target.router_id, 0) + 1
                chosen.append(target)
        return chosen

    def begin(self, target_id: str, now: float) -> None:
        self.begun.append(now)
        self.asked_at[target_id] = now

    def held(self, target_id: str, now: float) -> None:
        """Record that customers hold the target's session, so it was not asked."""
        self.not_before[target_id] = now + HELD_SECONDS

    def _wanted(
        self, assessor: PoolAssessor, running: Mapping[str, str], now: float
    ) -> list[MonitoredTarget]:
        wanted: dict[str, tuple[float, MonitoredTarget]] = {}
        idle: dict[str, list[MonitoredTarget]] = {}
        served: dict[str, float] = {}
        for target in assessor.targets:
            observed = assessor.evidence.targets[target.id]
            served[target.router_id] = max(
                served.get(target.router_id, 0.0), observed.last_ok_at, self.asked_at.get(target.id, 0.0)
            )
            if target.weight <= 0 or target.id in running or now < self.not_before.get(target.id, 0.0):
                continue
            is_suspect = bool(assessor.evidence.failing_statuses(target.router_id)) or _is_failing(observed)
            wait = _seconds(assessor.standings[target.id], observed, is_suspect=is_suspect)
            asked_at = max(self.asked_at.get(target.id, 0.0), _ended_at(observed))
            since = asked_at if wait < TARGET_SECONDS else max(asked_at, observed.last_ok_at)
            if now - since >= wait:
                wanted[target.id] = (wait, target)
            idle.setdefault(target.router_id, []).append(target)
        for router_id, targets in idle.items():
            if now - served[router_id] >= ROUTER_SECONDS:
                longest = min(targets, key=lambda each: self.asked_at.get(each.id, 0.0))
                wanted.setdefault(longest.id, (ROUTER_SECONDS, longest))
        urgent_first = sorted(
            wanted.values(), key=lambda each: (each[0], self.asked_at.get(each[1].id, 0.0), each[1].id)
        )
        return [target for _, target in urgent_first]


def _seconds(standing: Standing, observed: TargetEvidence, *, is_suspect: bool) -> float:
    """Return how long to wait between two canaries of a target."""
    if standing.phase == "returning":
        return RETURN_SECONDS
    failing = len(observed.failing_canaries)
    if standing.phase == "ejected":
        recovers = observed.last_canary is not None and observed.last_canary.outcome == "ok"
        return SUSPECT_SECONDS if recovers or failing < _SUSPECT_CANARIES else DOWN_SECONDS
    if is_suspect:
        return SUSPECT_SECONDS if failing < _SUSPECT_CANARIES else DOWN_SECONDS
    return TARGET_SECONDS


def _is_failing(observed: TargetEvidence) -> bool:
    """Return whether the target has begun to fail: its last canary, or most of its last requests."""
    canary = observed.last_canary
    if canary is not None and canary.outcome not in {"ok", "busy"}:
        return True
    newest = max(observed.buckets, default=None)
    if newest is None or (canary is not None and canary.ended_at > newest + 5.0):
        return False
    return observed.buckets[newest].failed > observed.buckets[newest].ok


def _ended_at(observed: TargetEvidence) -> float:
    return observed.canaries[-1].ended_at if observed.canaries else 0.0
