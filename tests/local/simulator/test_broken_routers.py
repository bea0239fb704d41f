"""The switches with which a router is broken while a pool has others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from local.simulator.app import DEFAULT_KEY, Simulator
from tests.support.router.simulator import COMPLETIONS, PROMPT, set_behaviour, simulated_router
from tests.support.servers.asgi import serving

STATUS = "/api/v1/status"


@pytest.fixture
async def router() -> AsyncIterator[httpx.AsyncClient]:
    async with simulated_router() as client:
        await set_behaviour(client)
        yield client


async def statuses(router: httpx.AsyncClient, requests: int) -> list[int]:
    return [(await router.post(COMPLETIONS, json=PROMPT)).status_code for _ in range(requests)]


async def test_black_hole_accepts_everything_and_never_answers(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, black_hole=True)
    with pytest.raises(httpx.ReadTimeout):
        await router.post(COMPLETIONS, json=PROMPT, timeout=0.2)
    with pytest.raises(httpx.ReadTimeout):
        await router.get(STATUS, timeout=0.2)
    await set_behaviour(router)
    assert (await router.get(STATUS)).status_code == 200


async def test_slow_factor_multiplies_both_delays(router: httpx.AsyncClient) -> None:
    await router.put(
        "/_sim/behaviour", json={"first_byte_delay_ms": 4, "token_delay_ms": 1, "slow_factor": 20}
    )
    started = asyncio.get_running_loop().time()
    await router.post(COMPLETIONS, json={**PROMPT, "max_tokens": 3})
    assert asyncio.get_running_loop().time() - started >= 0.14


async def test_a_share_of_requests_fails_the_same_for_the_same_seed(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, fail_share=0.5, seed=7)
    first = await statuses(router, 20)
    await set_behaviour(router, fail_share=0.5, seed=7)
    assert await statuses(router, 20) == first
    assert set(first) == {200, 500}
    await set_behaviour(router, fail_share=1, status=503, retry_after=4)
    refused = await router.post(COMPLETIONS, json=PROMPT)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "4")


async def test_a_share_of_answers_is_dropped(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, drop_share=0.5, seed=7)
    dropped = 0
    for _ in range(20):
        try:
            await router.post(COMPLETIONS, json={**PROMPT, "stream": True})
        except httpx.RemoteProtocolError:
            dropped += 1
    assert 0 < dropped < 20


async def test_requests_beyond_the_capacity_are_refused_with_retry_after(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, capacity=1, retry_after=2, token_delay_ms=20)
    answers = await asyncio.gather(
        *(router.post(COMPLETIONS, json={**PROMPT, "max_tokens": 5}) for _ in range(3))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 429, 429]
    assert {answer.headers["retry-after"] for answer in answers if answer.status_code == 429} == {"2"}


async def test_strict_session_refuses_a_second_request_and_serves_the_first(
    router: httpx.AsyncClient,
) -> None:
    await set_behaviour(router, strict_sessions="refuse", token_delay_ms=20)
    body = {**PROMPT, "max_tokens": 5}
    first, second = await asyncio.gather(*(router.post(COMPLETIONS, json=body) for _ in range(2)))
    served, refused = sorted((first, second), key=lambda answer: answer.status_code)
    assert served.status_code == 200
    assert refused.json()["error"]["code"] == "router_v4_correlation_mismatch"
    assert (await router.post(COMPLETIONS, json=body)).status_code == 200
    assert (await router.get("/_sim/requests")).json()["most_at_once_by_session"] == {"11": 1}


async def test_strict_session_mixes_two_requests_but_not_those_of_two_sessions(
    router: httpx.AsyncClient,
) -> None:
    prompts = [{"prompt": "What is photosynthesis?"}, {"prompt": "What is thermodynamics?"}]

    async def texts(*sessions: int) -> list[str]:
        answers = await asyncio.gather(
            *(
                router.post(f"/api/v3/completions/{session}", json=prompt)
                for session, prompt in zip(sessions, prompts, strict=True)
            )
        )
        return [answer.json()["choices"][0]["text"] for answer in answers]

    await set_behaviour(router, strict_sessions="mix", token_delay_ms=2)
    alone = await texts(11, 12)
    mixed = await texts(11, 11)
    assert all(text != own for text, own in zip(mixed, alone, strict=True))
    assert await texts(11, 12) == alone


async def test_unknown_session_is_not_found_where_the_sessions_are_given() -> None:
    headers = {"authorization": f"Bearer {DEFAULT_KEY}"}
    async with (
        serving(Simulator(sessions=[7]).app()) as url,
        httpx.AsyncClient(base_url=url, headers=headers) as router,
    ):
        await set_behaviour(router)
        assert (await router.post("/api/v3/completions/7", json=PROMPT)).status_code == 200
        assert (await router.post("/api/v3/completions", json=PROMPT)).status_code == 200
        assert (await router.post("/api/v3/completions/8", json=PROMPT)).status_code == 404
        assert [s["id"] for s in (await router.get("/api/v1/sessions")).json()["sessions"]] == ["7"]


async def test_status_route_fails_and_reports_no_miners_on_request(router: httpx.AsyncClient) -> None:
    await set_behaviour(router, no_miners=True)
    assert (await router.get(STATUS)).json()["connected_miners"] == 0
    await set_behaviour(router, inventory_status=502)
    assert (await router.get(STATUS)).status_code == 502
    assert await statuses(router, 1) == [200]
