"""Steps that are repeated side by side: one that fails or hangs never stops the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from functions.pool_monitor.state import NotTheWriter

log = logging.getLogger(__name__)


class FailingSteps:
    """Counts failures by step, and logs the first of each outage and its end."""

    def __init__(self) -> None:
        self.failing: dict[str, int] = {}

    def failed(self, name: str, error: BaseException) -> None:
        count = self.failing[name] = self.failing.get(name, 0) + 1
        if count == 1:
            reason = f"{type(error).__name__}: {error}"
            log.error("pool_monitor.step_failed", extra={"step": name, "reason": reason})

    def succeeded(self, name: str) -> None:
        if count := self.failing.pop(name, 0):
            log.warning("pool_monitor.step_recovered", extra={"step": name, "failures": count})


async def repeat(
    name: str,
    step: Callable[[], Awaitable[object]],
    failing: FailingSteps,
    *,
    every_seconds: float,
    bound_seconds: float,
) -> None:
    """Call ``step`` at an interval until cancelled, each time for ``bound_seconds`` at most.

    Raises NotTheWriter, after which nothing may be written.
    """
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        try:
            async with asyncio.timeout(bound_seconds):
                await step()
        except NotTheWriter:
            raise
        except Exception as error:  # noqa: BLE001 (the others go on)
            failing.failed(name, error)
        else:
            failing.succeeded(name)
        await asyncio.sleep(max(0.0, began + every_seconds - loop.time()))
