"""One address, two applications."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from local.stack.origin import Origin

log: list[str] = []


def app(name: str) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        log.append(f"{name} begins")
        yield
        log.append(f"{name} ends")

    made = FastAPI(lifespan=lifespan)

    @made.get("/{path:path}")
    async def answer(path: str) -> dict[str, str]:
        return {"app": name, "path": f"/{path}"}

    return made


@pytest.mark.parametrize(
    ("path", "answering"),
    [
        ("/portal", "control plane"),
        ("/portal/", "control plane"),
        ("/portal/me", "control plane"),
        ("/portals", "gateway"),
        ("/v1/portal/me", "gateway"),
        ("/health", "gateway"),
    ],
)
async def test_the_path_decides_and_stays_whole(path: str, answering: str) -> None:
    transport = httpx.ASGITransport(Origin(app("gateway"), app("control plane")))
    async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
        assert (await client.get(path)).json() == {"app": answering, "path": path}


async def test_both_begin_and_both_end() -> None:
    log.clear()
    origin = Origin(app("gateway"), app("control plane"))
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await origin({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert log == ["gateway begins", "control plane begins", "control plane ends", "gateway ends"]
