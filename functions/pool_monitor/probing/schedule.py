"""When a target is due for a canary. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.pool_monitor.assessment import OF_THE_ROUTER, MonitoredTarget
from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.assessment.evidence import TargetEvidence
from functions.pool_monitor.assessment.standing import Standing

TARGET_SECONDS = 30.0
"""A target that served nobody for this long gets a canary. Sooner would cost exclusive sessions: 18 targets
every 10 s held one session in twelve of a pool of six."""

BUSY_SECONDS = 10.0
"""The same of one that refuses requests for lack of capacity: a customer's request is never the probe."""

ROUTER_SECONDS = 4.0
"""A router of which no target served for this long gets one, at the target that waited longest."""

SUSPECT_SECONDS = 0.5
DOWN_SECONDS = 3.0
RETURN_SECONDS = 2.0
"""Between the end of a canary and the next one: to a target that has begun to fail, is out, comes back."""

HELD_SECONDS = 0.8
"""A target whose session customers hold is asked again after this time."""

SLOW_SECONDS = 5.0
"""As ``DOWN_SECONDS``, for a target that answers, but slowly: its canaries hold its session for long."""

CONCURRENT = 16
PER_ROUTER = 3
PER_SECOND = 10
"""Bounds of all canaries: running, running at one router, begun within a second. A router that is out as a
whole gets one at a time, until one succeeds."""

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
        serving = _serving_routers(assessor)
        for target in self._wanted(assessor, running, now):
            if len(chosen) >= places:
                break
            if at_router.get(target.router_id, 0) < (PER_ROUTER if target.router_id in serving else 1):
                at_router[target.router_id] = at_router.get(target.router_id, 0) + 1
                chosen.append(target)
        return chosen

    def begin(self, now: float) -> None:
        """Record that a canary is prepared: it counts for the rate even if its session is held."""
        self.begun.append(now)

    def sent(self, target_id: str, now: float) -> None:
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
        suspected = _suspected_since(assessor, now)
        for target in assessor.targets:
            observed = assessor.evidence.targets[target.id]
            served[target.router_id] = max(
                served.get(target.router_id, 0.0), observed.last_ok_at, self.asked_at.get(target.id, 0.0)
            )
            if target.weight <= 0 or target.id in running or now < self.not_before.get(target.id, 0.0):
                continue
            canary = observed.last_ok_canary
            served_at = 0.0 if canary is None else canary.started_at
            is_suspect = _is_failing(observed) or served_at < suspected.get(target.router_id, 0.0)
            wait = _seconds(assessor.standings[target.id], observed, is_suspect=is_suspect)
            asked_at = max(self.asked_at.get(target.id, 0.0), _ended_at(observed))
            since = asked_at if wait < TARGET_SECONDS else max(asked_at, observed.last_ok_at)
            if now - since >= wait:
                wanted[target.id] = (wait, target)
            idle.setdefault(target.router_id, []).append(target)
        for target in _witnesses(assessor, idle, now):
            wanted.setdefault(target.id, (SUSPECT_SECONDS, target))
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
        if standing.state == "slow" and not failing:
            return SLOW_SECONDS if observed.last_canary and not _is_back(observed) else SUSPECT_SECONDS
        if standing.state == "flaky":
            return RETURN_SECONDS
        recovers = observed.last_canary is not None and observed.last_canary.outcome == "ok"
        return SUSPECT_SECONDS if recovers or failing < _SUSPECT_CANARIES else DOWN_SECONDS
    if standing.state == "busy":
        return BUSY_SECONDS
    if is_suspect:
        return SUSPECT_SECONDS if failing < _SUSPECT_CANARIES else DOWN_SECONDS
    return TARGET_SECONDS


def _is_back(observed: TargetEvidence) -> bool:
    """Return whether the last canary took half of what the one before took, or less."""
    times = [each.ttft_ms for each in observed.canaries if each.ttft_ms is not None]
    return len(times) > 1 and times[-1] <= max(times[-3:]) / 2


def _suspected_since(assessor: PoolAssessor, now: float) -> dict[str, float]:
    """Return router id → since when it may be down: all its targets are asked at once."""
    suspected: dict[str, float] = {}
    for router_id in assessor.evidence.statuses:
        failing = assessor.evidence.failing_statuses(router_id)
        if failing:
            suspected[router_id] = failing[-1].started_at
    for target in assessor.targets:
        observed = assessor.evidence.targets[target.id]
        began = [each.started_at for each in observed.failing_canaries[:1] if each.outcome in OF_THE_ROUTER]
        late_seconds = assessor.latency[target.alias].late_seconds
        if observed.running_since is not None and now - observed.running_since >= late_seconds:
            began.append(observed.running_since)
        if began:
            suspected[target.router_id] = max(min(began), suspected.get(target.router_id, 0.0))
    return suspected


def _witnesses(
    assessor: PoolAssessor, idle: Mapping[str, list[MonitoredTarget]], now: float
) -> list[MonitoredTarget]:
    """Return a target of each router whose answer tells whether a late canary is late, or its whole pool."""
    late: dict[str, float] = {}
    for target in assessor.targets:
        since = assessor.evidence.targets[target.id].running_since
        if since is not None and now - since >= assessor.latency[target.alias].late_seconds:
            late[target.alias] = min(since, late.get(target.alias, since))
    witnesses = []
    for targets in idle.values():
        peers = [target for target in targets if target.alias in late]
        if not peers:
            continue
        heard_at = max(assessor.evidence.targets[target.id].last_sent_at or 0.0 for target in peers)
        if heard_at < min(late[target.alias] for target in peers):
            witnesses.append(min(peers, key=lambda each: _ended_at(assessor.evidence.targets[each.id])))
    return witnesses


def _serving_routers(assessor: PoolAssessor) -> set[str]:
    """Return the routers of which a target is not out, or has answered its last canary."""
    serving = set()
    for target in assessor.targets:
        canary = assessor.evidence.targets[target.id].last_canary
        is_out = assessor.standings[target.id].phase == "ejected"
        if not is_out or (canary is not None and canary.outcome == "ok"):
            serving.add(target.router_id)
    return serving


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
