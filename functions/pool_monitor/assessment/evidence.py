"""What was observed lately of each target and router, whatever the order in which it arrived."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from functions.pool_monitor.assessment import (
    SERVES_NOBODY,
    CanaryResult,
    MonitoredTarget,
    RequestBucket,
    StatusResult,
)

EVIDENCE_SECONDS = 60.0
"""What is older says nothing any more: a target without younger evidence is unknown."""

AHEAD_SECONDS = 5.0
"""What was observed further in the future was observed by a clock that has been set back since."""

_CANARIES = 8
_STATUSES = 8


@dataclass(slots=True)
class TargetEvidence:
    """The last canaries of a target in order, its requests by bucket, and when a running canary was sent.

    ``held_at`` is when customers' requests were last seen to hold its session.
    """

    canaries: list[CanaryResult] = field(default_factory=list)
    buckets: dict[float, RequestBucket] = field(default_factory=dict)
    running_since: float | None = None
    held_at: float = float("-inf")

    def add(self, result: CanaryResult) -> None:
        if result not in self.canaries:
            insort(self.canaries, result, key=lambda each: (each.ended_at, each.started_at))
            del self.canaries[:-_CANARIES]

    @property
    def failing_canaries(self) -> list[CanaryResult]:
        """The canaries without text since the last with one, in order. Busy ones count neither way."""
        failing: list[CanaryResult] = []
        for result in reversed(self.canaries):
            if result.outcome in SERVES_NOBODY:
                failing.append(result)
            elif result.outcome != "busy":
                break
        return failing[::-1]

    @property
    def last_ok_canary(self) -> CanaryResult | None:
        return next((each for each in reversed(self.canaries) if each.outcome == "ok"), None)

    @property
    def last_canary(self) -> CanaryResult | None:
        return self.canaries[-1] if self.canaries else None

    @property
    def last_sent_at(self) -> float | None:
        """When the newest canary was sent, whether or not it has ended."""
        if self.running_since is not None:
            return self.running_since
        return self.canaries[-1].started_at if self.canaries else None

    @property
    def last_ok_at(self) -> float:
        """When the target was last seen to serve; -inf: not lately."""
        canary = self.last_ok_canary
        requests = max((each.start for each in self.buckets.values() if each.ok), default=float("-inf"))
        return max(requests, float("-inf") if canary is None else canary.ended_at)

    def requests_since(self, start: float) -> list[RequestBucket]:
        return [each for at, each in sorted(self.buckets.items()) if at >= start]

    def is_empty(self) -> bool:
        return not self.canaries and not any(each.ok or each.failed for each in self.buckets.values())

    def forget(self, before: float, after: float) -> None:
        """Drop what is older than ``before``, and canaries that ended later than ``after``."""
        self.canaries = [each for each in self.canaries if before <= each.ended_at <= after]
        self.buckets = {start: each for start, each in self.buckets.items() if start >= before}


class Evidence:
    """Of all targets and routers. Results of targets that are not configured are ignored."""

    def __init__(self, target_ids: Iterable[str], router_ids: Iterable[str]) -> None:
        self.targets = {each: TargetEvidence() for each in target_ids}
        self.statuses: dict[str, list[StatusResult]] = {each: [] for each in router_ids}

    def add_canary(self, result: CanaryResult) -> None:
        if result.target_id in self.targets:
            self.targets[result.target_id].add(result)

    def add_status(self, result: StatusResult) -> None:
        statuses = self.statuses.get(result.router_id)
        if statuses is not None and result not in statuses:
            insort(statuses, result, key=lambda each: (each.ended_at, each.started_at))
            del statuses[:-_STATUSES]

    def add_requests(self, buckets: Iterable[RequestBucket]) -> None:
        """Take buckets that were read from the database: one that is read again replaces the earlier."""
        for bucket in buckets:
            if bucket.target_id in self.targets:
                self.targets[bucket.target_id].buckets[bucket.start] = bucket

    def failed_to_end_at(self, targets: Iterable[MonitoredTarget]) -> dict[str, float]:
        """Return router id → when a canary that was to be read to its end failed last; those that had one."""
        failed: dict[str, float] = {}
        for target in targets:
            for canary in self.targets[target.id].canaries:
                if canary.read_to_end and canary.outcome not in {"ok", "busy"}:
                    failed[target.router_id] = max(failed.get(target.router_id, 0.0), canary.ended_at)
        return failed

    def failing_statuses(self, router_id: str) -> Sequence[StatusResult]:
        """Return the failed probes of a router since the last that did not fail, in order."""
        failing: list[StatusResult] = []
        for result in reversed(self.statuses[router_id]):
            if result.failure is None:
                break
            failing.append(result)
        return failing[::-1]

    def forget(self, now: float) -> None:
        """Drop what is older than ``EVIDENCE_SECONDS``, or that this clock has seen in the future."""
        before, after = now - EVIDENCE_SECONDS, now + AHEAD_SECONDS
        for target in self.targets.values():
            target.forget(before, after)
        for router, statuses in self.statuses.items():
            self.statuses[router] = [each for each in statuses if before <= each.ended_at <= after]
