"""Measure the cost of the streaming Lambda runtime: ``python -m benchmarks.lambda_runtime``.

The runtime runs as a process of its own behind the Runtime API and API Gateway servers of its tests; the
floor is the same app under uvicorn. Requests to the two alternate, so that both run under the same load.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from scripts.lambda_python import VERSION
from tests.support.lambda_runtime.api_gateway import ApiGateway
from tests.support.lambda_runtime.execution_environment import (
    ExecutionEnvironment,
    Layout,
    lambda_interpreter,
    lay_out,
)
from tests.support.lambda_runtime.floor import Floor
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer
from tests.support.lambda_runtime.timing import event_lags, first_byte, percentile, whole

REQUESTS = 300
STREAMS = 32


async def main() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        layout = lay_out(Path(folder), lambda_interpreter())
        return {
            "python": VERSION,
            "import_ms": _imports(layout),
            **await _one_at_a_time(layout),
            **await _concurrent(layout),
        }


def _imports(layout: Layout) -> dict[str, float]:
    """Return import times in milliseconds: the minimum of eleven processes, with compiled byte code."""
    floor = "import fastapi, mangum"
    return {
        "fastapi and mangum": round(_import(layout, floor, "pass"), 1),
        "the runtime on top": round(_import(layout, floor, "import portal.lambda_runtime.process.run"), 1),
    }


def _import(layout: Layout, before: str, measured: str) -> float:
    script = "import time; {}; t = time.perf_counter(); {}; print((time.perf_counter() - t) * 1000)"
    source = script.format("pass", before) if measured == "pass" else script.format(before, measured)
    argv = [str(layout.interpreter.path), "-c", source]
    variables = {"PYTHONPATH": str(layout.layer), "PATH": os.defpath}
    runs = [subprocess.check_output(argv, env=variables, text=True) for _ in range(11)]
    return min(map(float, runs))


async def _one_at_a_time(layout: Layout) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        api = await enter(RuntimeApiServer())
        front = await enter(ApiGateway(api))
        await enter(ExecutionEnvironment(layout, "apps.probe.handler", api.address))
        floor = await enter(Floor(layout))
        of_runtime, of_uvicorn = [], []
        for _ in range(REQUESTS + 20):
            of_runtime.append(await first_byte(f"{front.url}/events?count=1&every=0"))
            await api.polled_after(front.invocations[-1])
            of_uvicorn.append(await first_byte(f"{floor.url}/events?count=1&every=0"))
        paced = "/events?count=500&every=0.01"
        lags = {
            "runtime": await event_lags(front.url + paced),
            "uvicorn": await event_lags(floor.url + paced),
        }
        unpaced = 20_000 / await whole(f"{front.url}/events?count=20000&every=0")
    return {
        "first_byte_ms": {"runtime": _percentiles(of_runtime[20:]), "uvicorn": _percentiles(of_uvicorn[20:])},
        "event_lag_ms": {name: _percentiles(values) for name, values in lags.items()},
        "events_per_second_unpaced": round(unpaced),
    }


async def _concurrent(layout: Layout) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        api = await enter(RuntimeApiServer(concurrent=True))
        front = await enter(ApiGateway(api))
        extra = {"AWS_LAMBDA_MAX_CONCURRENCY": str(STREAMS)}
        environment = await enter(ExecutionEnvironment(layout, "apps.probe.handler", api.address, extra))
        await api.polled(STREAMS)
        await first_byte(f"{front.url}/events?count=1&every=0")
        url = f"{front.url}/events?count=10&every=0.1"
        loop = asyncio.get_running_loop()
        started = loop.time()
        await asyncio.gather(*[whole(url) for _ in range(STREAMS)])
        elapsed = loop.time() - started
        resident = _resident_mb(environment.pid)
    return {
        "concurrent": {
            "streams_of_1_s": STREAMS,
            "total_s": round(elapsed, 3),
            "resident_mb": resident,
        }
    }


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return round(found / 1024, 1)


def _percentiles(seconds: list[float]) -> dict[str, float]:
    return {f"p{share * 100:.0f}": round(percentile(seconds, share) * 1000, 3) for share in (0.1, 0.5, 0.99)}


if __name__ == "__main__":
    json.dump(asyncio.run(main()), sys.stdout, indent=2)
    sys.stdout.write("\n")
