"""Asking for events: one worker, or as many as may run at once, in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping

from portal.lambda_runtime.invocation.deadline import SHUTDOWN_SECONDS
from portal.lambda_runtime.invocation.invocations import Invocations
from portal.lambda_runtime.runtime_api import RuntimeApi

_TRACE_ID = "_X_AMZN_TRACE_ID"


class Workers:
    """``environ`` gets each event's trace id, for X-Ray's SDK, where only one event runs at a time."""

    def __init__(
        self,
        api: RuntimeApi,
        invocations: Invocations,
        concurrency: int | None,
        environ: MutableMapping[str, str],
    ) -> None:
        self._api = api
        self._invocations = invocations
        self._count = concurrency or 1
        self._environ = environ if concurrency is None else None
        self._busy: set[asyncio.Task[None]] = set()

    async def serve(self, stop: asyncio.Event) -> None:
        """Serve until ``stop``. Raises OSError or RuntimeApiRefused when no more events can be had."""
        workers = {asyncio.create_task(self._work(stop)) for _ in range(self._count)}
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({*workers, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for worker in workers - self._busy:
                worker.cancel()
            await asyncio.wait(workers, timeout=SHUTDOWN_SECONDS)
        finally:
            for task in {*workers, stopping}:
                task.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        for result in ended:
            if isinstance(result, Exception):
                raise result

    async def _work(self, stop: asyncio.Event) -> None:
        me = asyncio.current_task()
        assert me is not None
        while not stop.is_set():
            self._busy.discard(me)
            event = await self._api.next()
            self._busy.add(me)
            if self._environ is not None:
                self._trace(self._environ, event.trace_id)
            await self._invocations.handle(event)

    @staticmethod
    def _trace(environ: MutableMapping[str, str], trace_id: str | None) -> None:
        if trace_id is None:
            environ.pop(_TRACE_ID, None)
        else:
            environ[_TRACE_ID] = trace_id
