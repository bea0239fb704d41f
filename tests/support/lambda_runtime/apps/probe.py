"""A FastAPI app with a route for each behaviour of the runtime under test."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import BackgroundTasks, FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from mangum import Mangum

import portal
from portal.web.lifetime import deadline_of, run_after_response


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    print("startup")
    yield {"client": "created once", "requests": [], "loop": asyncio.get_running_loop()}
    print("shutdown")


app = FastAPI(lifespan=lifespan)
handler = Mangum(app, lifespan="on", exclude_headers=["X-Internal"])


@app.get("/environment")
async def environment(request: Request) -> dict[str, Any]:
    request.state.requests.append(1)
    context = request.scope["aws.context"]
    return {
        "portal": portal.__file__,
        "client": request.state.client,
        "requests": len(request.state.requests),
        "same_loop": request.state.loop is asyncio.get_running_loop(),
        "trace_id": os.environ.get("_X_AMZN_TRACE_ID"),
        "context": {
            "aws_request_id": context.aws_request_id,
            "function_name": context.function_name,
            "memory_limit_in_mb": context.memory_limit_in_mb,
            "invoked_function_arn": context.invoked_function_arn,
            "remaining": context.get_remaining_time_in_millis(),
            "trace_id": context.trace_id,
            "client_context": context.client_context,
            "identity": context.identity and vars(context.identity),
            "tenant_id": context.tenant_id,
        },
    }


@app.get("/events")
async def events(count: int = 10, every: float = 0.1, pad: int = 0) -> StreamingResponse:
    """Each event has its creation time in ``time.monotonic`` seconds (one clock for all processes)."""

    async def body() -> AsyncIterator[str]:
        try:
            for number in range(count):
                yield f"data: {json.dumps({'n': number, 'at': time.monotonic()})}{' ' * pad}\n\n"
                await asyncio.sleep(every)
        finally:
            print(f"events sent: {number + 1}")

    return StreamingResponse(body(), media_type="text/event-stream")


@app.get("/slow-to-first-byte")
async def slow_to_first_byte() -> StreamingResponse:
    async def body() -> AsyncIterator[bytes]:
        await asyncio.sleep(0.5)
        yield b"first byte"

    return StreamingResponse(body(), media_type="text/plain")


@app.get("/flood")
async def flood(megabytes: int) -> StreamingResponse:
    """Send as fast as the client reads, and print the progress."""

    async def body() -> AsyncIterator[bytes]:
        for number in range(megabytes):
            for _ in range(16):
                yield b"x" * 65_536
            print(f"flood: {number + 1} MB")

    return StreamingResponse(body(), media_type="application/octet-stream")


@app.post("/echo")
async def echo(request: Request) -> dict[str, Any]:
    body = await request.body()
    return {
        "method": request.method,
        "path": request.url.path,
        "query": request.query_params.multi_items(),
        "cookies": request.cookies,
        "client": request.client and request.client.host,
        "x-one": request.headers.get("x-one"),
        "length": len(body),
        "body": body[:100].decode(errors="replace"),
    }


@app.get("/headers")
async def headers() -> Response:
    response = JSONResponse({"ok": True})
    response.headers.append("x-many", "one")
    response.headers.append("x-many", "two")
    response.headers["x-single"] = "only"
    response.headers["x-internal"] = "not for customers"
    response.headers["connection"] = "keep-alive, x-hop"
    response.headers["x-hop"] = "by hop"
    response.headers["keep-alive"] = "timeout=5"
    response.set_cookie("session", "a b;c")
    response.set_cookie("theme", "dark")
    return response


@app.get("/header-of/{size}")
async def header_of(size: int) -> Response:
    return Response("body", headers={"x-large": "a" * size, "x-request-id": "req_0123456789"})


@app.get("/header-break")
async def header_break() -> Response:
    response = Response("body")
    response.raw_headers.append((b"x-bad", b"one\r\nset-cookie: stolen=1"))
    return response


@app.get("/no-content", status_code=204)
async def no_content() -> None:
    return None


@app.api_route("/sized", methods=["GET", "HEAD"])
async def sized() -> Response:
    return Response("0123456789", media_type="text/plain")


@app.get("/raise")
async def raise_before() -> None:
    raise RuntimeError("the router at http://10.0.0.1 refused")


@app.get("/raise-after/{count}")
async def raise_after(count: int) -> StreamingResponse:
    async def body() -> AsyncIterator[str]:
        for number in range(count):
            yield f"data: {number}\n\n"
        raise RuntimeError("the router at http://10.0.0.1 broke")

    return StreamingResponse(body(), media_type="text/event-stream")


@app.get("/background")
async def background(tasks: BackgroundTasks, seconds: float, fails: bool = False) -> dict[str, bool]:
    async def work() -> None:
        await asyncio.sleep(seconds)
        print(f"background done at {time.monotonic()}")
        if fails:
            raise RuntimeError("in the background")

    tasks.add_task(work)
    return {"ok": True}


@app.get("/after-response")
async def after(request: Request, seconds: float) -> dict[str, bool]:
    async def failing() -> None:
        raise RuntimeError("the first work fails")

    async def work() -> None:
        await asyncio.sleep(seconds)
        print(f"work done at {time.monotonic()}")

    run_after_response(request.scope, failing)
    return {"accepted": run_after_response(request.scope, work)}


@app.get("/deadline")
async def deadline(request: Request) -> dict[str, float | None]:
    ends_at = deadline_of(request.scope)
    return {"remaining": ends_at and ends_at - time.monotonic()}


@app.get("/until-deadline")
async def until_deadline(request: Request, margin: float) -> StreamingResponse:
    """Ends with an in-band error ``margin`` seconds before the deadline."""
    ends_at = deadline_of(request.scope)
    assert ends_at is not None

    async def body() -> AsyncIterator[str]:
        try:
            async with asyncio.timeout(ends_at - time.monotonic() - margin):
                while True:
                    yield "data: more\n\n"
                    await asyncio.sleep(0.05)
        except TimeoutError:
            yield 'data: {"error": "deadline"}\n\n'

    return StreamingResponse(body(), media_type="text/event-stream")


@app.get("/forever")
async def forever(start: bool = True) -> StreamingResponse:
    """Ignores the deadline; prints when it is cancelled."""

    async def body() -> AsyncIterator[str]:
        try:
            while True:
                yield "data: more\n\n"
                await asyncio.sleep(0.05)
        finally:
            print(f"forever cancelled at {time.monotonic()}")

    if not start:
        await asyncio.sleep(3600)
    return StreamingResponse(body(), media_type="text/event-stream")


@app.get("/stubborn")
async def stubborn() -> StreamingResponse:
    """Ignores its cancellation."""

    async def body() -> AsyncIterator[str]:
        yield "data: started\n\n"
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                print("cancellation ignored")

    return StreamingResponse(body(), media_type="text/event-stream")
