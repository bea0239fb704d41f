"""The built gateway as Lambda runs it: clients that leave, many streams at once, AWS's own code."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx
import pytest

from tests.artifact.conftest import Account
from tests.artifact.customers import events, new_key, openai_at, settled
from tests.artifact.functions import HANDLERS
from tests.portal.lambda_runtime import emulator, wire
from tests.portal.lambda_runtime.floor import Floor
from tests.portal.lambda_runtime.front import DELIMITER, rest_event
from tests.portal.lambda_runtime.timing import first_byte
from tests.support.supabase import Person

pytestmark = pytest.mark.timeout(600)

STREAMS = 32
PATH = "/v1/chat/completions"
FIRST_BYTE_SECONDS = 0.005


def headers(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "content-type": "application/json"}


def question(tokens: int) -> dict[str, Any]:
    said = [{"role": "user", "content": "Tell me of the sea."}]
    return {"model": "oss-20b", "messages": said, "stream": True, "max_tokens": tokens}


async def test_a_client_that_leaves_is_charged_and_the_next_is_served(
    account: Account, customer: Person
) -> None:
    """Lambda does not tell of it: the stream runs to its end, and only then is the next event taken."""
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction")
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60) as http:
        asked = http.stream("POST", PATH, json=question(20), headers=headers(key))
        async with asked as answer:
            async for line in answer.aiter_lines():
                if "content" in line:
                    break
    left_at = time.monotonic()
    event = await settled(account, gateway)
    assert time.monotonic() - left_at > 0.3  # twenty tokens, 40 ms apart
    assert event["ending"] == "ok"
    assert event["completion_tokens"] == 20
    async with openai_at(gateway, key) as client:
        asked_again: Any = {**question(2), "stream": False}
        whole = await client.chat.completions.create(**asked_again)
    assert whole.choices[0].message.content
    assert (await settled(account, gateway))["ending"] == "ok"


async def test_a_warm_first_byte_is_near_the_same_gateway_without_lambda(
    account: Account, subscriber: Person
) -> None:
    """The quickest of both, in turns and until it is shown: a machine that is busy with others only slows."""
    key = await new_key(account, subscriber)
    account.router.behave(first_byte_delay_ms=0, token_delay_ms=0)
    gateway = await account.start("GatewayFunction")
    body = json.dumps(question(1)).encode()
    ours, floors = [], []
    layout = account.artifacts.layout("GatewayFunction")
    async with Floor(layout, "functions.gateway.app:app", account.variables("GatewayFunction")) as floor:
        for _ in range(50):
            ours.append(await first_byte(gateway.url + PATH, headers(key), body))
            await gateway.api.polled_after(gateway.front.invocations[-1])
            floors.append(await first_byte(floor.url + PATH, headers(key), body))
            if len(ours) > 3 and min(ours) - min(floors) < FIRST_BYTE_SECONDS:
                break
    added = min(ours) - min(floors)
    assert added < FIRST_BYTE_SECONDS, f"{added * 1000:.2f} ms added"


async def test_many_streams_run_at_once_in_one_process(account: Account, subscriber: Person) -> None:
    """Managed Instances: one process, as many events at a time as it is told."""
    key = await new_key(account, subscriber)
    gateway = await account.start("GatewayFunction", concurrency=STREAMS)
    await gateway.api.polled(STREAMS)
    account.router.behave(first_byte_delay_ms=0, token_delay_ms=100)
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60) as http:

        async def stream() -> str:
            return (await http.post(PATH, json=question(10), headers=headers(key))).text

        began = time.monotonic()
        answers = await asyncio.gather(*[stream() for _ in range(STREAMS)])
        elapsed = time.monotonic() - began
    assert [answer.endswith("data: [DONE]\n\n") for answer in answers] == [True] * STREAMS, answers
    assert elapsed < 10, "one after another they take 32 s"
    await all_settled(account, STREAMS)


async def all_settled(account: Account, count: int) -> None:
    """Wait until the queue has had the settlements of so many different requests."""
    endings: dict[str, str] = {}
    async with asyncio.timeout(15):
        while len(endings) < count:
            for event in events(account):
                if event["kind"] == "settled":
                    endings[event["request_id"]] = event["ending"]
            await asyncio.sleep(0.05)
    assert set(endings.values()) == {"ok"}


async def invoke(running: emulator.Emulator, key: str, tokens: int) -> tuple[dict[str, Any], bytes]:
    """Send a question as API Gateway would; return the prelude and the body."""
    event = rest_event(wire.Request("POST", PATH, headers(key)), json.dumps(question(tokens)).encode())
    async with httpx.AsyncClient(base_url=f"http://{running.address}", trust_env=False, timeout=60) as http:
        answer = await http.post(emulator.INVOKE, json=event)
    prelude, delimiter, body = answer.content.partition(DELIMITER)
    assert delimiter, answer.content
    return json.loads(prelude), body


def check(account: Account, running: emulator.Emulator, told: dict[str, Any], body: bytes) -> None:
    assert told["statusCode"] == 200, body
    assert told["headers"]["content-type"].startswith("text/event-stream")
    assert told["headers"]["x-request-id"].startswith("req_")
    assert body.endswith(b"data: [DONE]\n\n")
    for line in running.lines:
        assert not any(secret in line for secret in account.hidden), line


async def test_awss_emulator_takes_a_stream_and_finds_its_usage_sent(
    account: Account, customer: Person
) -> None:
    """It gives the answer out when the next event is asked for: by then usage has to be in the queue."""
    key = await new_key(account, customer)
    layout = account.artifacts.layout("GatewayFunction")
    argv = emulator.classic(emulator.emulator_binary(), layout)
    settings = account.variables("GatewayFunction")
    async with emulator.Emulator(argv, layout, HANDLERS["GatewayFunction"], settings) as running:
        for _ in range(2):
            told, body = await invoke(running, key, 8)
            check(account, running, told, body)
            queued = events(account)
            assert sorted(event["kind"] for event in queued) == ["admitted", "settled"]
            assert {event["request_id"] for event in queued} == {told["headers"]["x-request-id"]}


async def test_awss_emulator_of_managed_instances_takes_many_streams_at_once(
    account: Account, subscriber: Person
) -> None:
    """With the artifacts at Lambda's own paths, as another user."""
    emulator.require_mounting()
    key = await new_key(account, subscriber)
    layout = account.artifacts.layout("GatewayFunction")
    argv = emulator.managed_instances(emulator.emulator_binary(), layout)
    settings = {**account.variables("GatewayFunction"), **emulator.under_lambdas_paths(STREAMS)}
    async with emulator.Emulator(argv, layout, HANDLERS["GatewayFunction"], settings) as running:
        check(account, running, *await invoke(running, key, 1))
        account.router.behave(first_byte_delay_ms=0, token_delay_ms=100)
        began = time.monotonic()
        asked = [invoke(running, key, 10) for _ in range(STREAMS)]
        answers = await asyncio.gather(*asked)
        assert time.monotonic() - began < 10, "one after another they take 32 s"
        for told, body in answers:
            check(account, running, told, body)
        await all_settled(account, 1 + STREAMS)
