"""The two usage events of a request: *admitted* when it was let in, *settled* when it has ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.gateway.pipeline.execution import Execution
from portal.inference import TokenUsage
from portal.usage import MAX_ATTEMPTED_TARGETS, Admitted, Outcome, Settled, UsageRecorder
from portal.usage.pricing import charged_for

CLIENT_CLOSED_REQUEST = 499
"""Recorded as the status if the client disconnected before the response started; nobody receives it."""

HTTP_OK = 200

SETTLEMENT_GRACE_SECONDS = 60.0
"""Time after a request's deadline before it counts as abandoned: its settlement may still be on the way."""


@dataclass(frozen=True, slots=True)
class RequestResult:
    """How a request ended: the outcome that it is charged by, and the status that the customer got."""

    outcome: Outcome
    status: int
    error_code: str | None = None


def settled_usage(execution: Execution, result: RequestResult) -> TokenUsage:
    """Return the tokens to settle: at the deadline only those whose text was delivered."""
    usage = execution.usage
    if result.outcome == "deadline" and result.status != HTTP_OK:
        return TokenUsage(usage.prompt_tokens, 0, source=usage.source)
    return usage


def is_charged(execution: Execution, result: RequestResult) -> bool:
    """Whether the request has a price, on plans that have prices."""
    return charged_for(result.outcome, settled_usage(execution, result).completion_tokens) != "nothing"


class Settlement:
    """Records the two events of one request."""

    def __init__(self, recorder: UsageRecorder, request_id: str, route: str) -> None:
        self._recorder = recorder
        self._request_id = request_id
        self._route = route

    def admitted(self, execution: Execution) -> None:
        admission = execution.admission
        principal = admission.principal
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
                database_time=admission.database_time,
                deadline_seconds=execution.timeout_seconds + SETTLEMENT_GRACE_SECONDS,
                prompt_tokens=admission.prompt_tokens,
                max_tokens=admission.request.sampling.max_tokens,
            )
        )

    def settled(self, execution: Execution, result: RequestResult) -> None:
        admission = execution.admission
        usage = settled_usage(execution, result)
        # None if no byte reached the client, even if the router had sent text by then.
        first = execution.first_text_at if result.status == HTTP_OK else None
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
                database_time=admission.database_time,
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
                targets=execution.targets[:MAX_ATTEMPTED_TARGETS],
            )
        )
