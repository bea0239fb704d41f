"""A route that runs a model, in any dialect: the life of a request from top to bottom."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import NamedTuple

from functions.gateway.answer_checks import AnswerCheck
from functions.gateway.auth.credentials import Credentials, read_credentials
from functions.gateway.dialects import Dialect, Headers
from functions.gateway.pipeline.admission.admitter import Admission
from functions.gateway.pipeline.admission.caller import adding_caller_to_errors
from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.http_response import send_error
from functions.gateway.pipeline.idempotency import RequestRun, StoredReplay
from functions.gateway.pipeline.refusals import Refusals
from functions.gateway.pipeline.reply import ERROR_SECONDS, Reply, StreamReply, UnaryReply
from functions.gateway.pipeline.services import GatewayServices
from functions.gateway.pipeline.settlement import (
    CLIENT_CLOSED_REQUEST,
    RequestResult,
    Settlement,
    is_charged,
)
from portal.errors import (
    DeadlineExceeded,
    InternalError,
    InvalidRequest,
    PortalError,
    StreamInterrupted,
    Unavailable,
)
from portal.inference import InferenceRequest
from portal.inference.prompt import role_guards
from portal.router import RouterCall
from portal.usage import Outcome
from portal.web.body import ClientDisconnected, read_body
from portal.web.headers import lower_headers
from portal.web.lifetime import complete_before_freeze
from portal.web.request_guard import RequestGuard
from portal.web.request_ids import request_id_of
from portal.web.types import Receive, Scope, Send

log = logging.getLogger(__name__)


class _Admitted(NamedTuple):
    """``timeout_seconds`` is how long the request may run, for its call and its settlement."""

    admission: Admission
    run: RequestRun | StoredReplay
    timeout_seconds: float


class InferenceEndpoint:
    """ASGI application of one POST route."""

    def __init__(self, dialect: Dialect, services: GatewayServices) -> None:
        self._dialect = dialect
        self._services = services
        self._refusals = Refusals(services)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started_at = time.perf_counter()
        headers = lower_headers(scope["headers"])
        request: InferenceRequest | None = None
        try:
            credentials = read_credentials(scope, headers)
            body, request, check = await self._read(scope, headers, receive, credentials)
            admission, run, timeout_seconds = await self._admit(scope, headers, credentials, body, request)
        except PortalError as error:
            status = await send_error(scope, send, self._dialect, error)
            self._services.log.refused(scope, status, error.code, started_at)
            await self._refusals.record(scope, error, status, request)
            await self._settle_sessions(scope)
        except ClientDisconnected:
            self._services.log.not_run(scope, CLIENT_CLOSED_REQUEST, "client_gone", started_at)
        else:
            try:
                if isinstance(run, StoredReplay):
                    admission.release()
                    await run.send(send)
                    self._services.log.not_run(scope, 200, "replayed", started_at)
                else:
                    execution = self._execution(scope, admission, check, timeout_seconds, started_at)
                    try:
                        await self._run(scope, receive, send, execution, run)
                    finally:
                        run.close()
            finally:
                admission.release()
                await self._settle_sessions(scope)

    async def _run(
        self, scope: Scope, receive: Receive, send: Send, execution: Execution, run: RequestRun
    ) -> None:
        """Run ``execution``, and record its two usage events whatever happens in between."""
        request_id = request_id_of(scope)
        settlement = Settlement(self._services.recorder, request_id, scope["path"])
        settlement.admitted(execution)
        watched, send = run.attach(receive, send)
        reply = self._reply(scope, send, execution)
        result = RequestResult("failed_before_first_byte", InternalError.status, InternalError.code)
        try:
            try:
                result = await self._send_reply(reply, watched, execution, run, request_id)
            except asyncio.CancelledError:
                # The process shuts down: a connected client gets an error, which ends the request for free.
                error = Unavailable("The service is restarting. Try again.")
                result = await self._send_failure(reply, error, execution)
                await run.drain(ERROR_SECONDS)
                raise
            result = await run.finish(result, is_charged=is_charged(execution, result))
        finally:
            reply.close()
            settlement.settled(execution, result)
            self._services.log.served(scope, execution, result)
            execution.admission.release_session()
            await complete_before_freeze(scope, self._services.settle)
        await run.drain(max(ERROR_SECONDS, execution.seconds_left))

    async def _settle_sessions(self, scope: Scope) -> None:
        """Let sessions become free before a freeze, that nothing else of the request waits for."""
        if self._services.pools.leases.is_settling:
            await complete_before_freeze(scope, self._services.pools.settle)

    async def _read(
        self, scope: Scope, headers: Headers, receive: Receive, credentials: Credentials
    ) -> tuple[bytes, InferenceRequest, AnswerCheck]:
        """Return the body, what it asks, and the check of its answers.

        Raises PortalError, ClientDisconnected.
        """
        try:
            body = await read_body(receive, scope["headers"], self._services.bounds.max_body_bytes)
            request = self._dialect.parse(body, headers)
            return body, request, AnswerCheck(request)
        except InvalidRequest as fault:
            await self._services.admitter.reject(credentials, fault)

    async def _admit(
        self,
        scope: Scope,
        headers: Headers,
        credentials: Credentials,
        body: bytes,
        request: InferenceRequest,
    ) -> _Admitted:
        """Raises PortalError."""
        services = self._services
        admission = await services.admitter.admit(credentials, request)
        timeout_seconds = services.bounds.timeout_of(scope)
        try:
            with adding_caller_to_errors(admission.principal):
                run = await services.idempotency.claim(
                    headers,
                    credentials.api_key,
                    admission.principal,
                    request_id_of(scope),
                    body,
                    route=scope["path"],
                )
        except BaseException:
            admission.release()
            await complete_before_freeze(scope, services.settle_refusal)
            raise
        return _Admitted(admission, run, timeout_seconds)

    def _execution(
        self,
        scope: Scope,
        admission: Admission,
        check: AnswerCheck,
        timeout_seconds: float,
        started_at: float,
    ) -> Execution:
        services = self._services
        request = admission.request
        call = RouterCall(
            prompt=admission.prompt,
            conversation=admission.conversation,
            sampling=request.sampling,
            stream=request.stream or services.pools.streams_upstream(admission.model),
            raw_prompt=request.prompt is not None,
            role_guards=role_guards(request) if admission.conversation is None else (),
            answer_format=admission.answer_format,
            client_reference=request_id_of(scope),
            timeout_seconds=timeout_seconds,
        )
        return Execution(
            admission,
            call,
            services.pools,
            services.router,
            started_at=started_at,
            latest_policy=services.policy.current,
            client_stall_seconds=services.bounds.client_stall_seconds,
            check=check,
        )

    def _reply(self, scope: Scope, send: Send, execution: Execution) -> Reply:
        if not execution.admission.request.stream:
            return UnaryReply(self._dialect, scope, send, execution)
        keep_alive_seconds = self._services.bounds.keep_alive_seconds
        return StreamReply(self._dialect, scope, send, execution, keep_alive_seconds)

    async def _send_reply(
        self, reply: Reply, receive: Receive | None, execution: Execution, run: RequestRun, request_id: str
    ) -> RequestResult:
        try:
            async with (
                RequestGuard(receive, execution.timeout_seconds) as guard,
                run.holding_claim(guard.stop),
            ):
                await reply.run()
        except ClientDisconnected:
            return RequestResult(
                "client_disconnected", 200 if reply.has_started else CLIENT_CLOSED_REQUEST, "client_gone"
            )
        except PortalError as error:
            return await self._send_failure(reply, error, execution)
        except Exception:
            log.exception("gateway.request_failed", extra={"request_id": request_id})
            defect = InternalError("Something went wrong on our side. Quote the request id to support.")
            return await self._send_failure(reply, defect, execution)
        return RequestResult("ok", 200)

    async def _send_failure(self, reply: Reply, error: PortalError, execution: Execution) -> RequestResult:
        """Send ``error`` to the client and return how the request ended."""
        # Read before the error is sent: a client that does not read blocks that too, and caused the deadline.
        outcome = self._outcome_of(error, reply, execution)
        return RequestResult(outcome, await reply.fail(error), error.code)

    def _outcome_of(self, error: PortalError, reply: Reply, execution: Execution) -> Outcome:
        if execution.violation is not None:
            # The model has answered, if not as the request demands: an unsatisfiable schema is not free.
            return "ok"
        has_text = reply.has_started and execution.first_text_at is not None
        if isinstance(error, DeadlineExceeded):
            if reply.is_blocked:
                return "client_disconnected"
            if not (has_text and execution.silent_seconds > self._services.bounds.router_idle_seconds):
                return "deadline"
        if isinstance(error, StreamInterrupted) and execution.has_stalled:
            return "client_disconnected"
        return "failed_after_first_byte" if has_text else "failed_before_first_byte"
