"""From one event to its answer and the work after it."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from mangum import Mangum
from mangum.handlers import ALB, LambdaAtEdge
from mangum.types import LambdaHandler

from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.faults import Fault
from portal.lambda_runtime.invocation.context import context_of
from portal.lambda_runtime.invocation.deadline import Deadline
from portal.lambda_runtime.invocation.http_cycle import HttpCycle
from portal.lambda_runtime.logs import current_request
from portal.lambda_runtime.runtime_api import Event, RuntimeApi
from portal.web.lifetime import AFTER_RESPONSE, DEADLINE, Work

log = logging.getLogger(__name__)


class UnsupportedEvent(Exception):
    """Not an HTTP request of a front that can be answered in a stream."""


class Invocations:
    """Handles events with ``handler``'s app. ``state`` is what the app's lifespan left for its requests."""

    def __init__(
        self, api: RuntimeApi, handler: Mangum, state: Mapping[str, Any], environment: RuntimeEnvironment
    ) -> None:
        self._api = api
        self._handler = handler
        self._state = state
        self._environment = environment
        self._frozen_between = environment.concurrency is None

    async def handle(self, event: Event) -> None:
        """Answer ``event``, or report why not; return when all that belongs to it is done."""
        current_request.set(event.request_id)
        deadline = Deadline.after(event.deadline_ms / 1000 - time.time(), time.monotonic())
        try:
            adapter = self._adapter(event)
            scope, body = adapter.scope, adapter.body
        except Exception as error:
            log.exception("runtime.event_refused")
            await self._api.fail(event, Fault.caught("Runtime.UnsupportedEvent", error))
            return
        work: list[Work] = []
        scope["state"] = dict(self._state)
        scope["extensions"] = {DEADLINE: deadline.ends_at}
        if self._frozen_between:
            scope["extensions"][AFTER_RESPONSE] = work.append
        excluded = self._handler.config["exclude_headers"]
        cycle = HttpCycle(scope, body, self._api.response(event), excluded)
        await cycle.run(self._handler.app, deadline)
        await _do(work, deadline)

    def _adapter(self, event: Event) -> LambdaHandler:
        """Raise UnsupportedEvent, and whatever Mangum raises on an event that is no request at all."""
        payload = json.loads(event.payload)
        if not isinstance(payload, dict):
            raise UnsupportedEvent("The event is not a JSON object.")
        adapter = self._handler.infer(payload, context_of(event, self._environment))
        if isinstance(adapter, ALB | LambdaAtEdge):
            raise UnsupportedEvent("Load balancers and Lambda@Edge take no streamed answers.")
        return adapter


async def _do(work: Sequence[Work], deadline: Deadline) -> None:
    """Await ``work`` in order, one failure not keeping the rest from running."""
    for piece in work:
        try:
            async with asyncio.timeout(max(0.0, deadline.ends_at - time.monotonic())):
                await piece()
        except Exception:
            log.exception("runtime.work_after_response_failed")
