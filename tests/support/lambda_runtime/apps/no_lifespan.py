"""An app without lifespan support, under Mangum's ``auto``."""

from __future__ import annotations

from typing import Any

from mangum import Mangum


async def app(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"fine"})


handler = Mangum(app)
strict = Mangum(app, lifespan="on")
