"""The interpreter, the layout, and deployments of test apps."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.support.artifacts.build import CannotBuild
from tests.support.lambda_runtime.api_gateway import ApiGateway
from tests.support.lambda_runtime.execution_environment import (
    ExecutionEnvironment,
    Interpreter,
    Layout,
    lambda_interpreter,
    lay_out,
)
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer


@pytest.fixture(scope="session")
def interpreter() -> Interpreter:
    """Lambda's Python; if it is not available, the one that runs the tests, with the layer's sources."""
    try:
        return lambda_interpreter()
    except CannotBuild:
        if os.environ.get("CI"):
            raise
        return Interpreter(Path(sys.executable))


@pytest.fixture(scope="session")
def layout(interpreter: Interpreter, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return lay_out(tmp_path_factory.mktemp("lambda"), interpreter)


@dataclass
class Deployment:
    """An API Gateway and its client, a Runtime API, and the runtime process that polls it."""

    api: RuntimeApiServer
    gateway: ApiGateway
    environment: ExecutionEnvironment
    client: httpx.AsyncClient


Deploy = Callable[..., Awaitable[Deployment]]


class Deployments:
    """Creates deployments and checks that none violated the protocol."""

    def __init__(self, layout: Layout, stack: AsyncExitStack) -> None:
        self._layout = layout
        self._stack = stack
        self._deployments: list[Deployment] = []

    async def __call__(
        self,
        handler: str = "apps.probe.handler",
        *,
        extra: dict[str, str] | None = None,
        concurrency: int | None = None,
        function_url: bool = False,
        deadline_seconds: float = 30.0,
    ) -> Deployment:
        if concurrency is not None:
            extra = {**(extra or {}), "AWS_LAMBDA_MAX_CONCURRENCY": str(concurrency)}
        enter = self._stack.enter_async_context
        api = await enter(RuntimeApiServer(concurrent=concurrency is not None))
        gateway = await enter(ApiGateway(api, function_url=function_url, deadline_seconds=deadline_seconds))
        environment = await enter(ExecutionEnvironment(self._layout, handler, api.address, extra))
        client = await enter(httpx.AsyncClient(base_url=gateway.url, timeout=20))
        self._deployments.append(Deployment(api, gateway, environment, client))
        return self._deployments[-1]

    def check(self) -> None:
        for deployment in self._deployments:
            assert deployment.api.violations == []
            assert deployment.gateway.violations == []


@pytest_asyncio.fixture
async def deploy(layout: Layout) -> AsyncIterator[Deploy]:
    """Create deployments of one test."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        yield deployments
        deployments.check()


@pytest_asyncio.fixture(loop_scope="module")
async def deploy_here(layout: Layout) -> AsyncIterator[Deploy]:
    """Create deployments of one test that runs in its module's event loop."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        yield deployments
        deployments.check()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(layout: Layout) -> AsyncIterator[Deployment]:
    """One deployment for all tests of a module, which run in the module's event loop."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        deployed = await deployments()
        await deployed.client.get("/sized")
        yield deployed
        deployments.check()
