"""Routers and sessions, over the router simulator and its faults."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from local.simulator import inventory
from local.simulator.app import DEFAULT_KEY, Simulator
from local.simulator.behaviour import RouterBehaviour
from local.simulator.request import CompletionRequest
from local.simulator.simulated_answer import send_json
from local.simulator.v4.request import ConversationRequest
from portal.web.types import Send
from scripts.checks import CheckAnswer, CheckStatus, DeploymentCheck
from scripts.checks.running import run_checks
from scripts.doctor.http import http_client
from scripts.doctor.routers.canary import canary_client
from scripts.doctor.routers.checks import router_checks
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, answer_of
from tests.support.servers.asgi import serving
from tests.support.servers.connections import Connections, never_answer
from tests.support.servers.ports import free_port

KEY = "key-of-the-router-0123"


def maps(url: str, **changes: Any) -> dict[str, str]:
    settings = {
        "PORTAL_ROUTER_POOLS_JSON": {"oss-20b": [url]},
        "PORTAL_ROUTER_MODEL_SESSIONS_JSON": {"oss-20b": [11, 12]},
        "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON": {"oss-20b": KEY},
    }
    return {name: json.dumps(each) for name, each in (settings | changes).items() if each is not None}


class ReasoningModel:
    """Spends its first tokens on reasoning, of which a router returns nothing."""

    async def answer(self, request: CompletionRequest, send: Send) -> None:
        text = "OK" if (request.max_tokens or 0) > 100 else ""
        await send_json(send, 200, {"choices": [{"text": text, "finish_reason": "stop"}]})

    async def answer_conversation(self, request: ConversationRequest, send: Send) -> None:
        text = "OK" if (request.max_tokens or 0) > 100 else ""
        await send_json(send, 200, {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]})

    async def close(self) -> None:
        pass


@asynccontextmanager
async def checks_of(
    settings: dict[str, str], *, default_model: str = "", seconds: float = 2.0
) -> AsyncIterator[list[DeploymentCheck]]:
    router = canary_client(seconds)
    async with http_client() as http:
        yield router_checks(http, router, settings, default_model=default_model)
    await router.close()


@asynccontextmanager
async def simulator(key: str = KEY, **behaviour: Any) -> AsyncIterator[tuple[Simulator, str]]:
    simulated = Simulator(key)
    simulated.behaviour = RouterBehaviour(**({"first_byte_delay_ms": 0, "token_delay_ms": 0} | behaviour))
    async with serving(simulated.app()) as url:
        yield simulated, url


async def canary(settings: dict[str, str], session: int = 11, seconds: float = 2.0) -> CheckAnswer:
    async with checks_of(settings, seconds=seconds) as checks:
        return await answer_of(checks, f"canary oss-20b, session {session}")


async def test_a_router_in_order() -> None:
    async with simulator() as (simulated, url), checks_of(maps(url), default_model="oss-20b") as checks:
        results = await run_checks(checks)
    by_name = {result.name: result.answer.status for result in results}
    assert by_name.pop("router models") is SKIPPED  # there is no database
    assert set(by_name.values()) == {OK}
    assert len(by_name) == 5  # maps, status, access, two sessions
    requests = simulated.recorded.as_json()
    assert sorted(each["session_id"] for each in requests) == [11, 12]
    assert {each["body"]["max_tokens"] for each in requests} == {1}


@pytest.mark.parametrize(
    ("settings", "status", "came_back"),
    [
        ({}, SKIPPED, "no secret holds PORTAL_ROUTER_POOLS_JSON"),
        ({"PORTAL_ROUTER_POOLS_JSON": "{"}, FAIL, "is not JSON"),
        (maps("ftp://x"), FAIL, "expected a URL"),
        (maps("http://user:hunter22@x:1"), FAIL, "must not contain credentials"),
    ],
)
async def test_faulty_maps(settings: dict[str, str], status: CheckStatus, came_back: str) -> None:
    async with checks_of(settings) as checks:
        (check,) = checks
        answer = await answer_of([check], "router maps")
    assert (answer.status, came_back in answer.came_back) == (status, True)
    assert "hunter22" not in answer.came_back


@pytest.mark.parametrize(
    ("default_model", "status", "came_back"),
    [
        ("", OK, "oss-20b is the default"),
        ("oss-20b", OK, "oss-20b is the default"),
        ("gpt-5", FAIL, "DefaultModel is gpt-5"),
    ],
)
async def test_default_model(default_model: str, status: CheckStatus, came_back: str) -> None:
    """The gateway starts without one, so that the routers are examined, too."""
    async with checks_of(maps("http://x:1"), default_model=default_model) as checks:
        answer = await answer_of(checks, "router maps")
    assert (answer.status, came_back in answer.came_back) == (status, True)
    assert len(checks) > 1


async def test_a_wrong_key_is_named_by_status_and_canary() -> None:
    async with simulator(key="another-key") as (_, url), checks_of(maps(url)) as checks:
        status = await answer_of([check for check in checks if check.name == f"router {url}"], "router")
        sent = await answer_of(checks, "canary oss-20b, session 12")
    assert (status.status, sent.status) == (FAIL, FAIL)
    assert "the key is refused" in status.came_back
    assert "the key is refused" in sent.came_back


async def test_a_router_that_asks_for_a_key_that_the_maps_lack() -> None:
    async with simulator() as (_, url):
        answer = await canary(maps(url, PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON=None))
    assert (answer.status, "the maps hold none" in answer.came_back) == (FAIL, True)


@pytest.mark.parametrize(
    ("behaviour", "came_back"),
    [
        ({"status": 500}, "HTTP 500"),
        ({"status": 404}, "the router does not know the session"),
        ({"status": 503, "error_shape": "string"}, "HTTP 503"),
        ({"pending": True}, "a success without text"),
        ({"empty": True}, "a success without text"),
        ({"drop_after_tokens": 0}, "RouterUnreachable"),
    ],
)
async def test_a_faulty_session(behaviour: dict[str, Any], came_back: str) -> None:
    async with simulator(**behaviour) as (_, url):
        answer = await canary(maps(url))
    assert answer.status is FAIL
    assert came_back in answer.came_back or "router cannot be reached" in answer.came_back


async def test_one_faulty_session_does_not_hide_the_other() -> None:
    async with simulator() as (simulated, url):
        simulated.by_session[12] = RouterBehaviour(status=500)
        assert (await canary(maps(url), 11)).status is OK
        assert (await canary(maps(url), 12)).status is FAIL


@pytest.mark.parametrize("wire", ["v3", "v4"])
async def test_a_model_that_reasons_first_gets_a_second_try(wire: str) -> None:
    simulated = Simulator(KEY, upstream=ReasoningModel())
    async with serving(simulated.app()) as url:
        answer = await canary({**maps(url), "PORTAL_ROUTER_MODEL_WIRES_JSON": json.dumps({"oss-20b": wire})})
    requested = [each["body"]["max_tokens"] for each in simulated.recorded.as_json()]
    assert (answer.status, requested) == (OK, [1, 256])


async def test_a_router_that_stalls_or_is_dead_ends_in_time() -> None:
    started = time.perf_counter()
    async with simulator(stall_after_tokens=0) as (_, url):
        stalled = await canary(maps(url), seconds=0.3)
    dead = await canary(maps(f"http://127.0.0.1:{free_port()}"))
    async with Connections(never_answer) as silent:
        hung = await canary(maps(f"http://{silent.address}"), seconds=0.3)
    assert time.perf_counter() - started < 4
    assert [each.status for each in (stalled, dead, hung)] == [FAIL, FAIL, FAIL]
    assert dead.came_back == "the router cannot be reached"


async def test_canaries_of_one_session_never_overlap() -> None:
    """Two routers share the session: some routers corrupt two requests at once."""
    async with simulator(first_byte_delay_ms=50) as (simulated, url), simulator() as (_, other):
        both = {"oss-20b": [url], "gemma": [url]}
        sessions = {"oss-20b": [11], "gemma": [11]}
        keys = {"oss-20b": KEY, "gemma": KEY}
        settings = maps(
            other,
            PORTAL_ROUTER_POOLS_JSON=both,
            PORTAL_ROUTER_MODEL_SESSIONS_JSON=sessions,
            PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON=keys,
        )
        async with checks_of(settings) as checks:
            canaries = [check for check in checks if check.name.startswith("canary")]
            started = time.perf_counter()
            results = await run_checks(canaries)
    assert [result.answer.status for result in results] == [OK, OK]
    assert time.perf_counter() - started >= 0.1
    assert len(simulated.recorded.as_json()) == 2


@pytest.mark.parametrize(
    ("status_body", "status", "came_back"),
    [
        ((200, {"connected_miners": 0}), FAIL, "it has no miner"),
        ((200, {"uptime": 1}), OK, "does not say how many miners"),
        ((200, None), FAIL, "HTTP 200, and no status"),
        ((502, {}), FAIL, "HTTP 502, and no status"),
    ],
)
async def test_status(status_body: tuple[int, Any], status: CheckStatus, came_back: str) -> None:
    from scripts.doctor.routers.status import router_status

    code, body = status_body
    transport = httpx.MockTransport(lambda _: httpx.Response(code, json=body))
    async with httpx.AsyncClient(transport=transport) as http:
        answer = await router_status(http, "https://router.example", KEY)
    assert (answer.status, came_back in answer.came_back) == (status, True)


@pytest.mark.parametrize(
    ("url", "code", "key", "status"),
    [
        ("https://router.example", 401, KEY, OK),
        ("https://router.example", 200, KEY, WARN),
        ("https://router.example", 401, DEFAULT_KEY, WARN),
        ("http://router.example", 401, KEY, WARN),
        ("http://10.0.0.5:5010", 401, KEY, OK),
        ("http://8.8.8.8:5010", 401, KEY, WARN),
    ],
)
async def test_access(url: str, code: int, key: str, status: CheckStatus) -> None:
    from scripts.doctor.routers.status import without_key

    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(code, json=inventory.status(0))

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        assert (await without_key(http, url, key)).status is status
    assert "authorization" not in sent[0].headers
