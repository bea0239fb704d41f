"""The environment's life: init, snapshot, startup, work between events, shutdown."""

from __future__ import annotations

import asyncio
import json
import random

import httpx
import pytest

from tests.portal.lambda_runtime.conftest import Deploy
from tests.portal.lambda_runtime.front import get_event

SNAP_START = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


async def test_an_import_that_fails_is_told_and_ends_the_process(deploy: Deploy) -> None:
    deployed = await deploy("apps.import_fails.handler")
    assert await deployed.environment.exited() == 1
    assert deployed.api.init_fault is not None
    assert deployed.api.init_fault.type == "Runtime.InitError"
    assert "PORTAL_ROUTER_POOLS_JSON: not JSON at position 3" in deployed.api.init_fault.body["errorMessage"]
    assert deployed.api.calls == ["POST /init/error"]


@pytest.mark.parametrize(
    ("handler", "kind", "words"),
    [
        ("apps.nowhere.handler", "Runtime.ImportModuleError", "apps.nowhere"),
        ("apps.probe.nothing", "Runtime.HandlerNotFound", "nothing"),
        ("apps.probe.app", "Runtime.HandlerNotFound", "no Mangum object but FastAPI"),
        ("handler", "Runtime.InitError", "Empty module name"),
        ("apps.startup_fails.handler", "Runtime.StartupFailed", "PORTAL_SUPABASE_URL is missing"),
        ("apps.no_lifespan.strict", "Runtime.StartupFailed", "left its lifespan"),
    ],
)
async def test_an_init_that_fails_is_told(deploy: Deploy, handler: str, kind: str, words: str) -> None:
    deployed = await deploy(handler)
    assert await deployed.environment.exited() == 1
    assert deployed.api.init_fault is not None
    assert deployed.api.init_fault.type == kind
    assert words in deployed.api.init_fault.body["errorMessage"]
    assert deployed.api.polls == []


async def test_apps_without_a_lifespan_run(deploy: Deploy) -> None:
    assert (await (await deploy("apps.no_lifespan.handler")).client.get("/")).text == "fine"
    # SAM writes handlers with slashes, too.
    assert (await (await deploy("apps/no_lifespan.handler")).client.get("/")).text == "fine"


async def test_sigterm_ends_the_lifespan_and_the_process(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.client.get("/environment")
    await deployed.api.polled(2)
    deployed.environment.terminate()
    async with asyncio.timeout(3):
        assert await deployed.environment.exited() == 0
    assert deployed.environment.lines[-1] == "shutdown"


async def test_sigterm_lets_a_request_that_ends_soon_end(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.client.get("/environment")
    async with deployed.client.stream("GET", "/events?count=2&every=0.05") as response:
        deployed.environment.terminate()
        assert (await response.aread()).count(b"data:") == 2
    assert await deployed.environment.exited() == 0
    assert len(deployed.api.polls) == 2
    assert deployed.environment.lines[-1] == "shutdown"


async def test_sigterm_cuts_a_request_that_does_not(deploy: Deploy) -> None:
    deployed = await deploy()
    async with deployed.client.stream("GET", "/forever") as response:
        deployed.environment.terminate()
        with pytest.raises(httpx.RemoteProtocolError):
            await response.aread()
    async with asyncio.timeout(3):
        assert await deployed.environment.exited() == 0
    trailer = deployed.front.invocations[-1].trailer
    assert trailer is not None
    assert trailer.type == "Runtime.Shutdown"
    assert deployed.environment.lines[-1] == "shutdown"


async def test_a_runtime_api_that_is_gone_ends_the_process(deploy: Deploy) -> None:
    deployed = await deploy(extra={"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9"})
    assert await deployed.environment.exited() == 1
    assert deployed.environment.records("runtime.no_more_events")
    assert deployed.environment.lines.count("shutdown") == 1


async def test_snap_start_goes_through_the_snapshot_first(deploy: Deploy) -> None:
    deployed = await deploy("apps.snapshot.handler", extra=SNAP_START)
    deployed.api.restored.clear()
    await deployed.environment.printed("before: first")
    await asyncio.sleep(0.2)
    assert deployed.environment.lines == ["import", "before: last registered", "before: first registered"]
    assert deployed.api.calls == ["GET /restore/next"]
    deployed.api.restored.set()
    assert (await deployed.client.get("/")).json() == {"ok": True}
    after = deployed.environment.lines[3:]
    assert after[:3] == ["after: first registered", "after: last registered", "startup"]
    assert after[3] != f"drawn: {random.Random(1).random()}", "restores must not draw the same numbers"
    assert deployed.api.calls[:2] == ["GET /restore/next", "GET /invocation/next"]


@pytest.mark.parametrize(
    ("hook", "code", "calls"),
    [
        ("before", 64, ["POST /init/error"]),
        ("after", 65, ["GET /restore/next", "POST /restore/error"]),
        ("startup", 65, ["GET /restore/next", "POST /restore/error"]),
    ],
)
async def test_snap_start_hooks_that_fail_are_told(
    deploy: Deploy, hook: str, code: int, calls: list[str]
) -> None:
    deployed = await deploy("apps.snapshot.handler", extra={**SNAP_START, "FAILING_HOOK": hook})
    assert await deployed.environment.exited() == code
    assert deployed.api.calls == calls
    fault = deployed.api.init_fault or deployed.api.restore_fault
    assert fault is not None
    wanted = "Runtime.BeforeSnapshotError" if hook == "before" else "Runtime.AfterRestoreError"
    assert fault.type == wanted
    assert "fails" in fault.body["errorMessage"]


async def test_logs_are_json_and_printed_lines_are_out_at_once(deploy: Deploy) -> None:
    deployed = await deploy(extra={"AWS_LAMBDA_LOG_LEVEL": "INFO"})
    await deployed.environment.printed("startup")
    record = json.loads(await deployed.environment.printed("Application startup complete."))
    assert record["level"] == "INFO"
    assert record["logger"] == "mangum.lifespan"
    assert record["timestamp"].endswith("Z")


async def test_a_next_that_is_refused_ends_the_process(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.api.polled(1)
    deployed.api.refuse_next = 403
    await deployed.api.invoke(get_event("/sized")).ended.wait()
    assert await deployed.environment.exited() == 1
    assert "403" in deployed.environment.records("runtime.no_more_events")[-1]["stackTrace"]
