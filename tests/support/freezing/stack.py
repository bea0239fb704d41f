"""Built functions that a test freezes, and proxies before each of their peers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from portal.web.tls import client_context
from tests.support.artifacts.deployment import DeployedStack, RunningFunction
from tests.support.artifacts.requests import CHAT_PATH, MESSAGES, chat_headers
from tests.support.freezing.faulty_proxy import FaultyProxy
from tests.support.freezing.keep_alive import keeping_connections
from tests.support.freezing.wall_clock import WallClock
from tests.support.servers.asgi import serving


@dataclass
class Peers:
    """The proxies before the peers."""

    unkey: FaultyProxy
    supabase: FaultyProxy
    router: FaultyProxy
    sqs: FaultyProxy

    def named(self, name: str) -> FaultyProxy:
        proxy: FaultyProxy = getattr(self, name)
        return proxy

    def accepted(self) -> dict[str, int]:
        return {name: self.named(name).accepted for name in PEERS}

    def opened_since(self, accepted: dict[str, int]) -> set[str]:
        """Return the peers to which connections were opened since they had ``accepted`` as many."""
        return {name for name, count in self.accepted().items() if count > accepted[name]}


PEERS = ("unkey", "supabase", "router", "sqs")


@dataclass
class Measured:
    """A response, and the seconds until it was complete and until the environment could be frozen again."""

    response: httpx.Response
    answered_seconds: float
    done_seconds: float


class FreezableStack:
    """Functions that reach their peers through ``peers`` and run by ``clock``."""

    def __init__(self, deployed: DeployedStack, peers: Peers, clock: WallClock) -> None:
        self.deployed = deployed
        self.peers = peers
        self.clock = clock

    async def start(self, function: str, *, concurrency: int | None = None) -> RunningFunction:
        running = await self.deployed.start(function, extra=self.variables(), concurrency=concurrency)
        running.api.clock = self.clock
        return running

    def variables(self) -> dict[str, str]:
        peers = self.peers
        return {
            "PORTAL_SUPABASE_URL": peers.supabase.url,
            "PORTAL_UNKEY_BASE_URL": peers.unkey.url,
            "PORTAL_ROUTER_POOLS_JSON": json.dumps({"oss-20b": peers.router.url}),
            "PORTAL_USAGE_QUEUE_ENDPOINT": peers.sqs.url,
            **self.clock.variables,
        }

    @asynccontextmanager
    async def frozen(self, pid: int, seconds: float) -> AsyncIterator[None]:
        """Freeze a process for ``seconds`` of wall-clock time, of which its monotonic clock sees nothing.

        The process is stopped while the block runs.
        """
        os.kill(pid, signal.SIGSTOP)
        try:
            await _stopped(pid)
            self.clock.advance(seconds)
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


async def _stopped(pid: int) -> None:
    while _state_of(pid) != "T":  # noqa: ASYNC110 (the kernel tells nobody)
        await asyncio.sleep(0.001)


def _state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@asynccontextmanager
async def freezable_stack(
    deployed: DeployedStack, clock: WallClock, exit_stack: AsyncExitStack
) -> AsyncIterator[FreezableStack]:
    enter = exit_stack.enter_async_context
    peers = Peers(
        await enter(FaultyProxy(deployed.unkey_url)),
        await enter(FaultyProxy(deployed.supabase.url)),
        await enter(FaultyProxy(deployed.router.url)),
        await enter(
            FaultyProxy(await enter(serving(keeping_connections(deployed.aws.url), timeout_keep_alive=75)))
        ),
    )
    yield FreezableStack(deployed, peers, clock)


async def measured(running: RunningFunction, method: str, path: str, **request: Any) -> Measured:
    """Send one request and wait until the runtime asks for the next event."""
    tls = client_context()
    async with httpx.AsyncClient(base_url=running.url, verify=tls, trust_env=False, timeout=60) as http:
        started = time.monotonic()
        response = await http.request(method, path, **request)
        answered = time.monotonic()
    done = await running.api.polled_after(running.api_gateway.invocations[-1])
    return Measured(response, answered - started, done - started)


async def chat(running: RunningFunction, key: str, *, stream: bool = False) -> Measured:
    """Send a short chat request, measured."""
    body = {"model": "oss-20b", "messages": MESSAGES, "max_tokens": 2, "stream": stream}
    return await measured(running, "POST", CHAT_PATH, json=body, headers=chat_headers(key))
