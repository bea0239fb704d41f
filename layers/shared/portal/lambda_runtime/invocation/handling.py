"""Handles one event: its response and the work after it."""

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
from portal.lambda_runtime.invocation.context import invocation_context
from portal.lambda_runtime.invocation.deadline import InvocationDeadline
from portal.lambda_runtime.invocation.http_cycle import HttpCycle
from portal.lambda_runtime.logs import current_request_id
from portal.lambda_runtime.runtime_api.client import RuntimeApi
from portal.lambda_runtime.runtime_api.error_report import ErrorReport
from portal.lambda_runtime.runtime_api.event import InvocationEvent
from portal.web.lifetime import AFTER_RESPONSE, DEADLINE, Work

log = logging.getLogger(__name__)


class UnsupportedEvent(Exception):
    """The event is not an HTTP request of a source that accepts streamed responses."""


class InvocationHandler:
    """Handles events with ``handler``'s app. ``state`` is the app's lifespan state, copied per request."""

    def __init__(
        self, api: RuntimeApi, handler: Mangum, state: Mapping[str, Any], environment: RuntimeEnvironment
    ) -> None:
        self._api = api
        self._handler = handler
        self._state = state
        self._environment = environment
        self._freezes = environment.concurrency is None

    async def handle(self, event: InvocationEvent) -> None:
        """Send the response to ``event`` or report its error; return after the work that belongs to it."""
        current_request_id.set(event.request_id)
        deadline = InvocationDeadline.after(event.deadline_ms / 1000 - time.time(), time.monotonic())
        try:
            adapter = self._adapter(event)
            scope, body = adapter.scope, adapter.body
        except Exception as error:
            log.exception("runtime.event_rejected")
            report = ErrorReport.from_exception("Runtime.UnsupportedEvent", error)
            await self._api.report_invocation_error(event, report)
            return
        after_response: list[Work] = []
        scope["state"] = dict(self._state)
        scope["extensions"] = {DEADLINE: deadline.ends_at}
        if self._freezes:
            scope["extensions"][AFTER_RESPONSE] = after_response.append
        excluded = self._handler.config["exclude_headers"]
        cycle = HttpCycle(scope, body, self._api.response_stream(event), excluded)
        await cycle.run(self._handler.app, deadline)
        await _run_all(after_response, deadline)

    def _adapter(self, event: InvocationEvent) -> LambdaHandler:
        """Raises UnsupportedEvent, and what Mangum raises for an event that is not a request."""
        payload = json.loads(event.payload)
        if not isinstance(payload, dict):
            raise UnsupportedEvent("The event is not a JSON object.")
        adapter = self._handler.infer(payload, invocation_context(event, self._environment))
        if isinstance(adapter, ALB | LambdaAtEdge):
            raise UnsupportedEvent("Load balancers and Lambda@Edge accept no streamed responses.")
        return adapter


async def _run_all(after_response: Sequence[Work], deadline: InvocationDeadline) -> None:
    """Await the work in order; a failure does not prevent the rest."""
    for work in after_response:
        try:
            async with asyncio.timeout(max(0.0, deadline.ends_at - time.monotonic())):
                await work()
        except Exception:
            log.exception("runtime.work_after_response_failed")
