"""The ``context`` a Lambda handler is given; here it is what Mangum puts in ``scope["aws.context"]``."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.runtime_api import Event


@dataclass(slots=True)
class InvocationContext:
    """Names as in AWS Lambda's developer guide, "Using the Lambda context object"."""

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
    """X-Ray's; the only place that has it where invocations run concurrently."""

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline_ms - int(time.time() * 1000))


def context_of(event: Event, environment: RuntimeEnvironment) -> InvocationContext:
    """Raise ValueError for a client context or an identity that is not JSON."""
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
    told = json.loads(encoded)
    return SimpleNamespace(
        cognito_identity_id=told.get("cognitoIdentityId"),
        cognito_identity_pool_id=told.get("cognitoIdentityPoolId"),
    )
