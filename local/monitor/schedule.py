"""Starts an invocation every minute, as EventBridge does; each hands over to the next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NoReturn

log = logging.getLogger(__name__)

INTERVAL_SECONDS = 60.0


async def run_invocations(
    invoke: Callable[[], Coroutine[Any, Any, dict[str, int]]],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> NoReturn:
    """Call ``invoke`` every minute until cancelled, then cancel those that still run and wait for them.

    An invocation that fails is logged, and the next one starts a minute later, as in AWS.
    """
    running: set[asyncio.Task[None]] = set()
    try:
        while True:
            invocation = asyncio.create_task(_run(invoke))
            running.add(invocation)
            invocation.add_done_callback(running.discard)
            await sleep(INTERVAL_SECONDS)
    finally:
        for invocation in running:
            invocation.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _run(invoke: Callable[[], Coroutine[Any, Any, dict[str, int]]]) -> None:
    try:
        log.info("pool_monitor.ended", extra={"counts": await invoke()})
    except Exception:  # as Lambda does, whatever the error
        log.exception("pool_monitor.invocation_failed")
