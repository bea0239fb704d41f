"""The simulator sends the router's wire format, and each of its switches works."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from local.simulator.app import DEFAULT_KEY
from local.simulator.behaviour import RouterBehaviour
from tests.support.router.simulator import (
    COMPLETIONS,
    NO_DELAY,
    PROMPT,
    joined_text,
    set_behaviour,
    simulated_router,
    stream_frames,
)


@pytest.fixture
async def router() -> AsyncIterator[httpx.AsyncClient]:
    async with simulated_router() as client:
        await set_behaviour(client)
        yield client


async def read_into(received: list[str], router: httpx.AsyncClient, read_seconds: float = 5) -> None:
    timeout = httpx.Timeout(5, read=read_seconds)
    body = {**PROMPT, "stream": True}
    async with router.stream("POST", COMPLETIONS, json=body, timeout=timeout) as answer:
        async for text in answer.aiter_text():
            received.append(text)  # noqa: PERF401 (what arrived before the failure counts)


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
@pytest.mark.parametrize("session", ["", "/11"])
async def test_every_completion_route_answers(router: httpx.AsyncClient, version: str, session: str) -> None:
    answer = (await router.post(f"/api/{version}/completions{session}", json=PROMPT)).json()
    assert answer["object"] == "text_completion"
    assert "sky" in answer["choices"][0]["text"].lower() or "blue" in answer["choices"][0]["text"].lower()
    assert answer["usage"]["prompt_tokens"] == 5


async def test_same_prompt_gets_same_text_whole_and_streamed(router: httpx.AsyncClient) -> None:
    whole = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    frames = await stream_frames(router)
    assert joined_text(frames) == whole
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


async def test_wrong_key_is_rejected_on_all_routes(router: httpx.AsyncClient) -> None:
    wrong = {"authorization": "Bearer wrong"}
    for path in ("info", "status", "miners", "sessions", "sessions/11"):
        assert (await router.get(f"/api/v1/{path}")).status_code == 200
        assert (await router.get(f"/api/v1/{path}", headers=wrong)).status_code == 401
    assert (await router.post(COMPLETIONS, json=PROMPT, headers=wrong)).status_code == 401


async def test_inventory_has_the_fields_of_a_router(router: httpx.AsyncClient) -> None:
    info = (await router.get("/api/v1/info")).json()
    sessions = (await router.get("/api/v1/sessions")).json()
    assert info["node_stats"]["total_count"] == len((await router.get("/api/v1/miners")).json()["nodes"])
    assert sessions["count"] == len(sessions["sessions"]) == info["total_sessions"]
    assert {"active_sessions", "connected_miners", "uptime"} <= set(
        (await router.get("/api/v1/status")).json()
    )
    assert (await router.get("/api/v1/sessions/999")).status_code == 404


async def test_delays_are_observed(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, first_byte_delay_ms=80, token_delay_ms=20)
    started = time.perf_counter()
    async with router.stream("POST", COMPLETIONS, json={**PROMPT, "stream": True, "max_tokens": 5}) as answer:
        head = time.perf_counter() - started
        await answer.aread()
    assert head >= 0.08
    assert time.perf_counter() - started >= 0.08 + 4 * 0.02


@pytest.mark.parametrize("shape", ["string", "object", "message"])
async def test_status_is_sent_with_error_body(router: httpx.AsyncClient, shape: str) -> None:
    await set_behaviour(router, status=503, error_shape=shape)
    answer = await router.post(COMPLETIONS, json=PROMPT)
    assert answer.status_code == 503
    assert {"string": "error", "object": "error", "message": "message"}[shape] in answer.json()


async def test_stream_is_dropped_after_tokens(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, drop_after_tokens=2)
    received: list[str] = []
    with pytest.raises(httpx.RemoteProtocolError):
        await read_into(received, router)
    assert "".join(received).count("data: ") == 2


async def test_whole_answer_is_dropped_after_tokens(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, drop_after_tokens=3)
    with pytest.raises(httpx.RemoteProtocolError):
        await router.post(COMPLETIONS, json=PROMPT)


async def test_stalled_stream_sends_nothing_more(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, stall_after_tokens=1)
    received: list[str] = []
    with pytest.raises(httpx.ReadTimeout):
        await read_into(received, router, read_seconds=0.2)
    assert "".join(received).count("data: ") == 1


async def test_json_is_sent_instead_of_stream(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, json_instead_of_stream=True)
    answer = await router.post(COMPLETIONS, json={**PROMPT, "stream": True})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["choices"][0]["text"]


async def test_terminator_and_finish_reason_can_be_left_out(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, duplicate_done=True)
    assert (await stream_frames(router))[-2:] == ["[DONE]", "[DONE]"]
    await set_behaviour(router, omit_done=True)
    assert (await stream_frames(router))[-1]["choices"][0]["finish_reason"] == "stop"
    await set_behaviour(router, omit_finish=True)
    assert (await stream_frames(router))[-1]["choices"][0]["finish_reason"] is None


async def test_interleaved_miners_have_their_own_ids(router: httpx.AsyncClient) -> None:
    alone = joined_text(await stream_frames(router))
    await set_behaviour(router, interleave=3)
    frames = [frame for frame in await stream_frames(router) if frame != "[DONE]"]
    assert len({frame["id"] for frame in frames}) == 3
    assert joined_text([frame for frame in frames if frame["id"] == frames[0]["id"]]) == alone


async def test_pending_empty_and_uncounted_answers_can_be_sent(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, pending=True)
    assert (await router.post(COMPLETIONS, json=PROMPT)).json()["status"] == "pending"
    await set_behaviour(router, empty=True)
    assert (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"] == ""
    await set_behaviour(router, usage=False)
    assert "usage" not in (await router.post(COMPLETIONS, json=PROMPT)).json()


async def test_control_tokens_are_added_to_the_text(router: httpx.AsyncClient) -> None:
    plain = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    await set_behaviour(router, control_tokens=True)
    marked = (await router.post(COMPLETIONS, json=PROMPT)).json()["choices"][0]["text"]
    assert plain in marked
    assert marked.startswith("<think>")
    assert marked.endswith("<|eot_id|></s>")
    assert joined_text(await stream_frames(router)) == marked


async def test_behaviour_of_one_session_leaves_others_unchanged(router: httpx.AsyncClient) -> None:
    await router.put("/_sim/behaviour?session_id=12", json={**NO_DELAY, "status": 500})
    assert (await router.post("/api/v3/completions/12", json=PROMPT)).status_code == 500
    assert (await router.post("/api/v3/completions", json={**PROMPT, "session_id": 12})).status_code == 500
    assert (await router.post(COMPLETIONS, json=PROMPT)).status_code == 200
    await router.delete("/_sim/behaviour?session_id=12")
    assert (await router.post("/api/v3/completions/12", json=PROMPT)).status_code == 200


async def test_unknown_behaviour_is_rejected_by_name(router: httpx.AsyncClient) -> None:
    answer = await router.put("/_sim/behaviour", json={"first_byte_delay": 1, "status": 9})
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["faults"]} == {"first_byte_delay", "status"}
    assert (await router.get("/_sim/behaviour")).json() == RouterBehaviour(**NO_DELAY).model_dump(mode="json")


async def test_requests_are_recorded_with_disconnects(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, stall_after_tokens=1)
    with pytest.raises(httpx.ReadTimeout):
        await router.post(COMPLETIONS, json=PROMPT, timeout=0.1)
    await set_behaviour(router)
    await router.post(COMPLETIONS, json={**PROMPT, "client_reference": "req_1"})
    for _ in range(100):
        recorded = (await router.get("/_sim/requests")).json()["data"]
        if recorded[0]["outcome"] == "cancelled":
            break
        await asyncio.sleep(0.01)
    assert [request["outcome"] for request in recorded] == ["cancelled", "answered"]
    assert recorded[1]["body"]["client_reference"] == "req_1"
    assert recorded[1]["session_id"] == 11
    assert DEFAULT_KEY not in str(recorded)
