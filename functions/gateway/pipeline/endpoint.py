"""One route that runs a model, in whichever dialect: the life of a request, top to bottom."""

from __future__ import annotations

import asyncio
import logging
import time

from functions.gateway.auth.credentials import caller_of
from functions.gateway.dialects import Dialect, Headers
from functions.gateway.pipeline.admission import Admission, limits_shown
from functions.gateway.pipeline.deadline import seconds_for
from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.http_response import send_error
from functions.gateway.pipeline.idempotency import Repetition
from functions.gateway.pipeline.reply import Reply, StreamReply, UnaryReply
from functions.gateway.pipeline.settlement import (
    CLIENT_CLOSED_REQUEST,
    REAPER_GRACE_SECONDS,
    RequestResult,
    Settlement,
)
from functions.gateway.services import Services
from portal.errors import DeadlineExceeded, InternalError, InvalidRequest, PortalError, Unavailable
from portal.inference.prompt import turn_guards
from portal.router import RouterCall
from portal.usage import Outcome
from portal.web.body import ClientDisconnected, read_body
from portal.web.headers import lower_headers
from portal.web.lifetime import complete_before_freeze
from portal.web.request_guard import RequestGuard
from portal.web.request_ids import request_id_of
from portal.web.types import Receive, Scope, Send

log = logging.getLogger(__name__)


class InferenceEndpoint:
    """ASGI application of one POST route."""

    def __init__(self, dialect: Dialect, services: Services) -> None:
        self._dialect = dialect
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers = lower_headers(scope["headers"])
        try:
            admission, repetition = await self._admit(scope, headers, receive)
        except PortalError as error:
            status = await send_error(scope, send, self._dialect, error)
            self._services.log.refused(scope, status, error.code, started)
        except ClientDisconnected:
            self._services.log.refused(scope, CLIENT_CLOSED_REQUEST, "client_gone", started)
        else:
            try:
                if repetition.replay is not None:
                    await repetition.replay.send(send)
                    self._services.log.refused(scope, 200, "replayed", started)
                else:
                    execution = self._execute(scope, admission, started)
                    await self._meter(scope, receive, send, execution, repetition)
            finally:
                admission.release()

    async def _meter(
        self, scope: Scope, receive: Receive, send: Send, execution: Execution, repetition: Repetition
    ) -> None:
        """Run ``execution`` and say of it twice what must be said, whatever happens in between."""
        settlement = Settlement(self._services.recorder, request_id_of(scope), scope["path"])
        settlement.admitted(execution, repetition)
        reply = self._reply(scope, repetition.watch(send), execution)
        outcome = RequestResult("failed_before_first_byte", InternalError.status, InternalError.code)
        try:
            outcome = await _served(reply, receive, execution, request_id_of(scope))
        except asyncio.CancelledError:
            # The process ends: whoever still listens hears it, and what was produced is settled.
            outcome = await _told(reply, Unavailable("The service is restarting. Try again."), execution)
            raise
        finally:
            reply.close()
            settlement.settled(execution, outcome)
            self._services.log.served(scope, execution, outcome)
            await complete_before_freeze(scope, self._services.settle)
        await repetition.finish(outcome)

    async def _admit(self, scope: Scope, headers: Headers, receive: Receive) -> tuple[Admission, Repetition]:
        """Let the request in, or not. Raises PortalError, ClientDisconnected."""
        services = self._services
        caller = caller_of(scope, headers)
        try:
            body = await read_body(receive, headers, services.limits.max_body_bytes)
            request = self._dialect.parse(body, headers)
        except InvalidRequest as fault:
            await services.admitter.reject(caller, fault)
        admission = await services.admitter.admit(caller, request)
        try:
            with limits_shown(admission.principal):
                repetition = await services.repetitions.begin(
                    headers,
                    caller.key,
                    admission,
                    request_id_of(scope),
                    body,
                    route=scope["path"],
                    seconds=seconds_for(scope, services.limits) + REAPER_GRACE_SECONDS,
                )
        except BaseException:
            admission.release()
            raise
        return admission, repetition

    def _execute(self, scope: Scope, admission: Admission, started: float) -> Execution:
        services = self._services
        request = admission.request
        call = RouterCall(
            prompt=admission.prompt,
            sampling=request.sampling,
            stream=request.stream,
            raw_prompt=request.prompt is not None,
            role_guards=turn_guards(request),
            client_reference=request_id_of(scope),
            timeout_seconds=seconds_for(scope, services.limits),
        )
        return Execution(admission, call, services.pools, services.router, started=started)

    def _reply(self, scope: Scope, send: Send, execution: Execution) -> Reply:
        if not execution.admission.request.stream:
            return UnaryReply(self._dialect, scope, send, execution)
        keep_alive_seconds = self._services.limits.keep_alive_seconds
        return StreamReply(self._dialect, scope, send, execution, keep_alive_seconds)


async def _served(reply: Reply, receive: Receive, execution: Execution, request_id: str) -> RequestResult:
    try:
        async with RequestGuard(receive, execution.seconds):
            await reply.run()
    except ClientDisconnected:
        return RequestResult("cancelled", 200 if reply.has_begun else CLIENT_CLOSED_REQUEST, "client_gone")
    except PortalError as error:
        return await _told(reply, error, execution)
    except Exception:
        log.exception("gateway.unforeseen", extra={"request_id": request_id})
        defect = InternalError("Something went wrong on our side. The request id finds it in our logs.")
        return await _told(reply, defect, execution)
    return RequestResult("ok", 200)


async def _told(reply: Reply, error: PortalError, execution: Execution) -> RequestResult:
    """Tell the client of ``error`` and return how the request ended."""
    # Read before the last words: they are held up by the same client, whose doing the deadline then is.
    held_up = reply.is_held_up
    status = await reply.fail(error)
    ending: Outcome
    if isinstance(error, DeadlineExceeded):
        ending = "cancelled" if held_up else "deadline"
    elif reply.has_begun and execution.first_text_at is not None:
        ending = "failed_after_first_byte"
    else:
        ending = "failed_before_first_byte"
    return RequestResult(ending, status, error.code)
