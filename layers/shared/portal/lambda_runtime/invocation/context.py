"""The Lambda context object, which Mangum puts in ``scope["aws.context"]``."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.runtime_api.event import InvocationEvent


@dataclass(slots=True)
class InvocationContext:
    """Attributes are named as in AWS's documentation.

    Source: <https://docs.aws.amazon.com/lambda/latest/dg/python-context.html>.
    """

    aws_request_id: str
    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    log_group_name: str
    log_stream_name: str
    deadline_ms: int
    identity: Any = None
    client_context: Any = None
    tenant_id: str | None = None
    trace_id: str | None = None
    """X-Ray's trace id, which is only here where invocations run concurrently."""

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline_ms - int(time.time() * 1000))


def invocation_context(event: InvocationEvent, environment: RuntimeEnvironment) -> InvocationContext:
    """Return the context of ``event``. Raises ValueError if its client context or identity is not JSON."""
    return InvocationContext(
        aws_request_id=event.request_id,
        function_name=environment.function_name,
        function_version=environment.function_version,
        invoked_function_arn=event.function_arn,
        memory_limit_in_mb=environment.memory_mb,
        log_group_name=environment.log_group,
        log_stream_name=environment.log_stream,
        deadline_ms=event.deadline_ms,
        identity=_identity(event.cognito_identity),
        client_context=json.loads(event.client_context) if event.client_context else None,
        tenant_id=event.tenant_id,
        trace_id=event.trace_id,
    )


def _identity(encoded: str | None) -> SimpleNamespace | None:
    if encoded is None:
        return None
    identity = json.loads(encoded)
    return SimpleNamespace(
        cognito_identity_id=identity.get("cognitoIdentityId"),
        cognito_identity_pool_id=identity.get("cognitoIdentityPoolId"),
    )
