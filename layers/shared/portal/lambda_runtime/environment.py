"""The execution environment, as Lambda describes it in environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuntimeEnvironment:
    """``api`` is host:port of the Runtime API; ``handler`` is ``module.attribute``.

    ``concurrency`` is set on Lambda Managed Instances only: the maximum of concurrent invocations. Such an
    environment is never frozen between invocations; any other one is, as soon as it polls for the next.
    """

    api: str
    handler: str
    concurrency: int | None = None
    snap_start: bool = False
    function_name: str = ""
    function_version: str = ""
    memory_mb: int = 0
    log_group: str = ""
    log_stream: str = ""
    log_level: str = "WARNING"

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> RuntimeEnvironment:
        """Raises KeyError outside Lambda, ValueError for a concurrency that is not a number."""
        concurrency = environ.get("AWS_LAMBDA_MAX_CONCURRENCY")
        return cls(
            api=environ["AWS_LAMBDA_RUNTIME_API"],
            handler=environ["_HANDLER"],
            concurrency=max(1, int(concurrency)) if concurrency else None,
            snap_start=environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start",
            function_name=environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
            function_version=environ.get("AWS_LAMBDA_FUNCTION_VERSION", ""),
            memory_mb=int(environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "0")),
            log_group=environ.get("AWS_LAMBDA_LOG_GROUP_NAME", ""),
            log_stream=environ.get("AWS_LAMBDA_LOG_STREAM_NAME", ""),
            log_level=environ.get("AWS_LAMBDA_LOG_LEVEL", "WARNING"),
        )
