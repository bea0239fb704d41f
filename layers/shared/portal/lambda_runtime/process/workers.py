"""Polls for events: one worker, or one per concurrent invocation, in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping

from portal.lambda_runtime.invocation.deadline import SHUTDOWN_SECONDS
from portal.lambda_runtime.invocation.handling import InvocationHandler
from portal.lambda_runtime.runtime_api.client import RuntimeApi

_TRACE_ID = "_X_AMZN_TRACE_ID"


class EventWorkers:
    """Runs ``invocations`` on every event of ``api``.

    Where only one event runs at a time, its trace id is set in ``environ``, for X-Ray's SDK.
    """

    def __init__(
        self,
        api: RuntimeApi,
        invocations: InvocationHandler,
        concurrency: int | None,
        environ: MutableMapping[str, str],
    ) -> None:
        self._api = api
        self._invocations = invocations
        self._count = concurrency or 1
        self._environ = environ if concurrency is None else None
        self._busy: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Handle events until ``stop`` is set. Raises OSError, RuntimeApiError if polling fails."""
        workers = {asyncio.create_task(self._poll(stop)) for _ in range(self._count)}
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({*workers, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for worker in workers - self._busy:
                worker.cancel()
            await asyncio.wait(workers, timeout=SHUTDOWN_SECONDS)
        finally:
            for task in {*workers, stopping}:
                task.cancel()
            results = await asyncio.gather(*workers, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _poll(self, stop: asyncio.Event) -> None:
        worker = asyncio.current_task()
        assert worker is not None
        while not stop.is_set():
            self._busy.discard(worker)
            event = await self._api.next()
            self._busy.add(worker)
            if self._environ is not None:
                self._set_trace_id(self._environ, event.trace_id)
            await self._invocations.handle(event)

    @staticmethod
    def _set_trace_id(environ: MutableMapping[str, str], trace_id: str | None) -> None:
        if trace_id is None:
            environ.pop(_TRACE_ID, None)
        else:
            environ[_TRACE_ID] = trace_id
