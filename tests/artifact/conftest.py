"""The artifacts as processes, and what surrounds them: secrets, queue, routers, database, API Gateway."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from postgrest import AsyncPostgrestClient

from local.queue.client import local_client
from local.queue.names import dead_letters_of
from local.queue.server import create_queues
from tests.artifact.build import CannotBuild, built, lambdas_python, runtime_packages
from tests.artifact.functions import AWS, HANDLERS
from tests.functions.gateway.serving import serving
from tests.portal.keys.unkey.services import GATEWAY_ROOT_KEY, PORTAL_ROOT_KEY, with_root_keys
from tests.portal.lambda_runtime.environment import Environment, Interpreter, Layout
from tests.portal.lambda_runtime.front import Front
from tests.portal.lambda_runtime.runtime_api_server import RuntimeApiServer
from tests.support.aws import aws_server
from tests.support.missing import missing
from tests.support.supabase import Person, SupabaseProject, free_port, sign_up_at
from tests.support.unkey.server import Unkey

API_ID = Unkey().store.api_id
ROUTER_KEY = "router-key-that-nobody-sees"


@dataclass(frozen=True)
class Artifacts:
    """The build, and what Lambda's managed runtime is."""

    folder: Path
    interpreter: Interpreter
    layouts: Path

    @property
    def layer(self) -> Path:
        return self.folder / "SharedLayer" / "python"

    def layout(self, function: str) -> Layout:
        """Lay a function out as Lambda does: /var/task and /opt."""
        root = self.layouts / function
        task, opt = root / "var" / "task", root / "opt"
        if not task.exists():
            task.parent.mkdir(parents=True)
            task.symlink_to(self.folder / function)
            opt.symlink_to(self.layer.parent)
        return Layout(task, opt / "python", self.interpreter)

    def process(self, function: str, settings: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
        """Return a command that takes Python, and the variables with which it imports as in Lambda."""
        layout, runtime = self.layout(function), self.interpreter.runtime
        path = os.pathsep.join(map(str, (layout.task, layout.layer, runtime)))
        variables = {"PATH": os.defpath, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return [str(self.interpreter.path), "-P", "-c"], {**AWS, **variables, **settings}


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Artifacts:
    try:
        python = lambdas_python()
    except CannotBuild as reason:
        missing(str(reason))
    folder = built()
    interpreter = Interpreter(python, folder / "SharedLayer", runtime_packages(python))
    return Artifacts(folder, interpreter, tmp_path_factory.mktemp("lambda"))


@dataclass(frozen=True)
class Aws:
    """moto's SQS and Secrets Manager."""

    url: str
    queue_url: str

    def put_secret(self, name: str, content: object) -> None:
        client = boto3.client(
            "secretsmanager",
            endpoint_url=self.url,
            region_name=AWS["AWS_REGION"],
            aws_access_key_id=AWS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=AWS["AWS_SECRET_ACCESS_KEY"],
        )
        client.create_secret(Name=name, SecretString=json.dumps(content))

    def messages(self) -> list[dict[str, Any]]:
        """Take what is in the queue now, without waiting."""
        client = local_client(self.url)
        found: list[dict[str, Any]] = []
        take: Any = {"QueueUrl": self.queue_url, "MaxNumberOfMessages": 10}
        while batch := client.receive_message(**take).get("Messages"):
            for message in batch:
                client.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                found.append({"messageId": message["MessageId"], "body": message["Body"]})
        return found


@pytest.fixture(scope="session")
def aws() -> Iterator[Aws]:
    with aws_server() as url:
        yield Aws(url, create_queues(local_client(url)))


@dataclass
class Router:
    """A router simulator in a process of its own."""

    url: str

    def behave(self, **behaviour: object) -> None:
        answer = httpx.put(f"{self.url}/_sim/behaviour", json=behaviour, trust_env=False)
        answer.raise_for_status()


@pytest.fixture(scope="session")
def router() -> Iterator[Router]:
    port = free_port()
    argv = [sys.executable, "-m", "local.simulator", "--port", str(port)]
    process = subprocess.Popen(argv, env={**os.environ, "LOCAL_ROUTER_KEY": ROUTER_KEY})
    router = Router(f"http://127.0.0.1:{port}")
    for _ in range(300):
        try:
            httpx.get(f"{router.url}/api/v1/ping", trust_env=False)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield router
    process.terminate()
    process.wait(10)


@dataclass
class Function:
    """A running function behind API Gateway."""

    api: RuntimeApiServer
    front: Front
    environment: Environment

    @property
    def url(self) -> str:
        return self.front.url


@dataclass
class Account:
    """Everything a deployment has around its functions, and one customer."""

    artifacts: Artifacts
    aws: Aws
    router: Router
    supabase: SupabaseProject
    unkey_url: str
    stack: AsyncExitStack
    functions: list[Function] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    async def start(
        self, function: str, *, deadline_seconds: float = 60.0, concurrency: int | None = None
    ) -> Function:
        """Start a function under the streaming runtime, as the template configures it."""
        enter = self.stack.enter_async_context
        api = await enter(RuntimeApiServer(concurrent=concurrency is not None))
        front = await enter(Front(api, deadline_seconds=deadline_seconds))
        extra = self.variables(function)
        if concurrency is not None:
            extra["AWS_LAMBDA_MAX_CONCURRENCY"] = str(concurrency)
        layout = self.artifacts.layout(function)
        environment = await enter(Environment(layout, HANDLERS[function], api.address, extra))
        self.functions.append(Function(api, front, environment))
        return self.functions[-1]

    def variables(self, function: str) -> dict[str, str]:
        """Return an environment whose secrets are in Secrets Manager. Roles are the template's matter."""
        name = f"portal-{secrets.token_hex(4)}"
        gateway = function == "GatewayFunction"
        root_key = GATEWAY_ROOT_KEY if gateway else PORTAL_ROOT_KEY
        told = {
            "PORTAL_SUPABASE_SECRET_KEY": self.supabase.secret_key,
            "PORTAL_SUPABASE_JWT_SECRET": self.supabase.jwt_secret,
            "PORTAL_UNKEY_ROOT_KEY": root_key,
            "PORTAL_ROUTER_POOLS_JSON": {"oss-20b": self.router.url},
            "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON": {"oss-20b": ROUTER_KEY},
        }
        self.hidden = [self.supabase.secret_key, str(self.supabase.jwt_secret), root_key, ROUTER_KEY]
        self.aws.put_secret(name, told)
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
            "PORTAL_USAGE_DEAD_LETTERS_URL": dead_letters_of(self.aws.queue_url),
            "PORTAL_METRICS_NAMESPACE": "Portal/test",
        }


@pytest.fixture(scope="session")
def unkey() -> Unkey:
    """One workspace for all tests, since they share a database: two would give keys the same ids."""
    return with_root_keys(Unkey(clock=time.time))


@pytest.fixture
async def account(
    artifacts: Artifacts, aws: Aws, router: Router, supabase: SupabaseProject, unkey: Unkey
) -> AsyncIterator[Account]:
    router.behave(first_byte_delay_ms=0, token_delay_ms=40)
    aws.messages()
    async with AsyncExitStack() as stack:
        unkey_url = await stack.enter_async_context(serving(unkey.app))
        account = Account(artifacts, aws, router, supabase, unkey_url, stack)
        yield account
        for function in account.functions:
            assert function.api.violations == []
            assert function.front.violations == []
            # Whatever happened: no secret is in a log.
            for line in function.environment.lines:
                assert not any(secret in line for secret in account.hidden), line


@pytest.fixture
async def customer(supabase: SupabaseProject) -> Person:
    return await sign_up_at(supabase)


@pytest.fixture
async def subscriber(customer: Person, store: AsyncPostgrestClient) -> Person:
    """A customer whose plan allows many streams at once."""
    changed = {"p_organization_id": customer.organization_id, "p_plan": "pro"}
    await store.rpc("change_plan", changed).execute()
    return customer
