"""The request log as the pipeline writes to it; ``functions.gateway.telemetry`` implements it."""

from __future__ import annotations

from typing import Protocol

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from portal.web.types import Scope


class RequestLog(Protocol):
    """One entry per request. ``started_at`` is in ``time.perf_counter`` seconds."""

    def refused(self, scope: Scope, status: int, code: str, started_at: float) -> None:
        """Log a request that was answered with an error and ran no model."""
        ...

    def not_run(self, scope: Scope, status: int, code: str, started_at: float) -> None:
        """Log a request that ran no model without an error: it was replayed, or its client was gone."""
        ...

    def served(self, scope: Scope, execution: Execution, result: RequestResult) -> None:
        """Log an admitted request after its last byte."""
        ...
