"""The Lambda Runtime API, version 2018-06-01 (AWS Lambda developer guide, "Building a custom runtime")."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from portal.lambda_runtime import wire
from portal.lambda_runtime.faults import Fault
from portal.lambda_runtime.invocation.response_stream import ResponseStream

log = logging.getLogger(__name__)

_ROOT = "/2018-06-01/runtime"
_ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"
_INVOCATION_ID = "Lambda-Runtime-Invocation-Id"


class RuntimeApiRefused(Exception):
    """The Runtime API answered a call with a status that leaves nothing to do but exit."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as ``next`` hands it out. ``deadline_ms`` is in unix milliseconds.

    ``invocation_id`` tells two deliveries of one request apart; it is sent back with the answer.
    """

    request_id: str
    deadline_ms: int
    payload: bytes
    function_arn: str = ""
    trace_id: str | None = None
    invocation_id: str | None = None
    client_context: str | None = None
    cognito_identity: str | None = None
    tenant_id: str | None = None

    @property
    def echo(self) -> dict[str, str]:
        return {_INVOCATION_ID: self.invocation_id} if self.invocation_id else {}


class RuntimeApi:
    """``address`` is host:port. Every call opens its own connection, so none is carried over a freeze."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def next(self) -> Event:
        """Wait for an event, for ever. Raises OSError, RuntimeApiRefused."""
        answer = await wire.exchange(self._address, "GET", f"{_ROOT}/invocation/next")
        if answer.status != 200:
            raise RuntimeApiRefused(f"next was answered with {answer.status}: {answer.body[:500]!r}")
        told = answer.headers
        return Event(
            request_id=told["lambda-runtime-aws-request-id"],
            deadline_ms=int(told["lambda-runtime-deadline-ms"]),
            payload=answer.body,
            function_arn=told.get("lambda-runtime-invoked-function-arn", ""),
            trace_id=told.get("lambda-runtime-trace-id"),
            invocation_id=told.get("lambda-runtime-invocation-id"),
            client_context=told.get("lambda-runtime-client-context"),
            cognito_identity=told.get("lambda-runtime-cognito-identity"),
            tenant_id=told.get("lambda-runtime-aws-tenant-id"),
        )

    def response(self, event: Event) -> ResponseStream:
        """Return the answer to ``event``, still unopened."""
        path = f"{_ROOT}/invocation/{event.request_id}/response"
        return ResponseStream(self._address, path, event.echo)

    async def fail(self, event: Event, fault: Fault) -> None:
        """Report that ``event`` gets no answer; only allowed before the answer's first byte."""
        await self._report(f"invocation/{event.request_id}/error", fault, event.echo)

    async def init_failed(self, fault: Fault) -> None:
        await self._report("init/error", fault)

    async def restore_next(self) -> None:
        """Return after the restore from the snapshot. Raises OSError, RuntimeApiRefused."""
        answer = await wire.exchange(self._address, "GET", f"{_ROOT}/restore/next")
        if answer.status != 200:
            raise RuntimeApiRefused(f"restore/next was answered with {answer.status}")

    async def restore_failed(self, fault: Fault) -> None:
        await self._report("restore/error", fault)

    async def _report(self, where: str, fault: Fault, headers: Mapping[str, str] | None = None) -> None:
        """Tell of a fault. That nobody takes it any more is no fault of its own."""
        sent = {"Content-Type": "application/json", _ERROR_TYPE: fault.type, **(headers or {})}
        try:
            answer = await wire.exchange(self._address, "POST", f"{_ROOT}/{where}", sent, fault.body())
        except OSError as error:
            log.warning("runtime.report_lost: %s: %s", where, error)
            return
        if answer.status != 202:
            log.warning("runtime.report_refused: %s was answered with %d", where, answer.status)
