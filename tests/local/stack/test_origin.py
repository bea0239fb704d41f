"""Gateway and control plane share one address."""

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
        log.append(f"{name} starts")
        yield
        log.append(f"{name} stops")

    application = FastAPI(lifespan=lifespan)

    @application.get("/{path:path}")
    async def answer(path: str) -> dict[str, str]:
        return {"app": name, "path": f"/{path}"}

    return application


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/portal", "control plane"),
        ("/portal/", "control plane"),
        ("/portal/me", "control plane"),
        ("/portals", "gateway"),
        ("/v1/portal/me", "gateway"),
        ("/health", "gateway"),
    ],
)
async def test_path_selects_the_app_and_is_unchanged(path: str, expected: str) -> None:
    transport = httpx.ASGITransport(Origin(app("gateway"), app("control plane")))
    async with httpx.AsyncClient(transport=transport, base_url="http://local") as client:
        assert (await client.get(path)).json() == {"app": expected, "path": path}


async def test_both_apps_start_and_stop() -> None:
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
    assert log == ["gateway starts", "control plane starts", "control plane stops", "gateway stops"]
