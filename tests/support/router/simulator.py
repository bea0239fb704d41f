"""A client of the router simulator on a real socket, because some of its switches drop connections."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson

from local.simulator.app import DEFAULT_KEY, ModelBackend, Simulator
from tests.support.servers.asgi import serving

PROMPT = {"prompt": "Why is the sky blue?"}
NO_DELAY = {"first_byte_delay_ms": 0, "token_delay_ms": 0}
COMPLETIONS = "/api/v3/completions/11"


@asynccontextmanager
async def simulated_router(model: ModelBackend | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """Serve a simulator, with ``model`` behind it; yield a client that sends its key."""
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator(upstream=model).app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers, timeout=5) as client,
    ):
        yield client


async def set_behaviour(router: httpx.AsyncClient, **switches: Any) -> None:
    """Set the switches; those that are not named have their defaults, but for the delays, which are 0."""
    (await router.put("/_sim/behaviour", json={**NO_DELAY, **switches})).raise_for_status()


async def stream_frames(router: httpx.AsyncClient, **body: Any) -> list[Any]:
    """Return the frames of a streamed answer to PROMPT, parsed but for ``[DONE]``."""
    answer = await router.post(COMPLETIONS, json={**PROMPT, "stream": True, **body})
    assert answer.headers["content-type"].startswith("text/event-stream")
    data = [line[6:] for line in answer.text.splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else orjson.loads(line) for line in data]


def joined_text(frames: list[Any]) -> str:
    return "".join(frame["choices"][0]["text"] for frame in frames if frame != "[DONE]")
