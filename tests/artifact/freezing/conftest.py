"""The built functions with a movable wall clock, and a faulty proxy before each of their peers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.support.artifacts.aws_services import AwsServices
from tests.support.artifacts.deployment import DeployedStack, RunningFunction
from tests.support.artifacts.layouts import Artifacts
from tests.support.artifacts.requests import create_key
from tests.support.artifacts.router_process import RouterProcess
from tests.support.database.supabase import Person, SupabaseProject, sign_up_at
from tests.support.freezing.stack import FreezableStack, chat, freezable_stack
from tests.support.freezing.wall_clock import WallClock, compiled
from tests.support.servers.asgi import serving
from tests.support.unkey.server import Unkey


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def stack(
    artifacts: Artifacts,
    aws: AwsServices,
    router: RouterProcess,
    supabase: SupabaseProject,
    unkey: Unkey,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[FreezableStack]:
    folder = tmp_path_factory.mktemp("freezing")
    clock = WallClock(compiled(folder), folder / "ahead")
    router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=0)
    aws.empty_queues()
    async with AsyncExitStack() as exit_stack:
        unkey_url = await exit_stack.enter_async_context(serving(unkey.app, timeout_keep_alive=75))
        deployed = DeployedStack(artifacts, aws, router, supabase, unkey_url, exit_stack)
        async with freezable_stack(deployed, clock, exit_stack) as stack:
            yield stack
        deployed.check_protocols_and_logs()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def owner(supabase: SupabaseProject) -> Person:
    return await sign_up_at(supabase)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def key(stack: FreezableStack, owner: Person) -> str:
    """The secret of an API key, whose plan allows many requests."""
    from portal.database import connect

    database = connect(stack.deployed.supabase.url, stack.deployed.supabase.secret_key, call_seconds=30)
    arguments = {"p_organization_id": owner.organization_id, "p_plan": "pro"}
    await database.rpc("change_plan", arguments).execute()
    await database.aclose()
    return await create_key(stack.deployed, owner)


@pytest.fixture(autouse=True)
def fresh_windows(unkey: Unkey) -> None:
    """All tests share a key, and send more requests in a minute than its limit allows."""
    unkey.limiter.forget()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def gateway(stack: FreezableStack, key: str) -> RunningFunction:
    """A gateway that has served requests: it has a connection to each peer."""
    gateway = await stack.start("GatewayFunction")
    for _ in range(2):
        assert (await chat(gateway, key)).response.status_code == 200
    return gateway
