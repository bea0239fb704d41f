"""The built functions, from a new key to recorded usage, over the streaming runtime and API Gateway."""

from __future__ import annotations

import json
import subprocess
import time

import anthropic
import httpx
import pytest

from tests.artifact.conftest import Account
from tests.artifact.customers import ASKED, interrupted, new_key, openai_at, settled
from tests.support.supabase import Person

pytestmark = pytest.mark.timeout(600)


async def test_a_stream_arrives_event_by_event_and_is_in_the_queue_before_the_next(
    account: Account, customer: Person
) -> None:
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction")
    async with openai_at(gateway, key) as client:
        moments, text, usage = [], "", None
        stream = await client.chat.completions.create(
            model="oss-20b",
            messages=ASKED,
            stream=True,
            max_tokens=20,
            stream_options={"include_usage": True},
        )
        async for chunk in stream:
            usage = chunk.usage or usage
            if chunk.choices and chunk.choices[0].delta.content:
                moments.append(time.monotonic())
                text += chunk.choices[0].delta.content
    assert len(text.split()) > 5
    assert usage is not None
    # Twenty tokens, 40 ms apart: an answer sent as a whole would arrive at one moment.
    assert len(moments) >= 10
    assert moments[-1] - moments[0] > 0.4
    event = await settled(account, gateway)
    assert (event["ending"], event["token_source"]) == ("ok", "router")
    assert event["completion_tokens"] == usage.completion_tokens

    line = json.loads(await gateway.environment.printed("request.served"))
    assert line["request_id"] == event["request_id"]
    assert line["requestId"] == gateway.front.invocations[-1].request_id
    assert line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Portal/test"
    assert line["ttft_ms"] > 0


async def test_anthropics_sdk_and_a_whole_answer(account: Account, customer: Person) -> None:
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction")
    async with anthropic.AsyncAnthropic(base_url=gateway.url, api_key=key, max_retries=0) as client:
        async with client.messages.stream(model="oss-20b", max_tokens=30, messages=ASKED) as stream:
            kinds, moments = [], []
            async for event in stream:
                kinds.append(event.type)
                moments.append(time.monotonic())
        # Thirty tokens, 40 ms apart: an answer sent as a whole would arrive at one moment.
        assert moments[-1] - moments[0] > 0.2
        assert kinds[0] == "message_start"
        assert kinds[-1] == "message_stop"
        assert kinds.count("content_block_delta") >= 3
    assert (await settled(account, gateway))["ending"] == "ok"
    async with openai_at(gateway, key) as openai_client:
        whole = await openai_client.chat.completions.create(model="oss-20b", messages=ASKED, max_tokens=8)
    assert whole.choices[0].message.content
    assert (await settled(account, gateway))["status"] == 200


async def test_a_router_that_breaks_off_is_an_error_within_the_stream(
    account: Account, customer: Person
) -> None:
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction")
    account.router.behave(first_byte_delay_ms=0, token_delay_ms=10, drop_after_tokens=4)
    async with openai_at(gateway, key) as client:
        text, error = await interrupted(client)
        assert text
        assert account.router.url not in str(error)
        event = await settled(account, gateway)
        assert event["ending"] == "failed_after_first_byte"
        line = json.loads(await gateway.environment.printed("request.served"))
        assert line["stream_errors"] == 1

        account.router.behave(first_byte_delay_ms=0, token_delay_ms=0)
        again = await client.chat.completions.create(model="oss-20b", messages=ASKED, max_tokens=4)
        assert again.choices[0].message.content
    assert (await settled(account, gateway))["ending"] == "ok"


async def test_at_the_deadline_the_stream_ends_with_an_error_and_is_settled(
    account: Account, customer: Person
) -> None:
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction", deadline_seconds=60)
    async with openai_at(gateway, key) as client:
        await client.chat.completions.create(model="oss-20b", messages=ASKED, max_tokens=2)
        assert (await settled(account, gateway))["ending"] == "ok"
        gateway.front.deadline_seconds = 8
        account.router.behave(first_byte_delay_ms=0, token_delay_ms=10, stall_after_tokens=4)
        began = time.monotonic()
        text, _ = await interrupted(client)
    assert text
    assert 1 < time.monotonic() - began < 8
    event = await settled(account, gateway)
    assert event["ending"] == "deadline"
    assert event["completion_tokens"] > 0
    assert gateway.front.invocations[-1].trailer is None


async def test_errors_of_all_kinds_keep_their_dialect_and_id(account: Account) -> None:
    gateway = await account.start("GatewayFunction")
    async with httpx.AsyncClient(base_url=gateway.url, trust_env=False, timeout=60) as http:
        for method, path, status in (
            ("GET", "/", 404),
            ("GET", "/nowhere", 404),
            ("PUT", "/v1/chat/completions", 405),
            ("GET", "/v1/models", 401),
            ("GET", "/health", 200),
        ):
            answer = await http.request(method, path)
            assert answer.status_code == status, path
            assert answer.headers["x-request-id"].startswith("req_")
            assert answer.headers["request-id"] == answer.headers["x-request-id"]
            assert "detail" not in answer.json()


async def test_queued_usage_is_recorded_by_the_built_ingest(account: Account, customer: Person) -> None:
    key = await new_key(account, customer)
    gateway = await account.start("GatewayFunction")
    async with openai_at(gateway, key) as client:
        await client.chat.completions.create(model="oss-20b", messages=ASKED, max_tokens=4)
    await gateway.api.polled_after(gateway.front.invocations[-1])
    messages = account.aws.messages()
    records = [{**message, "eventSource": "aws:sqs"} for message in messages]
    records.append({"messageId": "poison", "body": "not usage", "eventSource": "aws:sqs"})
    settings = account.variables("UsageIngestFunction")
    command, variables = account.artifacts.process("UsageIngestFunction", settings)
    source = (
        "import json, sys; from functions.usage_rollup.ingest.app import handler; "
        "print('ANSWER', json.dumps(handler(json.load(sys.stdin), None)))"
    )
    done = subprocess.run(  # noqa: ASYNC221 (nothing else runs meanwhile)
        [*command, source],
        input=json.dumps({"Records": records}),
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    answer = done.stdout.partition("ANSWER ")[2]
    assert answer, done.stderr
    assert json.loads(answer) == {"batchItemFailures": [{"itemIdentifier": "poison"}]}
    portal = account.functions[0]
    async with httpx.AsyncClient(base_url=portal.url, trust_env=False, timeout=60) as http:
        authorization = {"authorization": f"Bearer {customer.token}"}
        usage = (await http.get("/portal/usage-events", headers=authorization)).json()
    recorded = {event["request_id"] for event in usage["data"]}
    assert recorded == {event["request_id"] for m in messages for event in json.loads(m["body"])["events"]}
