"""The whole assessment: evidence in, health to publish out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from functions.pool_monitor.assessment import (
    CanaryResult,
    MonitoredTarget,
    RequestBucket,
    StatusResult,
)
from functions.pool_monitor.assessment.budget import WantedShare, shares_within_budget
from functions.pool_monitor.assessment.capacity import busy_until, last_refused_at, learned_capacity
from functions.pool_monitor.assessment.errors import count_errors
from functions.pool_monitor.assessment.evidence import EVIDENCE_SECONDS, Evidence
from functions.pool_monitor.assessment.findings import findings
from functions.pool_monitor.assessment.latency import PoolLatency, measured_ms
from functions.pool_monitor.assessment.pools import is_usable, pool_health
from functions.pool_monitor.assessment.standing import (
    Standing,
    counted_from,
    first_standing,
    next_standing,
)
from functions.pool_monitor.assessment.statistics import percentile
from portal.pool_health import PoolHealth, PublishedHealth, TargetHealth


class PoolAssessor:
    """Of all pools. ``in_flight`` is target id → requests, where leases of a limited session tell them."""

    def __init__(self, targets: Sequence[MonitoredTarget], now: float) -> None:
        self._targets = {target.id: target for target in targets}
        self.evidence = Evidence(self._targets, {target.router_id for target in targets})
        self.standings: dict[str, Standing] = {each: first_standing(now) for each in self._targets}
        self.latency: Mapping[str, PoolLatency] = {target.alias: PoolLatency() for target in targets}
        self.in_flight: Mapping[str, int] = {}

    @property
    def targets(self) -> Sequence[MonitoredTarget]:
        return tuple(self._targets.values())

    def set_weights(self, weights: Mapping[str, float]) -> None:
        """Take what operators have set: target id → weight, 0 where it does not serve; others have 1."""
        self._targets = {
            each.id: MonitoredTarget(each.id, each.alias, each.router_id, weights.get(each.id, 1.0))
            for each in self._targets.values()
        }

    def observe(self, results: Iterable[CanaryResult | StatusResult | RequestBucket]) -> None:
        """Add to the evidence, in any order."""
        for result in results:
            if isinstance(result, CanaryResult):
                self.evidence.add_canary(result)
            elif isinstance(result, StatusResult):
                self.evidence.add_status(result)
            else:
                self.evidence.add_requests([result])

    def assess(self, now: float) -> PublishedHealth:
        """Return the health as of ``now``. The standings move on by it."""
        self.evidence.forget(now)
        targets = self.targets
        slow = frozenset(each for each, standing in self.standings.items() if standing.state == "slow")
        found = findings(
            targets, self.evidence, slow=slow, counted_from=counted_from(self.standings, now), now=now
        )
        self.latency = found.latency
        failed_at = self.evidence.failed_to_end_at(targets)
        for target in targets:
            observed, pool = self.evidence.targets[target.id], found.latency[target.alias]
            standing = next_standing(
                self.standings[target.id],
                found.targets[target.id],
                observed,
                pool,
                now,
                router_failed_at=failed_at.get(target.router_id, float("-inf")),
            )
            self.standings[target.id] = self._with_capacity(target.id, standing, now)
        shares = self._shares()
        healths = {target.id: self._health(target, shares[target.id], now) for target in targets}
        pools = {alias: self._pool_health(alias, healths, now) for alias in found.latency}
        return PublishedHealth(datetime.fromtimestamp(now, UTC), healths, pools)

    def _with_capacity(self, target_id: str, standing: Standing, now: float) -> Standing:
        refused_at = last_refused_at(self.evidence.targets[target_id])
        in_flight = self.in_flight.get(target_id)
        capacity, learned_at = learned_capacity(
            standing.capacity, standing.capacity_at, refused_at, in_flight, now
        )
        if (capacity, learned_at) == (standing.capacity, standing.capacity_at):
            return standing
        return replace(standing, capacity=capacity, capacity_at=learned_at)

    def _shares(self) -> dict[str, float]:
        shares: dict[str, float] = {}
        for alias in self.latency:
            shares |= shares_within_budget(
                [
                    WantedShare(
                        target.id,
                        target.weight,
                        self.standings[target.id].share,
                        self.standings[target.id].proven,
                        self.standings[target.id].severity,
                    )
                    for target in self._targets.values()
                    if target.alias == alias
                ]
            )
        return shares

    def _health(self, target: MonitoredTarget, share: float, now: float) -> TargetHealth:
        standing, observed = self.standings[target.id], self.evidence.targets[target.id]
        times = measured_ms(observed, now)
        errors = count_errors(observed, now - EVIDENCE_SECONDS)
        until = busy_until(observed)
        return TargetHealth(
            state=standing.state,
            share=round(share, 3),
            reason=standing.reason,
            since=datetime.fromtimestamp(standing.since, UTC),
            ttft_p50_ms=percentile(times, 0.5),
            ttft_p95_ms=percentile(times, 0.95),
            error_rate=errors.rate if errors.total else None,
            in_flight=self.in_flight.get(target.id),
            busy_until=None if until is None or until <= now else datetime.fromtimestamp(until, UTC),
            capacity=standing.capacity,
        )

    def _pool_health(self, alias: str, healths: Mapping[str, TargetHealth], now: float) -> PoolHealth:
        of_pool = [target for target in self._targets.values() if target.alias == alias]
        times: list[float] = []
        for target in of_pool:
            if is_usable(healths[target.id]):
                times += measured_ms(self.evidence.targets[target.id], now)
        return pool_health([(target.weight, healths[target.id]) for target in of_pool], times)
