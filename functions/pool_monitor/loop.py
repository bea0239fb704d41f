"""One invocation of the monitor: wait for its turn, work through the minute, hand over.

Schedules start an invocation once a minute at best, late or twice. The writer lease decides which one works:
the others wait for it. After ``HAND_OVER_SECONDS`` the writer offers the lease every second, until the next
invocation takes it, so nobody writes for a moment only. Who has lost the lease, because it hung or was frozen,
writes nothing more. Without a table, or while it is down, there is no lease: each invocation probes, for the
metrics, and publishes nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Literal

from functions.pool_monitor.state import NotTheWriter
from functions.pool_monitor.work import STEP_SECONDS, MonitorServices, MonitorWork

log = logging.getLogger(__name__)

HAND_OVER_SECONDS = 57.0
"""How long an invocation works before it offers its lease."""

LAST_SECONDS = 85.0
"""An invocation ends after this time, whether another has come or not. Lambda ends it at 120."""

_TURN_SECONDS = 1.0
_OFFER_SECONDS = 0.5
_WAIT_SECONDS = 0.2

Turn = Literal["ours", "another's", "unknown"]


class MonitorLoop:
    """``open_work`` returns the work of this invocation, which nothing has started yet."""

    def __init__(
        self,
        services: MonitorServices,
        open_work: Callable[[], MonitorWork],
        *,
        clock: Callable[[], float],
    ) -> None:
        self._publication = services.publication
        self._open_work = open_work
        self._clock = clock
        self._work: MonitorWork | None = None
        self._running: asyncio.Task[None] | None = None

    async def run(self) -> dict[str, int]:
        """Run one invocation; return the counts of its last report, ``{"skipped": 1}`` if it had no turn."""
        began = self._clock()
        counts = {"skipped": 1}
        was_writer = False
        try:
            while (age := self._clock() - began) < LAST_SECONDS:
                turn = await self._turn()
                if turn == "another's":
                    if was_writer:
                        break
                    await self._stop()
                    await asyncio.sleep(_WAIT_SECONDS)
                    continue
                was_writer |= turn == "ours"
                await self._continue(may_publish=turn == "ours")
                if self._running is not None and self._running.done():
                    break
                if age >= HAND_OVER_SECONDS:
                    if self._work is not None and "skipped" in counts:
                        counts = self._work.report()
                    if turn == "unknown":
                        break
                    await self._offer()
                else:
                    await asyncio.sleep(_TURN_SECONDS)
        finally:
            await self._stop()
        return counts

    async def _turn(self) -> Turn:
        if self._publication is None:
            return "unknown"
        try:
            async with asyncio.timeout(STEP_SECONDS):
                return "ours" if await self._publication.hold() else "another's"
        except Exception as error:
            if self._work is not None:
                self._work.failing.failed("hold the writer lease", error)
            return "unknown"

    async def _continue(self, *, may_publish: bool) -> None:
        if self._work is None:
            self._work = self._open_work()
        was_waiting = not self._work.may_publish
        self._work.may_publish = may_publish
        if self._running is None or (may_publish and was_waiting):
            await self._work.restore()
        if self._running is None:
            self._running = asyncio.create_task(self._work.run())

    async def _offer(self) -> None:
        """Save the state, release the lease, and wait for a moment for somebody to take it."""
        assert self._work is not None and self._publication is not None
        try:
            async with asyncio.timeout(STEP_SECONDS):
                await self._work.save()
                self._work.may_publish = False
                await self._publication.release()
        except Exception as error:
            self._work.failing.failed("offer the writer lease", error)
        await asyncio.sleep(_OFFER_SECONDS)

    async def _stop(self) -> None:
        running, self._running, self._work = self._running, None, None
        if running is None:
            return
        running.cancel()
        try:
            await running
        except asyncio.CancelledError:
            pass
        except BaseExceptionGroup as errors:
            if errors.split(NotTheWriter)[1] is not None:
                log.exception("pool_monitor.failed")
