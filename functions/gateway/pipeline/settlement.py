"""The two usage events of a request: *admitted* when it was let in, *settled* when it has ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.gateway.pipeline.execution import Execution
from portal.usage import Admitted, Outcome, Settled, UsageRecorder

CLIENT_CLOSED_REQUEST = 499
"""Recorded as the status if the client disconnected before the response started; nobody receives it."""


SETTLEMENT_GRACE_SECONDS = 60.0
"""Time after a request's deadline before it counts as abandoned: its settlement may still be on the way."""


@dataclass(frozen=True, slots=True)
class RequestResult:
    """How a request ended: the outcome that it is charged by, and the status that the customer got."""

    outcome: Outcome
    status: int
    error_code: str | None = None


class Settlement:
    """Records the two events of one request."""

    def __init__(self, recorder: UsageRecorder, request_id: str, route: str) -> None:
        self._recorder = recorder
        self._request_id = request_id
        self._route = route

    def admitted(self, execution: Execution, *, fingerprint: str, client_retry: int) -> None:
        admission = execution.admission
        principal = admission.principal
        deadline = timedelta(seconds=execution.timeout_seconds + SETTLEMENT_GRACE_SECONDS)
        self._recorder.record(
            Admitted(
                request_id=self._request_id,
                organization_id=principal.organization_id,
                key_id=principal.key_id,
                model=admission.model,
                pool=admission.pool,
                route=self._route,
                stream=admission.request.stream,
                admitted_at=admission.admitted_at,
                deadline_at=admission.admitted_at + deadline,
                prompt_tokens=admission.prompt_tokens,
                max_tokens=admission.request.sampling.max_tokens,
                client_retry=client_retry,
                fingerprint=fingerprint,
            )
        )

    def settled(self, execution: Execution, result: RequestResult) -> None:
        admission = execution.admission
        usage = execution.usage
        # None if no byte reached the client, even if the router had sent text by then.
        first = execution.first_text_at if result.status == 200 else None
        self._recorder.record(
            Settled(
                request_id=self._request_id,
                organization_id=admission.principal.organization_id,
                key_id=admission.principal.key_id,
                model=admission.model,
                pool=admission.pool,
                route=self._route,
                stream=admission.request.stream,
                admitted_at=admission.admitted_at,
                settled_at=datetime.now(UTC),
                outcome=result.outcome,
                status=result.status,
                error_code=result.error_code,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                token_source=usage.source,
                estimated_tokens=execution.estimated_usage.total_tokens,
                ttft_ms=None if first is None else (first - execution.started_at) * 1000,
                latency_ms=(time.perf_counter() - execution.started_at) * 1000,
                attempts=execution.attempts,
            )
        )
