"""What the monitor does while it is the writer: probe, assess, publish, record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.assessment.evidence import EVIDENCE_SECONDS
from functions.pool_monitor.metrics import MonitorMetrics, pool_counts, router_counts
from functions.pool_monitor.probing.prober import Prober
from functions.pool_monitor.publication import Publication
from functions.pool_monitor.publication.changes import needs_publication
from functions.pool_monitor.records import ConfiguredTarget, PoolRecords
from functions.pool_monitor.records.history import HealthHistory
from functions.pool_monitor.repeating import FailingSteps, repeat
from functions.pool_monitor.state import StateStore
from functions.pool_monitor.state.codec import encode_state, restore_state
from portal.pool_health import PublishedHealth

log = logging.getLogger(__name__)

ASSESS_SECONDS = 0.5
POLICY_SECONDS = 1.0
REQUESTS_SECONDS = 2.0
SAVE_SECONDS = 5.0
MINUTES_SECONDS = 10.0
SYNC_SECONDS = 5.0
REPORT_SECONDS = 30.0
STEP_SECONDS = 2.0
"""The longest that one step of any kind takes."""

_SETTLING_SECONDS = 20.0
"""Requests are read again for this long: their outcomes arrive late, and in buckets."""


@dataclass(frozen=True, slots=True)
class MonitorServices:
    """What the monitor speaks to. All but ``records`` and ``metrics`` are None where there is no table.

    ``in_flight`` returns how many requests run at each target whose session has a limit. ``settle`` waits for
    the release of canaries' leases.
    """

    records: PoolRecords
    metrics: MonitorMetrics
    state: StateStore | None = None
    publication: Publication | None = None
    in_flight: Callable[[], Awaitable[Mapping[str, int]]] | None = None
    settle: Callable[[], Awaitable[None]] | None = None


class MonitorWork:
    """One invocation's work. ``writer`` names it; ``clock`` returns seconds of the unix epoch."""

    def __init__(
        self,
        services: MonitorServices,
        configured: Sequence[ConfiguredTarget],
        assessor: PoolAssessor,
        prober: Prober,
        *,
        writer: str,
        clock: Callable[[], float],
    ) -> None:
        self._services = services
        self._configured = configured
        self._assessor = assessor
        self._prober = prober
        self._writer = writer
        self._clock = clock
        self._history = HealthHistory()
        self._published: PublishedHealth | None = None
        self._published_at = self._policy_at = clock()
        self._synced = False
        self._has_claimed = False
        self._read_until: float | None = None
        self.failing = FailingSteps()
        self.may_publish = False
        """Whether the writer lease is known to be ours."""
        self.is_lost = False
        """Whether another has taken over: nothing may be written any more."""

    async def restore(self) -> None:
        """Take over from the last writer, or start from nothing."""
        if self._services.state is None:
            return
        try:
            async with asyncio.timeout(STEP_SECONDS):
                saved = await self._services.state.load()
            restore_state(saved, self._assessor, self._history, self._clock())
        except Exception as error:  # noqa: BLE001 (without a state everything is unknown, and nothing down)
            self.failing.failed("restore state", error)

    async def run(self) -> None:
        """Work until cancelled. Raises NotTheWriter in an exception group."""
        self._published_at = self._policy_at = self._clock()
        steps = (
            ("assess", self._assess, ASSESS_SECONDS),
            ("publish policy", self._publish_policy, POLICY_SECONDS),
            ("read requests", self._read_requests, REQUESTS_SECONDS),
            ("read leases", self._read_leases, REQUESTS_SECONDS),
            ("save state", self.save, SAVE_SECONDS),
            ("record minutes", self._record_minutes, MINUTES_SECONDS),
            ("sync targets", self._sync_targets, SYNC_SECONDS),
            ("report", self._report_later, REPORT_SECONDS),
        )
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._prober.run())
            for name, step, seconds in steps:
                tasks.create_task(
                    repeat(name, step, self.failing, every_seconds=seconds, bound_seconds=STEP_SECONDS)
                )

    async def save(self) -> None:
        """Save the state; the first time it becomes this writer's. Raises NotTheWriter."""
        store = self._services.state
        if store is None or not self.may_publish:
            return
        state = encode_state(self._assessor, self._history, self._clock())
        if self._has_claimed:
            await store.save(self._writer, state)
        else:
            await store.claim(self._writer, state)
            self._has_claimed = True

    def report(self) -> dict[str, int]:
        """Write the metrics of the moment, and return the counts."""
        health = self._assessor.assess(self._clock())
        counts = router_counts(self._assessor.evidence) | pool_counts(self._assessor.targets, health)
        age = None
        if self._services.publication is not None:
            age = self._clock() - min(self._published_at, self._policy_at)
        self._services.metrics.report(counts, age)
        return counts

    async def _assess(self) -> None:
        publication = self._services.publication
        if publication is not None:
            self._assessor.set_weights(publication.weights())
        before = {each: standing.state for each, standing in self._assessor.standings.items()}
        health = self._assessor.assess(self._clock())
        self._log_changes(before)
        self._history.count(health, self._assessor.targets, self._clock())
        if publication is None or not self.may_publish or not needs_publication(self._published, health):
            return
        await publication.publish_health(health)
        self._published, self._published_at = health, self._clock()

    async def _publish_policy(self) -> None:
        # Any number may publish the policy: it only moves forward. Only health needs the lease.
        publication = self._services.publication
        if publication is not None and await publication.publish_policy():
            self._policy_at = self._clock()

    async def _read_requests(self) -> None:
        now = self._clock()
        since = now - EVIDENCE_SECONDS if self._read_until is None else self._read_until - _SETTLING_SECONDS
        buckets = await self._services.records.recent_requests(datetime.fromtimestamp(since, UTC))
        self._read_until = now
        self._assessor.observe(buckets)
        self._history.add_requests(buckets)

    async def _read_leases(self) -> None:
        if self._services.in_flight is not None:
            self._assessor.in_flight = await self._services.in_flight()

    async def _record_minutes(self) -> None:
        minutes = self._history.complete(self._clock())
        if minutes:
            await self._services.records.record_minutes(minutes)
            self._history.written(minutes)

    async def _sync_targets(self) -> None:
        if not self._synced:
            await self._services.records.sync_targets(self._configured)
            self._synced = True

    async def _report_later(self) -> None:
        # After the first probes: before, nothing is known of any router.
        await asyncio.sleep(STEP_SECONDS / 2)
        self.report()

    def _log_changes(self, before: Mapping[str, str]) -> None:
        for target in self._configured:
            standing = self._assessor.standings[target.id]
            if standing.state != before[target.id]:
                log.warning(
                    "target.state_changed",
                    extra={
                        "target": target.id,
                        "pool": target.alias,
                        "router": target.url,
                        "session": target.session,
                        "state": standing.state,
                        "before": before[target.id],
                        "reason": standing.reason,
                    },
                )
