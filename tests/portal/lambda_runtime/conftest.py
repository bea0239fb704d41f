"""Interpreters, layouts and running environments."""

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

from tests.portal.lambda_runtime.environment import Environment, Interpreter, Layout, lay_out
from tests.portal.lambda_runtime.front import Front
from tests.portal.lambda_runtime.runtime_api_server import RuntimeApiServer
from tests.support.artifacts.build import CannotBuild, built, lambdas_python, runtime_packages


def lambdas() -> Interpreter:
    """Return Lambda's Python with the layer as it is built. Raises CannotBuild."""
    python = lambdas_python()
    return Interpreter(python, built() / "SharedLayer", runtime_packages(python))


@pytest.fixture(scope="session")
def interpreter() -> Interpreter:
    """Lambda's; where it cannot be had, the one that runs the tests, with the layer's sources."""
    try:
        return lambdas()
    except CannotBuild:
        if os.environ.get("CI"):
            raise
        return Interpreter(Path(sys.executable))


@pytest.fixture(scope="session")
def layout(interpreter: Interpreter, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return lay_out(tmp_path_factory.mktemp("lambda"), interpreter)


@dataclass
class Deployment:
    """A Runtime API, an API Gateway before it, a runtime process behind it, and a client of the first."""

    api: RuntimeApiServer
    front: Front
    environment: Environment
    client: httpx.AsyncClient


Deploy = Callable[..., Awaitable[Deployment]]


class Deployments:
    """Makes deployments, takes them down, and holds that none broke the protocol."""

    def __init__(self, layout: Layout, stack: AsyncExitStack) -> None:
        self._layout = layout
        self._stack = stack
        self._made: list[Deployment] = []

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
        front = await enter(Front(api, function_url=function_url, deadline_seconds=deadline_seconds))
        environment = await enter(Environment(self._layout, handler, api.address, extra))
        client = await enter(httpx.AsyncClient(base_url=front.url, timeout=20))
        self._made.append(Deployment(api, front, environment, client))
        return self._made[-1]

    def check(self) -> None:
        for made in self._made:
            assert made.api.violations == []
            assert made.front.violations == []


@pytest_asyncio.fixture
async def deploy(layout: Layout) -> AsyncIterator[Deploy]:
    """A deployment of a test's own."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        yield deployments
        deployments.check()


@pytest_asyncio.fixture(loop_scope="module")
async def deploy_here(layout: Layout) -> AsyncIterator[Deploy]:
    """The same, for tests that run in their module's event loop."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        yield deployments
        deployments.check()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(layout: Layout) -> AsyncIterator[Deployment]:
    """One deployment for a module's tests, which run in the module's event loop."""
    async with AsyncExitStack() as stack:
        deployments = Deployments(layout, stack)
        deployed = await deployments()
        await deployed.client.get("/sized")
        yield deployed
        deployments.check()
