"""A model server behind the simulator answers instead of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest

from local.simulator.model_server import ModelServer
from tests.support.router.simulator import COMPLETIONS, PROMPT, joined_text, simulated_router, stream_frames


async def test_chat_prompt_is_forwarded_to_model_server() -> None:
    chunks: list[dict[str, Any]] = [
        {"choices": [{"delta": {"role": "assistant", "content": ""}}]},
        {"choices": [{"delta": {"content": "Hello"}}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}},
    ]
    received: list[Any] = []

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        received.append(orjson.loads(request.content))
        if received[-1].get("stream"):
            body = b"".join(b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks)
            return httpx.Response(200, content=body + b"data: [DONE]\n\n")
        message = {"message": {"content": "Hello"}, "finish_reason": "stop"}
        return httpx.Response(200, json={"choices": [message], "usage": chunks[-1]["usage"]})

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    async with simulated_router(upstream) as router:
        whole = (await router.post(COMPLETIONS, json={**PROMPT, "max_tokens": 5})).json()
        frames = await stream_frames(router)
    assert whole["choices"][0]["text"] == joined_text(frames) == "Hello"
    assert frames[-1] == "[DONE]"
    assert received[0] == {
        "model": "tiny",
        "messages": [{"role": "user", "content": PROMPT["prompt"]}],
        "max_tokens": 5,
        "stream": False,
    }


async def test_raw_prompt_is_forwarded_without_chat_template() -> None:
    received: list[httpx.Request] = []

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        received.append(request)
        if orjson.loads(request.content).get("stream"):
            chunk = {"choices": [{"text": "Hello", "finish_reason": "stop"}]}
            return httpx.Response(200, content=b"data: " + orjson.dumps(chunk) + b"\n\ndata: [DONE]\n\n")
        return httpx.Response(200, json={"choices": [{"text": "Hello", "finish_reason": "length"}]})

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    async with simulated_router(upstream) as router:
        raw = {**PROMPT, "prompt_type": 1, "seed": 7}
        whole = (await router.post(COMPLETIONS, json=raw)).json()
        frames = await stream_frames(router, **raw)
    assert whole["choices"][0]["text"] == joined_text(frames) == "Hello"
    assert whole["choices"][0]["finish_reason"] == "length"
    assert [request.url.path for request in received] == ["/v1/completions"] * 2
    body = orjson.loads(received[0].content)
    assert body == {"model": "tiny", "prompt": PROMPT["prompt"], "seed": 7, "stream": False}


async def test_failing_model_server_drops_the_stream() -> None:
    async def failing_stream() -> AsyncIterator[bytes]:
        yield b'data: {"choices": [{"delta": {"content": "Hel"}}]}\n\n'
        raise httpx.ReadError("connection lost")

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        return httpx.Response(200, content=failing_stream())

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    async with simulated_router(upstream) as router:
        with pytest.raises(httpx.RemoteProtocolError):
            await stream_frames(router)
