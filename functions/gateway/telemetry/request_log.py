"""The request log: one JSON line per request, which an operator finds by the request's id. It holds no
secret.

It is written straight to standard output in the format of the other log lines, because ``logging`` would take
four times as long for each request.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from functions.gateway.telemetry.metrics import RequestMetrics
from portal.observability.masking import loggable, loggable_path
from portal.web.request_ids import client_request_id_of, request_id_of
from portal.web.types import Scope

Write = Callable[[bytes], object]


class GatewayRequestLog:
    """``write`` gets one line with its line break; None: standard output. ``metrics`` None: no metrics."""

    def __init__(self, write: Write | None = None, *, metrics: RequestMetrics | None = None) -> None:
        self._write = write or _to_stdout
        self._metrics = metrics

    def refused(self, scope: Scope, status: int, code: str, started_at: float) -> None:
        """Log a request that ran no model: it was refused, or a stored response was replayed."""
        metrics = {} if self._metrics is None else self._metrics.refused(status)
        self._line(
            scope,
            {
                "message": "request.refused",
                "request_id": request_id_of(scope),
                "route": loggable_path(scope["path"]),
                "status": status,
                "code": code,
                "latency_ms": _milliseconds(time.perf_counter() - started_at),
                **metrics,
            },
        )

    def served(self, scope: Scope, execution: Execution, result: RequestResult) -> None:
        """Log an admitted request after its last byte."""
        admission = execution.admission
        usage = execution.usage
        first = execution.first_text_at
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
                "stream": admission.request.stream,
                "attempts": execution.attempts,
                "prompt_tokens": usage.prompt_tokens,
                "completion_tokens": usage.completion_tokens,
                "token_source": usage.source,
                **({} if first is None else {"ttft_ms": _milliseconds(first - execution.started_at)}),
                "latency_ms": _milliseconds(time.perf_counter() - execution.started_at),
                **metrics,
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


def _to_stdout(line: bytes) -> None:
    stream = sys.stdout.buffer
    stream.write(line)
    stream.flush()


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
