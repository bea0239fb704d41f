"""Several gateway processes over one Unkey and one policy."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.support.keys.gateway_process import ADMISSIONS
from tests.support.keys.unkey_service import GATEWAY_ROOT_KEY
from tests.support.servers.asgi import serving

REPOSITORY = Path(__file__).parents[3]


class PolicyServer:
    """PostgREST with the function ``policy_snapshot``, whose revoked keys the test sets."""

    def __init__(self) -> None:
        self.revoked: list[str] = []
        self.suspended: list[str] = []
        self.fetches = 0
        path = "/rest/v1/rpc/policy_snapshot"
        self.app = Starlette(routes=[Route(path, self._answer, methods=["POST"])])

    async def _answer(self, _: Request) -> Response:
        self.fetches += 1
        model: dict[str, Any] = {"alias": "oss-20b", "pool": "oss-20b", "state": "active"}
        return JSONResponse(
            {
                "models": [model],
                "pools": [],
                "plans": [{"id": "free", "models": None}],
                "organization_models": [],
                "suspended_organizations": self.suspended,
                "over_quota_allowances": [],
                "blocked_keys": self.revoked,
                "database_time": datetime.now(UTC).isoformat(),
            }
        )


class GatewayFleet:
    """``urls`` are the addresses of the gateways, ``policy_url`` that of their database."""

    def __init__(
        self, urls: list[str], client: httpx.AsyncClient, policy: PolicyServer, policy_url: str
    ) -> None:
        self.urls = urls
        self.policy = policy
        self.policy_url = policy_url
        self._client = client

    async def ask(self, gateway: int, secret: str) -> int:
        """Return the status of one inference request."""
        answer = await self._client.post(
            f"{self.urls[gateway]}/v1/chat/completions",
            content=b'{"model":"oss-20b","messages":[{"role":"user","content":"Hello?"}]}',
            headers={"authorization": f"Bearer {secret}", "content-type": "application/json"},
        )
        return answer.status_code

    async def admissions(self, gateway: int, key_id: str) -> list[float]:
        """Return when a gateway admitted requests of a key, in unix seconds."""
        answer = await self._client.get(self.urls[gateway] + ADMISSIONS)
        return sorted(at for key, at in answer.json() if key == key_id)


@asynccontextmanager
async def fleet(
    unkey_url: str, gateways: int, *, table_url: str | None = None
) -> AsyncIterator[GatewayFleet]:
    """Yield running gateways; with ``table_url`` they read the policy that is published there."""
    policy = PolicyServer()
    async with AsyncExitStack() as stack:
        policy_url = await stack.enter_async_context(serving(policy.app))
        started = [_gateway_process(unkey_url, policy_url, table_url) for _ in range(gateways)]
        urls = await asyncio.gather(*(stack.enter_async_context(process) for process in started))
        client = await stack.enter_async_context(
            httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=100))
        )
        yield GatewayFleet(urls, client, policy, policy_url)


@asynccontextmanager
async def _gateway_process(unkey_url: str, policy_url: str, table_url: str | None) -> AsyncIterator[str]:
    table = () if table_url is None else ("--table-url", table_url)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.support.keys.gateway_process", "--unkey-url", unkey_url),
        *("--root-key", GATEWAY_ROOT_KEY, "--policy-url", policy_url, *table),
        stdout=asyncio.subprocess.PIPE,
        cwd=REPOSITORY,
        env={"PYTHONPATH": f"{REPOSITORY}:{REPOSITORY / 'layers/shared'}", "PATH": "/usr/bin:/bin"},
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            line = await process.stdout.readline()
        assert line, "the gateway did not start"
        yield line.decode().strip()
    finally:
        process.terminate()
        try:
            async with asyncio.timeout(10):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
