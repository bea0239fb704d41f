"""Sends the requests of a plan through one contender, and prints what its clients saw.

Standard library only, like ``plan``.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from benchmarks.pool_contenders.plan import TOKENS, Plan

Ask = Callable[[], AsyncGenerator[str, None]]
"""Send one request; yield its text as it arrives, a whole answer at once. Raises whatever went wrong."""

_SEED = 16


@dataclass
class Clients:
    """``ask`` is the contender. Requests of the warm-up do not count."""

    plan: Plan
    ask: Ask
    ttft: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    async def run(self) -> dict[str, Any]:
        """Warm up on healthy routers, break them, and measure."""
        await self._set_routers(broken=False)
        await self._closed(self.plan.warm_up)
        await asyncio.sleep(3)
        await self._set_routers(broken=True)
        self.ttft.clear()
        self.errors.clear()
        started = time.perf_counter()
        if self.plan.arrivals_per_second is None:
            await self._closed(self.plan.requests)
        else:
            await self._open(self.plan.requests, self.plan.arrivals_per_second)
        return {
            "requests": self.plan.requests,
            "errors": self.errors.total(),
            "kinds": dict(self.errors.most_common(3)),
            "p50": _percentile(self.ttft, 0.5),
            "p95": _percentile(self.ttft, 0.95),
            "worst": _percentile(self.ttft, 1.0),
            "seconds": round(time.perf_counter() - started, 1),
        }

    async def _closed(self, requests: int) -> None:
        left = iter(range(requests))

        async def connection() -> None:
            for _ in left:
                await self._request()

        await asyncio.gather(*(connection() for _ in range(self.plan.connections)))

    async def _open(self, requests: int, per_second: float) -> None:
        rng = random.Random(_SEED)
        running = []
        for _ in range(requests):
            await asyncio.sleep(rng.expovariate(per_second))
            running.append(asyncio.create_task(self._request()))
        await asyncio.gather(*running)

    async def _request(self) -> None:
        case = self.plan.case
        started, first, text = time.perf_counter(), None, ""
        try:
            async with asyncio.timeout(case.patience_seconds or case.deadline_seconds):
                async with aclosing(self.ask()) as pieces:
                    async for piece in pieces:
                        if piece and first is None:
                            first = time.perf_counter()
                        text += piece
        except TimeoutError:
            self.errors["left" if case.patience_seconds else "deadline"] += 1
        except Exception as error:  # noqa: BLE001 (each contender raises its own)
            self.errors[type(error).__name__] += 1
        else:
            if first is None or not text:
                self.errors["empty"] += 1
            else:
                self.ttft.append((first - started) * 1000)

    async def _set_routers(self, *, broken: bool) -> None:
        for router, url in enumerate(self.plan.router_urls):
            await asyncio.to_thread(_put, f"{url}/_sim/behaviour", self.plan.behaviour(router, broken=broken))


def _put(url: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(url, json.dumps(body).encode(), method="PUT")
    with urllib.request.urlopen(request, timeout=5):
        pass


def _percentile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def read_plan() -> Plan:
    """Return the plan that the program was started with."""
    return Plan.from_json(sys.argv[1])


def print_result(result: dict[str, Any]) -> None:
    print(json.dumps(result), flush=True)


PROMPT = "Why is the sky blue?"
MAX_TOKENS = TOKENS
