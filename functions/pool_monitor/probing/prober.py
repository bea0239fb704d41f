"""Runs probes and canaries side by side: none waits for another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import httpx

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.assessor import PoolAssessor
from functions.pool_monitor.assessment.capacity import busy_until
from functions.pool_monitor.assessment.death import STATUSES_OF_A_PROOF
from functions.pool_monitor.probing.canary import Canaries
from functions.pool_monitor.probing.routers import MonitoredRouter
from functions.pool_monitor.probing.schedule import CanarySchedule
from functions.pool_monitor.probing.status import probe_status
from portal.pools import Target

log = logging.getLogger(__name__)

STATUS_INTERVAL_SECONDS = 2.0
FAILED_STATUS_INTERVAL_SECONDS = 0.5
"""After the first failures of a router, so that one lost packet and an outage are soon told apart."""

_SUSPECT_STATUSES = 3
_TICK_SECONDS = 0.2


class CanaryLease(Protocol):
    def __call__(self, target: Target) -> AbstractAsyncContextManager[bool]:
        """Hold the session of ``target`` for a canary; yields False if customers' requests hold it."""
        ...


class Prober:
    """Of all routers and targets. Results go to ``assessor``."""

    def __init__(
        self,
        routers: Sequence[MonitoredRouter],
        targets: Mapping[str, Target],
        assessor: PoolAssessor,
        *,
        http: httpx.AsyncClient,
        canaries: Canaries,
        lease: CanaryLease,
        clock: Callable[[], float],
    ) -> None:
        self._routers = routers
        self._targets = targets
        self._assessor = assessor
        self._http = http
        self._canaries = canaries
        self._lease = lease
        self._clock = clock
        self._schedule = CanarySchedule()
        self._running: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.sent = 0
        """Canaries so far."""

    async def run(self) -> None:
        """Probe until cancelled. What is under way then is cancelled as well."""
        self._tasks |= {asyncio.create_task(self._probe_router(router)) for router in self._routers}
        try:
            while True:
                self._begin_canaries()
                await asyncio.sleep(_TICK_SECONDS)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _probe_router(self, router: MonitoredRouter) -> None:
        while True:
            try:
                self._assessor.observe([await probe_status(router, self._http, self._clock)])
            except Exception:
                log.exception("pool_monitor.probe_failed", extra={"router": router.url})
            statuses = self._assessor.evidence.failing_statuses(router.id)
            failing = len(statuses)
            if failing == STATUSES_OF_A_PROOF:
                reason = statuses[-1].failure
                log.error(
                    "router.probe_failed",
                    extra={"router": router.url, "pools": router.pools, "reason": reason},
                )
            is_suspect = 0 < failing < _SUSPECT_STATUSES
            await asyncio.sleep(FAILED_STATUS_INTERVAL_SECONDS if is_suspect else STATUS_INTERVAL_SECONDS)

    def _begin_canaries(self) -> None:
        now = self._clock()
        for target in self._schedule.due(self._assessor, self._running, now):
            self._schedule.begin(now)
            self._running[target.id] = target.router_id
            task = asyncio.create_task(self._run_canary(target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _run_canary(self, target: MonitoredTarget) -> None:
        observed = self._assessor.evidence.targets[target.id]
        configured = self._targets[target.id]
        try:
            async with self._lease(configured) as is_free:
                if not is_free:
                    observed.held_at = self._clock()
                    self._schedule.held(target.id, self._clock())
                    return
                self.sent += 1
                self._schedule.sent(target.id, self._clock())
                observed.running_since = self._clock()
                pool, state = (
                    self._assessor.latency[target.alias],
                    self._assessor.standings[target.id].state,
                )
                seconds = pool.return_seconds if state == "down" else pool.canary_seconds
                to_end = state == "flaky"
                result = await self._canaries.send(configured, seconds, to_end=to_end)
                self._assessor.observe([result])
                until = busy_until(observed)
                if until is not None:
                    self._schedule.not_before[target.id] = until
        except Exception:
            log.exception("pool_monitor.canary_failed", extra={"target": target.id})
            self._schedule.held(target.id, self._clock())
        finally:
            observed.running_since = None
            self._running.pop(target.id, None)
