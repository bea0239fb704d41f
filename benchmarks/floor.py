"""The floor: an ASGI proxy with the fastest Python HTTP client that only forwards bytes.

The gateway's cost above the floor is the cost of its work: keys, limits, policy, dialects, metering.
"""

from __future__ import annotations

import os

import aiohttp

from portal.web.types import Receive, Scope, Send

UPSTREAM = os.environ.get("BENCH_UPSTREAM", "")
HEADERS = {"content-type": "application/json"}
SESSIONS: dict[str, aiohttp.ClientSession] = {}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            SESSIONS["one"] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
            )
            await send({"type": "lifespan.startup.complete"})
        await SESSIONS["one"].close()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    async with SESSIONS["one"].post(UPSTREAM + scope["path"], data=body, headers=HEADERS) as answer:
        content_type = answer.headers["content-type"].encode()
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": [(b"content-type", content_type)],
            }
        )
        async for chunk in answer.content.iter_any():
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
