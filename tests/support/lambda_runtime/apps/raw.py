"""A bare ASGI app, for behaviour that frameworks do not have."""

from __future__ import annotations

import asyncio
from typing import Any

from mangum import Mangum


async def app(scope: Any, receive: Any, send: Any) -> None:
    match scope["path"]:
        case "/raise":
            raise RuntimeError("before anything was sent")
        case "/nothing":
            return
        case "/unfinished":
            await _start(send)
            await send({"type": "http.response.body", "body": b"half", "more_body": True})
            return
        case "/body-first":
            await send({"type": "http.response.body", "body": b"body"})
        case "/cancelled":
            await _start(send)
            await send({"type": "http.response.body", "body": b"half", "more_body": True})
            raise asyncio.CancelledError
        case "/receive":
            await _receive(receive, send)
        case "/after-the-end":
            await _start(send)
            await send({"type": "http.response.body", "body": b"whole"})
            print((await receive())["type"])
            print((await receive())["type"])
        case "/memoryview":
            await _start(send)
            await send({"type": "http.response.body", "body": memoryview(b"seen")})


async def _start(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})


async def _receive(receive: Any, send: Any) -> None:
    """Report what ``receive`` returns while the response is being written."""
    first = await receive()
    await _start(send)
    second = asyncio.ensure_future(receive())
    await asyncio.sleep(0.2)
    body = f"{first['type']} {len(first['body'])} {first['more_body']} {second.done()}"
    await send({"type": "http.response.body", "body": body.encode()})
    print(f"then {(await second)['type']}")


handler = Mangum(app, lifespan="off")
