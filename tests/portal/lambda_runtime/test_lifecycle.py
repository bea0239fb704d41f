"""The life cycle of the process: init, snapshot, startup, shutdown."""

from __future__ import annotations

import asyncio
import json
import random

import httpx
import pytest

from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.deployments import Deploy

SNAP_START = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


async def test_failed_import_is_reported_and_exits(deploy: Deploy) -> None:
    deployed = await deploy("apps.import_fails.handler")
    assert await deployed.environment.exited() == 1
    assert deployed.api.init_error is not None
    assert deployed.api.init_error.type == "Runtime.InitError"
    assert "PORTAL_ROUTER_POOLS_JSON: not JSON at position 3" in deployed.api.init_error.body["errorMessage"]
    assert deployed.api.calls == ["POST /init/error"]


@pytest.mark.parametrize(
    ("handler", "error_type", "message"),
    [
        ("apps.nowhere.handler", "Runtime.ImportModuleError", "apps.nowhere"),
        ("apps.probe.nothing", "Runtime.HandlerNotFound", "nothing"),
        ("apps.probe.app", "Runtime.HandlerNotFound", "not a Mangum object but FastAPI"),
        ("handler", "Runtime.InitError", "Empty module name"),
        ("apps.startup_fails.handler", "Runtime.StartupFailed", "PORTAL_SUPABASE_URL is missing"),
        ("apps.no_lifespan.strict", "Runtime.StartupFailed", "left its lifespan"),
    ],
)
async def test_failed_init_is_reported(deploy: Deploy, handler: str, error_type: str, message: str) -> None:
    deployed = await deploy(handler)
    assert await deployed.environment.exited() == 1
    assert deployed.api.init_error is not None
    assert deployed.api.init_error.type == error_type
    assert message in deployed.api.init_error.body["errorMessage"]
    assert deployed.api.polls == []


async def test_apps_without_a_lifespan_are_served(deploy: Deploy) -> None:
    assert (await (await deploy("apps.no_lifespan.handler")).client.get("/")).text == "fine"
    # SAM also allows slashes in handlers.
    assert (await (await deploy("apps/no_lifespan.handler")).client.get("/")).text == "fine"


async def test_sigterm_runs_the_shutdown_and_exits(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.client.get("/environment")
    await deployed.api.polled(2)
    deployed.environment.terminate()
    async with asyncio.timeout(3):
        assert await deployed.environment.exited() == 0
    assert deployed.environment.lines[-1] == "shutdown"


async def test_sigterm_waits_for_a_short_request(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.client.get("/environment")
    async with deployed.client.stream("GET", "/events?count=2&every=0.05") as response:
        deployed.environment.terminate()
        assert (await response.aread()).count(b"data:") == 2
    assert await deployed.environment.exited() == 0
    assert len(deployed.api.polls) == 2
    assert deployed.environment.lines[-1] == "shutdown"


async def test_sigterm_cuts_a_long_request(deploy: Deploy) -> None:
    deployed = await deploy()
    async with deployed.client.stream("GET", "/forever") as response:
        deployed.environment.terminate()
        with pytest.raises(httpx.RemoteProtocolError):
            await response.aread()
    async with asyncio.timeout(3):
        assert await deployed.environment.exited() == 0
    trailer = deployed.gateway.invocations[-1].trailer
    assert trailer is not None
    assert trailer.type == "Runtime.Shutdown"
    assert deployed.environment.lines[-1] == "shutdown"


async def test_unreachable_runtime_api_exits(deploy: Deploy) -> None:
    deployed = await deploy(extra={"AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9"})
    assert await deployed.environment.exited() == 1
    assert deployed.environment.records("runtime.polling_failed")
    assert deployed.environment.lines.count("shutdown") == 1


async def test_snap_start_runs_hooks_around_the_snapshot(deploy: Deploy) -> None:
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
async def test_failed_snap_start_hook_is_reported(
    deploy: Deploy, hook: str, code: int, calls: list[str]
) -> None:
    deployed = await deploy("apps.snapshot.handler", extra={**SNAP_START, "FAILING_HOOK": hook})
    assert await deployed.environment.exited() == code
    assert deployed.api.calls == calls
    error = deployed.api.init_error or deployed.api.restore_error
    assert error is not None
    expected = "Runtime.BeforeSnapshotError" if hook == "before" else "Runtime.AfterRestoreError"
    assert error.type == expected
    assert "fails" in error.body["errorMessage"]


async def test_logs_are_json_and_flushed_per_line(deploy: Deploy) -> None:
    deployed = await deploy(extra={"AWS_LAMBDA_LOG_LEVEL": "INFO"})
    await deployed.environment.printed("startup")
    record = json.loads(await deployed.environment.printed("Application startup complete."))
    assert record["level"] == "INFO"
    assert record["logger"] == "mangum.lifespan"
    assert record["timestamp"].endswith("Z")


async def test_rejected_next_exits(deploy: Deploy) -> None:
    deployed = await deploy()
    await deployed.api.polled(1)
    deployed.api.reject_next = 403
    await deployed.api.invoke(get_event("/sized")).ended.wait()
    assert await deployed.environment.exited() == 1
    assert "403" in deployed.environment.records("runtime.polling_failed")[-1]["stackTrace"]
