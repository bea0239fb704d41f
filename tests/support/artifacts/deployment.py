"""Running functions behind API Gateway, and everything a deployment has around them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from local.queue.names import dead_letter_queue
from tests.support.artifacts.aws_services import AwsServices
from tests.support.artifacts.functions import AWS, HANDLERS, ROLES
from tests.support.artifacts.gateway_responses import template_gateway_responses
from tests.support.artifacts.layouts import Artifacts
from tests.support.artifacts.router_process import ROUTER_KEY, RouterProcess
from tests.support.database.supabase import SupabaseProject
from tests.support.keys.unkey_service import GATEWAY_ROOT_KEY, PORTAL_ROOT_KEY
from tests.support.lambda_runtime.api_gateway import ApiGateway
from tests.support.lambda_runtime.execution_environment import ExecutionEnvironment
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer
from tests.support.unkey.server import Unkey

API_ID = Unkey().store.api_id


@dataclass
class RunningFunction:
    """One function under the streaming runtime, behind API Gateway."""

    api: RuntimeApiServer
    api_gateway: ApiGateway
    environment: ExecutionEnvironment

    @property
    def url(self) -> str:
        return self.api_gateway.url


@dataclass
class DeployedStack:
    """The services around the functions, and the functions that a test started.

    ``secrets`` are the values that no log line may contain.
    """

    artifacts: Artifacts
    aws: AwsServices
    router: RouterProcess
    supabase: SupabaseProject
    unkey_url: str
    exit_stack: AsyncExitStack
    functions: list[RunningFunction] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    async def start(
        self,
        function: str,
        *,
        deadline_seconds: float = 60.0,
        concurrency: int | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> RunningFunction:
        """Start a function under the streaming runtime, as the template configures it.

        ``extra`` are environment variables that take precedence.
        """
        enter = self.exit_stack.enter_async_context
        api = await enter(RuntimeApiServer(concurrent=concurrency is not None))
        responses = template_gateway_responses()
        api_gateway = await enter(ApiGateway(api, deadline_seconds=deadline_seconds, responses=responses))
        variables = {**self.variables(function), **(extra or {})}
        if concurrency is not None:
            variables["AWS_LAMBDA_MAX_CONCURRENCY"] = str(concurrency)
        layout = self.artifacts.layout(function)
        environment = await enter(ExecutionEnvironment(layout, HANDLERS[function], api.address, variables))
        self.functions.append(RunningFunction(api, api_gateway, environment))
        return self.functions[-1]

    def variables(self, function: str) -> dict[str, str]:
        """Return the environment of a function, whose secrets are in Secrets Manager.

        Who may read which secret is not tested here: the template's roles decide it.
        """
        name = f"portal-{secrets.token_hex(4)}"
        token = self.supabase.role_tokens[ROLES[function]]
        root_key = GATEWAY_ROOT_KEY if function == "GatewayFunction" else PORTAL_ROOT_KEY
        secret = {
            "PORTAL_SUPABASE_PUBLISHABLE_KEY": self.supabase.publishable_key,
            "PORTAL_SUPABASE_ROLE_TOKEN": token,
            "PORTAL_SUPABASE_JWT_SECRET": self.supabase.jwt_secret,
            "PORTAL_UNKEY_ROOT_KEY": root_key,
            "PORTAL_ROUTER_POOLS_JSON": {"oss-20b": self.router.url},
            "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON": {"oss-20b": ROUTER_KEY},
        }
        self.secrets = [token, str(self.supabase.jwt_secret), root_key, ROUTER_KEY]
        self.aws.create_secret(name, secret)
        return {
            **AWS,
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PORTAL_SECRET_IDS": name,
            "PORTAL_SUPABASE_URL": self.supabase.url,
            "PORTAL_UNKEY_BASE_URL": self.unkey_url,
            "PORTAL_UNKEY_API_ID": API_ID,
            "PORTAL_USAGE_QUEUE_URL": self.aws.queue_url,
            "PORTAL_USAGE_DEAD_LETTERS_URL": dead_letter_queue(self.aws.queue_url),
            "PORTAL_METRICS_NAMESPACE": "Portal/test",
        }

    def check_protocols_and_logs(self) -> None:
        """Assert that no function violated a protocol of Lambda or wrote a secret to its log."""
        for function in self.functions:
            assert function.api.violations == []
            assert function.api_gateway.violations == []
            for line in function.environment.lines:
                self.check_log_line(line)

    def check_log_line(self, line: str) -> None:
        assert not any(secret in line for secret in self.secrets), line
