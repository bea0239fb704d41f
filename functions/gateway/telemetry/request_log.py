"""The request log: one JSON line per request, which an operator finds by the request's id. It holds no
secret.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import orjson

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from functions.gateway.telemetry.metrics import RequestMetrics
from portal.observability.log_lines import Write, to_stdout
from portal.observability.masking import loggable, loggable_path
from portal.web.request_ids import client_request_id_of, request_id_of
from portal.web.types import Scope


class GatewayRequestLog:
    """``write`` gets one line with its line break; None: standard output. ``metrics`` None: no metrics."""

    def __init__(self, write: Write | None = None, *, metrics: RequestMetrics | None = None) -> None:
        self._write = write or to_stdout
        self._metrics = metrics

    def refused(self, scope: Scope, status: int, code: str, started_at: float) -> None:
        """Log a request that was answered with an error and ran no model."""
        metrics = {} if self._metrics is None else self._metrics.refused(status)
        self._without_model(scope, started_at, "request.refused", {"status": status, "code": code, **metrics})

    def not_run(self, scope: Scope, status: int, code: str, started_at: float) -> None:
        """Log a request that ran no model without an error of anybody.

        Its stored response was replayed, or its client disconnected before it was admitted.
        """
        metrics = {} if self._metrics is None else self._metrics.not_run()
        self._without_model(scope, started_at, "request.not_run", {"status": status, "code": code, **metrics})

    def served(self, scope: Scope, execution: Execution, result: RequestResult) -> None:
        """Log an admitted request after its last byte."""
        admission = execution.admission
        usage = execution.usage
        is_stream = admission.request.stream
        # The text of a whole answer arrives at its end: it has no first token of its own.
        first = execution.first_text_at if is_stream else None
        metrics = {} if self._metrics is None else self._metrics.served(execution, result)
        self._line(
            scope,
            {
                "message": "request.served",
                "request_id": request_id_of(scope),
                "route": loggable_path(scope["path"]),
                "status": result.status,
                "code": result.error_code,
                "outcome": result.outcome,
                "model": admission.model,
                "pool": admission.pool,
                "organization_id": admission.principal.organization_id,
                "key_id": admission.principal.key_id,
                "stream": is_stream,
                "attempts": execution.attempts,
                **({"hedges": execution.hedges} if execution.hedges else {}),
                "targets": [f"{attempted.id} {attempted.outcome}" for attempted in execution.targets],
                "prompt_tokens": usage.prompt_tokens,
                "completion_tokens": usage.completion_tokens,
                "token_source": usage.source,
                **({} if first is None else {"ttft_ms": _milliseconds(first - execution.started_at)}),
                "latency_ms": _milliseconds(time.perf_counter() - execution.started_at),
                **metrics,
            },
        )

    def _without_model(self, scope: Scope, started_at: float, message: str, fields: dict[str, Any]) -> None:
        self._line(
            scope,
            {
                "message": message,
                "request_id": request_id_of(scope),
                "route": loggable_path(scope["path"]),
                "latency_ms": _milliseconds(time.perf_counter() - started_at),
                **fields,
            },
        )

    def _line(self, scope: Scope, fields: dict[str, Any]) -> None:
        entry = {"level": "INFO", "timestamp": datetime.now(UTC), **fields}
        client_request_id = client_request_id_of(scope)
        if client_request_id is not None:
            entry["client_request_id"] = loggable(client_request_id)
        context = scope.get("aws.context")
        if context is not None:
            # Other lines of a request have Lambda's id; this one has both.
            entry["requestId"] = context.aws_request_id
        self._write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
