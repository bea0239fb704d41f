"""A simulated router that also answers in OpenAI's chat format, with the same faults.

``POST /v1/chat/completions`` is answered by the router's own completions, frame by frame.
Run: ``python -m benchmarks.pool_contenders.router PORT``.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import orjson

from benchmarks.pool_contenders.plan import SESSIONS
from local.simulator.app import Simulator
from local.simulator.listening import serve
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

KEY = "bench-router-key"

_CHAT, _COMPLETIONS = "/v1/chat/completions", "/api/v3/completions"
_DATA = b"data: "


def with_chat(app: ASGIApp) -> ASGIApp:
    """Return ``app`` with the chat route. A request fits into one ASGI message, and so does every frame."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != _CHAT:
            await app(scope, receive, send)
            return
        first: Message | None = await receive()

        async def receive_prompt() -> Message:
            nonlocal first
            if first is None:
                return await receive()
            message, first = first, None
            return {**message, "body": orjson.dumps(_prompt(orjson.loads(message["body"])))}

        async def send_chat(message: Message) -> None:
            if message.get("body"):
                message = {**message, "body": _as_chat(message["body"])}
            if message["type"] == "http.response.start":
                headers = [pair for pair in message["headers"] if pair[0] != b"content-length"]
                message = {**message, "headers": headers}
            await send(message)

        scope = {**scope, "path": _COMPLETIONS, "raw_path": _COMPLETIONS.encode()}
        await app(scope, receive_prompt, send_chat)

    return wrapped


def _prompt(chat: dict[str, Any]) -> dict[str, Any]:
    names = ("stream", "max_tokens", "session_id")
    kept = {name: chat[name] for name in names if name in chat}
    return {**kept, "prompt": chat["messages"][-1]["content"]}


def _as_chat(body: bytes) -> bytes:
    if not body.startswith(_DATA):
        answer = orjson.loads(body) if body.endswith(b"}") else {}
        return orjson.dumps(_chat_body(answer, "message")) if "choices" in answer else body
    return b"".join(_chat_frame(frame) for frame in body.strip().split(b"\n\n"))


def _chat_frame(frame: bytes) -> bytes:
    data = frame.removeprefix(_DATA)
    if data != b"[DONE]":
        data = orjson.dumps(_chat_body(orjson.loads(data), "delta"))
    return _DATA + data + b"\n\n"


def _chat_body(completion: dict[str, Any], part: str) -> dict[str, Any]:
    (choice,) = completion["choices"]
    content = {"role": "assistant", "content": choice["text"]}
    kind = "chat.completion.chunk" if part == "delta" else "chat.completion"
    return {
        **completion,
        "object": kind,
        "choices": [{"index": 0, part: content, "finish_reason": choice["finish_reason"]}],
    }


if __name__ == "__main__":
    simulator = Simulator(KEY, sessions=SESSIONS)
    asyncio.run(serve(simulator, int(sys.argv[1]), around=with_chat))
