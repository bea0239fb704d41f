"""Faults drawn from a seed: processes are killed or paused, and routers drop connections."""

from __future__ import annotations

import asyncio
import random
import time

import httpx

from portal.usage.batching import BATCH_SECONDS, DELIVERY_SECONDS
from tests.support.product.processes import ProductProcess, ProductProcesses


class FaultInjector:
    """Injects one fault after the other. ``gateway_kills`` has the monotonic time of each gateway kill."""

    def __init__(self, processes: ProductProcesses, random_source: random.Random) -> None:
        self._processes = processes
        self._random = random_source
        self.gateway_kills: list[float] = []

    async def run(self, seconds: float) -> None:
        """Inject each fault at least once, then random ones, until ``seconds`` have passed."""
        deadline = time.monotonic() + seconds
        repeatable = [
            self._kill_gateway,
            self._kill_worker,
            self._kill_queue,
            self._pause_queue,
            self._pause_supabase,
            self._break_routers,
        ]
        required = [*repeatable, self._kill_supabase, self._kill_gateway]
        self._random.shuffle(required)
        while time.monotonic() < deadline or required:
            await asyncio.sleep(self._random.uniform(0.5, 2.0))
            inject = required.pop() if required else self._random.choice(repeatable)
            await inject()

    async def _kill_gateway(self) -> None:
        self.gateway_kills.append(time.monotonic())
        await _restart(self._processes.api)

    async def _kill_worker(self) -> None:
        await _restart(self._processes.worker)

    async def _kill_queue(self) -> None:
        await _restart(self._processes.queue)
        # So long the gateway holds what it could not send; then it logs it. A kill before that would lose it.
        await asyncio.sleep(BATCH_SECONDS + DELIVERY_SECONDS)

    async def _kill_supabase(self) -> None:
        await _restart(self._processes.supabase)

    async def _pause_queue(self) -> None:
        # Longer than the gateway waits: events are logged as unsent, some of them although they arrive later.
        await self._pause(self._processes.queue)

    async def _pause_supabase(self) -> None:
        await self._pause(self._processes.supabase)

    async def _break_routers(self) -> None:
        """Let routers drop connections, before the first text or after it."""
        await set_router_behaviour(self._processes, drop_after_tokens=self._random.choice([0, 5]))
        await asyncio.sleep(self._random.uniform(0.5, 2.0))
        await set_router_behaviour(self._processes)

    async def _pause(self, process: ProductProcess) -> None:
        process.pause()
        await asyncio.sleep(self._random.uniform(0.5, 4.0))
        process.resume()


async def set_router_behaviour(processes: ProductProcesses, **changes: int) -> None:
    """Let the routers respond fast, except for ``changes``."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        behaviour = {"first_byte_delay_ms": 20, "token_delay_ms": 5, **changes}
        answer = await http.put(f"{processes.addresses.router_url}/_sim/behaviour", json=behaviour)
        answer.raise_for_status()


async def _restart(process: ProductProcess) -> None:
    await asyncio.to_thread(process.kill)
    process.start()
    await asyncio.to_thread(process.wait_until_ready)
