"""The interpreter, the layout, and deployments of test apps."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.artifacts.build import CannotBuild
from tests.support.lambda_runtime.deployments import Deploy, Deployment, Deployments
from tests.support.lambda_runtime.execution_environment import (
    Interpreter,
    Layout,
    lambda_interpreter,
    lay_out,
)

INSTALLATION_SECONDS = 600
"""The test that needs the interpreter first waits until its packages are installed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "interpreter" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(INSTALLATION_SECONDS))


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
