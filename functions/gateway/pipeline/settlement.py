"""What is said about a request to the ledger: once when let in, once when it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from functions.gateway.pipeline.execution import Execution
from portal.usage import Admitted, Outcome, Settled, UsageRecorder

CLIENT_CLOSED_REQUEST = 499
"""The status written down when the client left before an answer began; nobody receives it."""


REAPER_GRACE_SECONDS = 60.0
"""From a request's own deadline until it may be called abandoned: its settlement may still be under way."""


@dataclass(frozen=True, slots=True)
class RequestResult:
    """How a request ended: what the customer was charged by, and what they saw."""

    ending: Outcome
    status: int
    error_code: str | None = None


class Repeated(Protocol):
    """What makes a request the same as another, and how often it was tried before."""

    fingerprint: str
    earlier: int


class Settlement:
    """Records the two events of one request."""

    def __init__(self, recorder: UsageRecorder, request_id: str, route: str) -> None:
        self._recorder = recorder
        self._request_id = request_id
        self._route = route

    def admitted(self, execution: Execution, repetition: Repeated) -> None:
        admission = execution.admission
        principal = admission.principal
        deadline = timedelta(seconds=execution.seconds + REAPER_GRACE_SECONDS)
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
                client_retry=repetition.earlier,
                fingerprint=repetition.fingerprint,
            )
        )

    def settled(self, execution: Execution, outcome: RequestResult) -> None:
        admission = execution.admission
        usage = execution.usage
        # None where no byte reached the client, whatever the router had said by then.
        first = execution.first_text_at if outcome.status == 200 else None
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
                ending=outcome.ending,
                status=outcome.status,
                error_code=outcome.error_code,
                prompt_tokens=usage.prompt_tokens,
                completion_tokens=usage.completion_tokens,
                token_source=usage.source,
                estimated_tokens=execution.estimated_usage.total_tokens,
                ttft_ms=None if first is None else (first - execution.started) * 1000,
                latency_ms=(time.perf_counter() - execution.started) * 1000,
                attempts=execution.attempts,
            )
        )
