"""The simulator speaks the router's shapes, and each of its switches does what it says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest

from local.simulator.app import DEFAULT_KEY, Simulator
from local.simulator.behaviour import Behaviour
from local.simulator.model_server import ModelServer
from tests.functions.gateway.serving import serving

PROMPT = {"prompt": "Why is the sky blue?"}
AT_ONCE = {"first_byte_delay_ms": 0, "token_delay_ms": 0}
COMPLETIONS = "/api/v3/completions/11"


@pytest.fixture
async def router() -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator().app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers, timeout=5) as client,
    ):
        await behave(client)
        yield client


async def behave(router: httpx.AsyncClient, **switches: Any) -> None:
    (await router.put("/_sim/behaviour", json={**AT_ONCE, **switches})).raise_for_status()


async def streamed(router: httpx.AsyncClient, **body: Any) -> list[Any]:
    answer = await router.post(COMPLETIONS, json={**PROMPT, "stream": True, **body})
    assert answer.headers["content-type"].startswith("text/event-stream")
    data = [line[6:] for line in answer.text.splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else orjson.loads(line) for line in data]


def text_of(frames: list[Any]) -> str:
    return "".join(frame["choices"][0]["text"] for frame in frames if frame != "[DONE]")


async def read_into(received: list[str], router: httpx.AsyncClient, read_seconds: float = 5) -> None:
    timeout = httpx.Timeout(5, read=read_seconds)
    body = {**PROMPT, "stream": True}
    async with router.stream("POST", COMPLETIONS, json=body, timeout=timeout) as answer:
        async for text in answer.aiter_text():
            received.append(text)  # noqa: PERF401 (what came before the failure must be kept)


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
@pytest.mark.parametrize("session", ["", "/11"])
async def test_every_completion_route_answers(router: httpx.AsyncClient, version: str, session: str) -> None:
    answer = (await router.post(f"/api/{version}/completions{session}", json=PROMPT)).json()
    assert answer["object"] == "text_completion"
    assert "sky" in answer["choices"][0]["text"].lower() or "blue" in answer["choices"][0]["text"].lower()
    assert answer["usage"]["prompt_tokens"] == 5


async def test_the_same_prompt_has_the_same_answer_whole_or_streamed(router: httpx.AsyncClient) -> None:
    whole = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    frames = await streamed(router)
    assert text_of(frames) == whole
    assert frames[-1] == "[DONE]"
    assert frames[-2]["choices"][0]["finish_reason"] == "stop"
    assert frames[-2]["usage"]["completion_tokens"] == len(frames) - 2
    other = await router.post(COMPLETIONS, json={"prompt": "What is a router?"})
    assert other.json()["choices"][0]["text"] != whole


async def test_max_tokens_and_stop_strings_end_the_text(router: httpx.AsyncClient) -> None:
    short = (await router.post(COMPLETIONS, json={**PROMPT, "max_tokens": 3})).json()
    assert short["choices"][0]["finish_reason"] == "length"
    assert short["usage"]["completion_tokens"] == 3
    stopped = (await router.post(COMPLETIONS, json={**PROMPT, "stop": "."})).json()["choices"][0]
    assert stopped["finish_reason"] == "stop"
    assert "." not in stopped["text"]


async def test_a_wrong_key_is_refused_everywhere(router: httpx.AsyncClient) -> None:
    wrong = {"authorization": "Bearer wrong"}
    for path in ("info", "status", "miners", "sessions", "sessions/11"):
        assert (await router.get(f"/api/v1/{path}")).status_code == 200
        assert (await router.get(f"/api/v1/{path}", headers=wrong)).status_code == 401
    assert (await router.post(COMPLETIONS, json=PROMPT, headers=wrong)).status_code == 401


async def test_the_inventory_has_the_routers_shape(router: httpx.AsyncClient) -> None:
    info = (await router.get("/api/v1/info")).json()
    sessions = (await router.get("/api/v1/sessions")).json()
    assert info["node_stats"]["total_count"] == len((await router.get("/api/v1/miners")).json()["nodes"])
    assert sessions["count"] == len(sessions["sessions"]) == info["total_sessions"]
    assert {"active_sessions", "connected_miners", "uptime"} <= set(
        (await router.get("/api/v1/status")).json()
    )
    assert (await router.get("/api/v1/sessions/999")).status_code == 404


async def test_delays_are_kept(router: httpx.AsyncClient) -> None:
    await behave(router, first_byte_delay_ms=80, token_delay_ms=20)
    began = time.perf_counter()
    async with router.stream("POST", COMPLETIONS, json={**PROMPT, "stream": True, "max_tokens": 5}) as answer:
        head = time.perf_counter() - began
        await answer.aread()
    assert head >= 0.08
    assert time.perf_counter() - began >= 0.08 + 4 * 0.02


@pytest.mark.parametrize("shape", ["string", "object", "message"])
async def test_a_status_is_answered_with_an_error_body(router: httpx.AsyncClient, shape: str) -> None:
    await behave(router, status=503, error_shape=shape)
    answer = await router.post(COMPLETIONS, json=PROMPT)
    assert answer.status_code == 503
    assert {"string": "error", "object": "error", "message": "message"}[shape] in answer.json()


async def test_the_connection_is_cut_after_so_many_tokens(router: httpx.AsyncClient) -> None:
    await behave(router, drop_after_tokens=2)
    received: list[str] = []
    with pytest.raises(httpx.RemoteProtocolError):
        await read_into(received, router)
    assert "".join(received).count("data: ") == 2


async def test_a_whole_answer_is_cut_too(router: httpx.AsyncClient) -> None:
    await behave(router, drop_after_tokens=3)
    with pytest.raises(httpx.RemoteProtocolError):
        await router.post(COMPLETIONS, json=PROMPT)


async def test_a_stall_keeps_the_connection_and_says_nothing(router: httpx.AsyncClient) -> None:
    await behave(router, stall_after_tokens=1)
    received: list[str] = []
    with pytest.raises(httpx.ReadTimeout):
        await read_into(received, router, read_seconds=0.2)
    assert "".join(received).count("data: ") == 1


async def test_json_comes_where_a_stream_was_asked(router: httpx.AsyncClient) -> None:
    await behave(router, json_instead_of_stream=True)
    answer = await router.post(COMPLETIONS, json={**PROMPT, "stream": True})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["choices"][0]["text"]


async def test_endings_can_be_doubled_or_left_out(router: httpx.AsyncClient) -> None:
    await behave(router, duplicate_done=True)
    assert (await streamed(router))[-2:] == ["[DONE]", "[DONE]"]
    await behave(router, omit_done=True)
    assert (await streamed(router))[-1]["choices"][0]["finish_reason"] == "stop"
    await behave(router, omit_finish=True)
    assert (await streamed(router))[-1]["choices"][0]["finish_reason"] is None


async def test_several_miners_answer_in_one_stream_under_their_own_ids(router: httpx.AsyncClient) -> None:
    alone = text_of(await streamed(router))
    await behave(router, interleave=3)
    frames = [frame for frame in await streamed(router) if frame != "[DONE]"]
    assert len({frame["id"] for frame in frames}) == 3
    assert text_of([frame for frame in frames if frame["id"] == frames[0]["id"]]) == alone


async def test_pending_empty_and_uncounted_answers(router: httpx.AsyncClient) -> None:
    await behave(router, pending=True)
    assert (await router.post(COMPLETIONS, json=PROMPT)).json()["status"] == "pending"
    await behave(router, empty=True)
    assert (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"] == ""
    await behave(router, usage=False)
    assert "usage" not in (await router.post(COMPLETIONS, json=PROMPT)).json()


async def test_control_tokens_stand_in_the_text(router: httpx.AsyncClient) -> None:
    plain = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    await behave(router, control_tokens=True)
    marked = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    assert plain in marked
    assert marked.startswith("<think>")
    assert marked.endswith("<|eot_id|></s>")
    assert text_of(await streamed(router)) == marked


async def test_a_behaviour_can_be_one_sessions_alone(router: httpx.AsyncClient) -> None:
    await router.put("/_sim/behaviour?session_id=12", json={**AT_ONCE, "status": 500})
    assert (await router.post("/api/v3/completions/12", json=PROMPT)).status_code == 500
    assert (await router.post("/api/v3/completions", json={**PROMPT, "session_id": 12})).status_code == 500
    assert (await router.post(COMPLETIONS, json=PROMPT)).status_code == 200
    await router.delete("/_sim/behaviour?session_id=12")
    assert (await router.post("/api/v3/completions/12", json=PROMPT)).status_code == 200


async def test_a_behaviour_nobody_knows_is_named(router: httpx.AsyncClient) -> None:
    answer = await router.put("/_sim/behaviour", json={"first_byte_delay": 1, "status": 9})
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["faults"]} == {"first_byte_delay", "status"}
    assert (await router.get("/_sim/behaviour")).json() == Behaviour(**AT_ONCE).model_dump()


async def test_what_was_asked_can_be_looked_at_and_who_left_is_noticed(router: httpx.AsyncClient) -> None:
    await behave(router, stall_after_tokens=1)
    with pytest.raises(httpx.ReadTimeout):
        await router.post(COMPLETIONS, json=PROMPT, timeout=0.1)
    await behave(router)
    await router.post(COMPLETIONS, json={**PROMPT, "client_reference": "req_1"})
    for _ in range(100):
        seen = (await router.get("/_sim/requests")).json()["data"]
        if seen[0]["outcome"] == "cancelled":
            break
        await asyncio.sleep(0.01)
    assert [request["outcome"] for request in seen] == ["cancelled", "answered"]
    assert seen[1]["body"]["client_reference"] == "req_1"
    assert seen[1]["session_id"] == 11
    assert DEFAULT_KEY not in str(seen)


async def test_a_real_model_server_can_answer_instead() -> None:
    chunks: list[dict[str, Any]] = [
        {"choices": [{"delta": {"role": "assistant", "content": ""}}]},
        {"choices": [{"delta": {"content": "Hello"}}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4}},
    ]
    asked: list[Any] = []

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        asked.append(orjson.loads(request.content))
        if asked[-1].get("stream"):
            body = b"".join(b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks)
            return httpx.Response(200, content=body + b"data: [DONE]\n\n")
        message = {"message": {"content": "Hello"}, "finish_reason": "stop"}
        return httpx.Response(200, json={"choices": [message], "usage": chunks[-1]["usage"]})

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator(upstream=upstream).app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers) as router,
    ):
        whole = (await router.post(COMPLETIONS, json={**PROMPT, "max_tokens": 5})).json()
        frames = await streamed(router)
    assert whole["choices"][0]["text"] == text_of(frames) == "Hello"
    assert frames[-1] == "[DONE]"
    assert asked[0] == {
        "model": "tiny",
        "messages": [{"role": "user", "content": PROMPT["prompt"]}],
        "max_tokens": 5,
        "stream": False,
    }


async def test_a_raw_prompt_goes_to_the_model_without_its_chat_template() -> None:
    asked: list[httpx.Request] = []

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        asked.append(request)
        if orjson.loads(request.content).get("stream"):
            chunk = {"choices": [{"text": "Hello", "finish_reason": "stop"}]}
            return httpx.Response(200, content=b"data: " + orjson.dumps(chunk) + b"\n\ndata: [DONE]\n\n")
        return httpx.Response(200, json={"choices": [{"text": "Hello", "finish_reason": "length"}]})

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator(upstream=upstream).app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers) as router,
    ):
        raw = {**PROMPT, "prompt_type": 1, "seed": 7}
        whole = (await router.post(COMPLETIONS, json=raw)).json()
        frames = await streamed(router, **raw)
    assert whole["choices"][0]["text"] == text_of(frames) == "Hello"
    assert whole["choices"][0]["finish_reason"] == "length"
    assert [request.url.path for request in asked] == ["/v1/completions"] * 2
    body = orjson.loads(asked[0].content)
    assert body == {"model": "tiny", "prompt": PROMPT["prompt"], "seed": 7, "stream": False}


async def test_a_model_server_that_dies_in_the_middle_cuts_the_stream() -> None:
    async def dying() -> AsyncIterator[bytes]:
        yield b'data: {"choices": [{"delta": {"content": "Hel"}}]}\n\n'
        raise httpx.ReadError("gone")

    def model(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/models":
            return httpx.Response(200, json={"data": [{"id": "tiny"}]})
        return httpx.Response(200, content=dying())

    upstream = ModelServer("http://model.test/v1", transport=httpx.MockTransport(model))
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator(upstream=upstream).app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers) as router,
    ):
        with pytest.raises(httpx.RemoteProtocolError):
            await streamed(router)
