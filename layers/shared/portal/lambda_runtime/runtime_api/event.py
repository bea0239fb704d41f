"""An event of the Runtime API (docs/protocols/lambda-runtime.md, "Next event")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_INVOCATION_ID = "Lambda-Runtime-Invocation-Id"


@dataclass(frozen=True, slots=True)
class InvocationEvent:
    """One event as ``next`` returns it. ``deadline_ms`` is in unix milliseconds.

    ``invocation_id`` distinguishes two deliveries of one request; the response has to return it.
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

    @classmethod
    def parse(cls, headers: Mapping[str, str], payload: bytes) -> InvocationEvent:
        """Return the event of a response of ``next``; header names are lower-case."""
        return cls(
            request_id=headers["lambda-runtime-aws-request-id"],
            deadline_ms=int(headers["lambda-runtime-deadline-ms"]),
            payload=payload,
            function_arn=headers.get("lambda-runtime-invoked-function-arn", ""),
            trace_id=headers.get("lambda-runtime-trace-id"),
            invocation_id=headers.get("lambda-runtime-invocation-id"),
            client_context=headers.get("lambda-runtime-client-context"),
            cognito_identity=headers.get("lambda-runtime-cognito-identity"),
            tenant_id=headers.get("lambda-runtime-aws-tenant-id"),
        )

    @property
    def response_headers(self) -> dict[str, str]:
        """The headers that the event's response or error report has to return."""
        return {_INVOCATION_ID: self.invocation_id} if self.invocation_id else {}
