"""One invocation of the monitor: wait for its turn, work through the minute, hand over.

Schedules start an invocation once a minute at best, late or twice. The writer lease decides which one works:
the others wait for it. After ``HAND_OVER_SECONDS`` the writer offers the lease every second, until the next
invocation takes it, so nobody writes for a moment only. Who has lost the lease, because it hung or was
frozen, writes nothing more. Without a table, or while it is down, there is no lease: each invocation probes,
for the metrics, and publishes nothing.
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
"""An invocation ends after this time, whether another has come or not. Lambda would end it at 100."""

TURN_SECONDS = 1.0
OFFER_SECONDS = 0.5
WAIT_SECONDS = 0.2

Turn = Literal["ours", "another's", "unknown"]


class MonitorLoop:
    """``open_work`` returns work that nothing has started yet. ``clock`` goes on in a freeze."""

    def __init__(
        self, services: MonitorServices, open_work: Callable[[], MonitorWork], *, clock: Callable[[], float]
    ) -> None:
        self._publication = services.publication
        self._settle = services.settle
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
                    await asyncio.sleep(WAIT_SECONDS)
                    continue
                was_writer |= turn == "ours"
                work = await self._continue(may_publish=turn == "ours")
                if work.is_lost:
                    break
                if age < HAND_OVER_SECONDS:
                    await asyncio.sleep(TURN_SECONDS)
                    continue
                if "skipped" in counts:
                    counts = work.report()
                if turn == "unknown":
                    break
                await asyncio.sleep(TURN_SECONDS - OFFER_SECONDS)
                await self._offer(work)
        finally:
            await self._leave()
        return counts

    async def _turn(self) -> Turn:
        if self._publication is None:
            return "unknown"
        try:
            async with asyncio.timeout(STEP_SECONDS):
                return "ours" if await self._publication.hold() else "another's"
        except Exception as error:  # noqa: BLE001 (whatever fails, the probes go on)
            if self._work is not None:
                self._work.failing.failed("hold the writer lease", error)
            return "unknown"

    async def _continue(self, *, may_publish: bool) -> MonitorWork:
        """Start the work, or start it again if it failed."""
        if self._running is not None and self._running.done() and not self._has_lost():
            await self._stop()
        if self._work is None or self._running is None:
            self._work = self._open_work()
            await self._work.restore()
            self._work.may_publish = may_publish
            self._running = asyncio.create_task(self._work.run())
            log.info("pool_monitor.started", extra={"may_publish": may_publish})
        self._work.may_publish = may_publish
        self._work.is_lost = self._has_lost()
        return self._work

    def _has_lost(self) -> bool:
        """Return whether the work has ended because another writes now."""
        if self._running is None or not self._running.done() or self._running.cancelled():
            return False
        error = self._running.exception()
        return isinstance(error, BaseExceptionGroup) and error.subgroup(NotTheWriter) is not None

    async def _offer(self, work: MonitorWork) -> None:
        """Save the state, release the lease, and wait for a moment for somebody to take it."""
        assert self._publication is not None
        try:
            async with asyncio.timeout(STEP_SECONDS):
                await work.save()
                work.may_publish = False
                await self._publication.release()
        except Exception as error:  # noqa: BLE001 (the lease ends by itself)
            work.failing.failed("offer the writer lease", error)
        await asyncio.sleep(OFFER_SECONDS)

    async def _leave(self) -> None:
        """Stop the work, and hand over what is still ours: also after a signal in the middle of it."""
        work, has_lost = self._work, self._has_lost()
        await self._stop()
        if work is None:
            return
        try:
            async with asyncio.timeout(STEP_SECONDS):
                if self._publication is not None and work.may_publish and not has_lost:
                    await work.save()
                    await self._publication.release()
                if self._settle is not None:
                    await self._settle()
        except Exception as error:  # noqa: BLE001 (the lease ends by itself)
            work.failing.failed("hand over", error)

    async def _stop(self) -> None:
        running, has_lost = self._running, self._has_lost()
        self._running, self._work = None, None
        if running is None:
            return
        running.cancel()
        await asyncio.wait([running])
        if not running.cancelled() and (error := running.exception()) is not None and not has_lost:
            log.error("pool_monitor.failed", exc_info=error)
