"""The built functions, and the services around them: AWS, a router, the key service, the database."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest
from postgrest import AsyncPostgrestClient

from local.queue.client import local_client
from local.queue.server import create_queues
from tests.support.artifacts.aws_services import AwsServices
from tests.support.artifacts.build import CannotBuild, built, require_lambda_python, runtime_packages
from tests.support.artifacts.deployment import DeployedStack
from tests.support.artifacts.layouts import Artifacts
from tests.support.artifacts.router_process import RouterProcess, router_process
from tests.support.database.supabase import Person, SupabaseProject, sign_up_at
from tests.support.keys.unkey_service import with_root_keys
from tests.support.lambda_runtime.execution_environment import Interpreter
from tests.support.servers.asgi import serving
from tests.support.servers.aws import aws_server
from tests.support.suite.missing import missing
from tests.support.unkey.server import Unkey


@pytest.fixture(scope="session")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Artifacts:
    try:
        python = require_lambda_python()
    except CannotBuild as reason:
        missing(str(reason))
    folder = built()
    interpreter = Interpreter(python, folder / "SharedLayer", runtime_packages(python))
    return Artifacts(folder, interpreter, tmp_path_factory.mktemp("lambda"))


@pytest.fixture(scope="session")
def aws() -> Iterator[AwsServices]:
    with aws_server() as url:
        yield AwsServices(url, create_queues(local_client(url)))


@pytest.fixture(scope="session")
def router() -> Iterator[RouterProcess]:
    with router_process() as router:
        yield router


@pytest.fixture(scope="session")
def unkey() -> Unkey:
    """One workspace for all tests, because they share a database: two would give keys the same ids."""
    return with_root_keys(Unkey(clock=time.time))


@pytest.fixture
async def deployed(
    artifacts: Artifacts, aws: AwsServices, router: RouterProcess, supabase: SupabaseProject, unkey: Unkey
) -> AsyncIterator[DeployedStack]:
    router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=40)
    aws.empty_queues()
    async with AsyncExitStack() as exit_stack:
        unkey_url = await exit_stack.enter_async_context(serving(unkey.app))
        deployed = DeployedStack(artifacts, aws, router, supabase, unkey_url, exit_stack)
        yield deployed
        deployed.check_protocols_and_logs()


@pytest.fixture
async def customer(supabase: SupabaseProject) -> Person:
    return await sign_up_at(supabase)


@pytest.fixture
async def pro_customer(customer: Person, store: AsyncPostgrestClient) -> Person:
    """A customer whose plan allows many concurrent streams."""
    return await _on_pro_plan(customer, store)


@pytest.fixture
async def two_pro_customers(supabase: SupabaseProject, store: AsyncPostgrestClient) -> list[Person]:
    """Two organisations, which may have more concurrent streams than one."""
    return [await _on_pro_plan(await sign_up_at(supabase), store) for _ in range(2)]


async def _on_pro_plan(customer: Person, store: AsyncPostgrestClient) -> Person:
    arguments = {"p_organization_id": customer.organization_id, "p_plan": "pro"}
    await store.rpc("change_plan", arguments).execute()
    return customer
