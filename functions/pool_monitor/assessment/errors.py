"""Failure rates of targets and routers, compared with the rest of their pools."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.evidence import Evidence, TargetEvidence
from functions.pool_monitor.assessment.statistics import lower_bound

RATE_SECONDS = (5.0, 10.0, 20.0)
"""Failures are counted over each of these times before the newest request: a fault that has just begun shows
in a short one, that of a target with few requests in a long one."""

FLAKY_FAILURES = 4
FLAKY_RATE = 0.15
"""A target is flaky if its failure rate is above this with confidence, and far above that of the rest."""

_REST_FACTOR, _REST_MARGIN = 1.5, 0.1
_CLEAN_REQUESTS = 5
"""A target of a flaky router that served so many without a failure is not flaky."""


@dataclass(frozen=True, slots=True)
class ErrorCount:
    failures: int = 0
    total: int = 0

    def __add__(self, other: ErrorCount) -> ErrorCount:
        return ErrorCount(self.failures + other.failures, self.total + other.total)

    def __sub__(self, other: ErrorCount) -> ErrorCount:
        return ErrorCount(self.failures - other.failures, self.total - other.total)

    @property
    def rate(self) -> float:
        return self.failures / self.total if self.total else 0.0


def count_errors(observed: TargetEvidence, start: float) -> ErrorCount:
    """Count requests since ``start``, and canaries that were read to their end.

    Other canaries end with their first text: their success says nothing of whole answers, and their failures
    are those of a dead target. A busy target does not fail.
    """
    buckets = observed.requests_since(start)
    canaries = [each for each in observed.canaries if each.started_at >= start and each.read_to_end]
    failures = sum(each.failed for each in buckets) + sum(each.outcome != "ok" for each in canaries)
    return ErrorCount(failures, sum(each.ok + each.failed for each in buckets) + len(canaries))


def flaky_targets(
    targets: Sequence[MonitoredTarget], evidence: Evidence, counted_from: Mapping[str, float], now: float
) -> dict[str, float]:
    """Return target id → failure rate of those that fail too often, by themselves or with their router.

    ``counted_from``: the time from which on a target's failures count, where an ejection has answered the
    earlier ones.
    """
    newest = max((start for each in evidence.targets.values() for start in each.buckets), default=now)
    flaky: dict[str, float] = {}
    for seconds in RATE_SECONDS:
        start = min(newest, now) - seconds
        counts = {
            target.id: count_errors(
                evidence.targets[target.id], max(start, counted_from.get(target.id, start))
            )
            for target in targets
        }
        if any(count.failures >= FLAKY_FAILURES for count in _by_router(targets, counts).values()):
            flaky = _outliers(targets, counts) | flaky
    return flaky


def _by_router(targets: Sequence[MonitoredTarget], counts: Mapping[str, ErrorCount]) -> dict[str, ErrorCount]:
    total: dict[str, ErrorCount] = {}
    for target in targets:
        total[target.router_id] = total.get(target.router_id, ErrorCount()) + counts[target.id]
    return total


def _outliers(targets: Sequence[MonitoredTarget], counts: Mapping[str, ErrorCount]) -> dict[str, float]:
    by_pool = {alias: _total(counts, _of_pools(targets, {alias})) for alias in {t.alias for t in targets}}
    flaky: dict[str, float] = {}
    for target in targets:
        own = counts[target.id]
        if _is_outlier(own, by_pool[target.alias] - own):
            flaky[target.id] = own.rate
    for router_id in {target.router_id for target in targets}:
        of_router = [target for target in targets if target.router_id == router_id]
        own = _total(counts, of_router)
        pools = sum((by_pool[alias] for alias in {target.alias for target in of_router}), ErrorCount())
        failing = [target for target in of_router if counts[target.id].failures]
        if len(failing) < 2 or not _is_outlier(own, pools - own):
            continue
        for target in of_router:
            is_clean = not counts[target.id].failures and counts[target.id].total >= _CLEAN_REQUESTS
            if not is_clean:
                flaky.setdefault(target.id, own.rate)
    return flaky


def _is_outlier(own: ErrorCount, rest: ErrorCount) -> bool:
    bound = max(FLAKY_RATE, _REST_FACTOR * rest.rate + _REST_MARGIN)
    return own.failures >= FLAKY_FAILURES and lower_bound(own.failures, own.total) > bound


def _of_pools(targets: Sequence[MonitoredTarget], aliases: set[str]) -> list[MonitoredTarget]:
    return [target for target in targets if target.alias in aliases]


def _total(counts: Mapping[str, ErrorCount], targets: Iterable[MonitoredTarget]) -> ErrorCount:
    return sum((counts[target.id] for target in targets), ErrorCount())
