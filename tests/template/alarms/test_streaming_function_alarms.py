"""Alarms on the two streaming functions: what their runtime reports to Lambda, and what API Gateway sends."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from portal.errors import RateLimited, RouterUnreachable
from tests.support.cloudwatch.alarms import Alarm
from tests.support.cloudwatch.metrics import History, metric
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.support.gateway.dialect_cases import CHAT, body_for, client_of
from tests.support.gateway.gateways import make_gateway
from tests.support.lambda_runtime.deployments import Deployment, Deployments
from tests.support.lambda_runtime.execution_environment import Interpreter, lay_out
from tests.support.router.scripted import ScriptedRouter, failing, saying
from tests.template.alarms.conftest import Alarms

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def deployed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Deployment]:
    """The streaming runtime with an app that fails as its path says."""
    layout = lay_out(tmp_path_factory.mktemp("lambda"), Interpreter(Path(sys.executable)))
    async with AsyncExitStack() as stack:
        yield await Deployments(layout, stack)()


async def errors_of(deployed: Deployment, path: str, times: int = 10) -> float:
    """Return how many of ``times`` invocations Lambda counts as errors: those that the runtime reports."""
    before = len(deployed.gateway.invocations)
    for _ in range(times):
        with suppress(httpx.RemoteProtocolError):
            async with deployed.client.stream("GET", path) as response:
                async for _ in response.aiter_raw():
                    pass
    invocations = deployed.gateway.invocations[before:]
    assert len(invocations) == times
    return float(sum(bool(each.error or each.trailer) for each in invocations))


def state_with(alarm: Alarm, function: str, errors: float, **dimensions: str) -> str:
    of_function = metric("AWS/Lambda", "Errors", FunctionName=f"{function}Function", **dimensions)
    history = History()
    history.during(range(10), {of_function: [errors]})
    return alarm.state(history, 10)


@makes_fault_of("GatewayErrors", "ControlPlaneErrors", "ManagedGatewayErrors")
@pytest.mark.parametrize("function", ["Gateway", "ControlPlane", "ManagedGateway"])
async def test_errors_of_the_runtime(alarms: Alarms, deployed: Deployment, function: str) -> None:
    alarm = alarms[f"{function}Errors"]
    assert state_with(alarm, function, await errors_of(deployed, "/raise-after/2")) == "ALARM"
    assert state_with(alarm, function, await errors_of(deployed, "/sized")) == "OK"


@makes_fault_of("GatewayVersionErrors", "ControlPlaneVersionErrors")
@pytest.mark.parametrize("function", ["Gateway", "ControlPlane"])
async def test_errors_of_the_newest_version(alarms: Alarms, deployed: Deployment, function: str) -> None:
    """Two of a minute are enough: a canary gets a tenth of the traffic. Other versions do not count."""
    alarm = alarms[f"{function}VersionErrors"]
    newest = next(value for name, value in next(iter(alarm.metrics)).dimensions if name == "ExecutedVersion")
    errors = await errors_of(deployed, "/raise-after/2", times=2)

    def state(version: str, errors: float) -> str:
        return state_with(
            alarm, function, errors, Resource=f"{function}Function:live", ExecutedVersion=version
        )

    assert newest.startswith(f"{function}FunctionVersion")
    assert state(newest, errors) == "ALARM"
    assert state(newest, await errors_of(deployed, "/sized", times=2)) == "OK"
    assert state("7", errors) == "OK"


async def test_response_with_an_error_status_is_no_error_of_the_runtime(
    alarms: Alarms, deployed: Deployment
) -> None:
    assert state_with(alarms["GatewayErrors"], "Gateway", await errors_of(deployed, "/raise")) == "OK"


def server_errors(alarm: Alarm, statuses: list[int]) -> str:
    """Return the alarm's state if API Gateway sends ``statuses`` in each minute."""
    history = History()
    of_api = metric("AWS/ApiGateway", "5XXError", ApiName="portal-test", Stage="prod")
    history.during(range(10), {of_api: [float(status >= 500) for status in statuses]})
    return alarm.state(history, 10)


@makes_fault_of("ApiServerErrors")
async def test_server_errors(alarms: Alarms) -> None:
    alarm = alarms["ApiServerErrors"]
    unreachable = failing(RouterUnreachable("No server of the model could be reached."))
    for script, expected in ((unreachable, "ALARM"), (saying("Yes."), "OK")):
        gateway = make_gateway(ScriptedRouter(script))
        async with client_of(gateway) as client:
            statuses = [(await client.post(CHAT, json=body_for(CHAT))).status_code for _ in range(3)]
        assert server_errors(alarm, statuses) == expected


async def test_errors_of_clients_are_no_server_errors(alarms: Alarms) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Yes.")))
    wrong = {"authorization": "Bearer ctx_wrong"}
    async with client_of(gateway) as client:
        statuses = [(await client.post(CHAT, json=body_for(CHAT))).status_code for _ in range(21)]
        statuses.append((await client.post(CHAT, json=body_for(CHAT), headers=wrong)).status_code)
        statuses.append((await client.get("/v1/x")).status_code)
    assert {RateLimited.status, 401, 404} <= set(statuses)
    assert server_errors(alarms["ApiServerErrors"], statuses) == "OK"
