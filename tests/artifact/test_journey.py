"""The built functions from a new API key to recorded usage, over the streaming runtime and API Gateway."""

from __future__ import annotations

import json
import subprocess
import time

import anthropic
import httpx
import pytest

from tests.support.artifacts.deployment import DeployedStack
from tests.support.artifacts.requests import (
    MESSAGES,
    create_key,
    openai_client,
    read_failing_stream,
    settled_event,
)
from tests.support.database.supabase import Person

pytestmark = pytest.mark.timeout(600)


async def test_stream_is_not_buffered_and_usage_is_queued_when_it_ends(
    deployed: DeployedStack, customer: Person
) -> None:
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction")
    async with openai_client(gateway, key) as client:
        arrivals, text, usage = [], "", None
        stream = await client.chat.completions.create(
            model="oss-20b",
            messages=MESSAGES,
            stream=True,
            max_tokens=20,
            stream_options={"include_usage": True},
        )
        async for chunk in stream:
            usage = chunk.usage or usage
            if chunk.choices and chunk.choices[0].delta.content:
                arrivals.append(time.monotonic())
                text += chunk.choices[0].delta.content
    assert len(text.split()) > 5
    assert usage is not None
    # Twenty tokens, 40 ms apart: a response sent in one piece would have one arrival time.
    assert len(arrivals) >= 10
    assert arrivals[-1] - arrivals[0] > 0.4
    event = await settled_event(deployed, gateway)
    assert (event["outcome"], event["token_source"]) == ("ok", "router")
    assert event["completion_tokens"] == usage.completion_tokens

    line = json.loads(await gateway.environment.printed("request.served"))
    assert line["request_id"] == event["request_id"]
    assert line["requestId"] == gateway.api_gateway.invocations[-1].request_id
    assert line["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Portal/test"
    assert line["ttft_ms"] > 0


async def test_anthropic_stream_and_unary_completion_succeed(
    deployed: DeployedStack, customer: Person
) -> None:
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction")
    async with anthropic.AsyncAnthropic(base_url=gateway.url, api_key=key, max_retries=0) as client:
        async with client.messages.stream(model="oss-20b", max_tokens=30, messages=MESSAGES) as stream:
            kinds, arrivals = [], []
            async for event in stream:
                kinds.append(event.type)
                arrivals.append(time.monotonic())
        # Thirty tokens, 40 ms apart: a response sent in one piece would have one arrival time.
        assert arrivals[-1] - arrivals[0] > 0.2
        assert kinds[0] == "message_start"
        assert kinds[-1] == "message_stop"
        assert kinds.count("content_block_delta") >= 3
    assert (await settled_event(deployed, gateway))["outcome"] == "ok"
    async with openai_client(gateway, key) as chat:
        whole = await chat.chat.completions.create(model="oss-20b", messages=MESSAGES, max_tokens=8)
    assert whole.choices[0].message.content
    assert (await settled_event(deployed, gateway))["status"] == 200


async def test_router_failure_after_first_byte_is_an_in_band_error(
    deployed: DeployedStack, customer: Person
) -> None:
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction")
    deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=10, drop_after_tokens=4)
    async with openai_client(gateway, key) as client:
        text, error = await read_failing_stream(client)
        assert text
        assert deployed.router.url not in str(error)
        event = await settled_event(deployed, gateway)
        assert event["outcome"] == "failed_after_first_byte"
        line = json.loads(await gateway.environment.printed("request.served"))
        assert line["stream_errors"] == 1

        deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=0)
        completion = await client.chat.completions.create(model="oss-20b", messages=MESSAGES, max_tokens=4)
        assert completion.choices[0].message.content
    assert (await settled_event(deployed, gateway))["outcome"] == "ok"


async def test_stream_at_the_deadline_ends_with_an_error_and_settles(
    deployed: DeployedStack, customer: Person
) -> None:
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction", deadline_seconds=60)
    async with openai_client(gateway, key) as client:
        await client.chat.completions.create(model="oss-20b", messages=MESSAGES, max_tokens=2)
        assert (await settled_event(deployed, gateway))["outcome"] == "ok"
        gateway.api_gateway.deadline_seconds = 8
        deployed.router.set_behaviour(first_byte_delay_ms=0, token_delay_ms=10, stall_after_tokens=4)
        started = time.monotonic()
        text, _ = await read_failing_stream(client)
    assert text
    assert 1 < time.monotonic() - started < 8
    event = await settled_event(deployed, gateway)
    assert event["outcome"] == "deadline"
    assert event["completion_tokens"] > 0
    assert gateway.api_gateway.invocations[-1].trailer is None


async def test_errors_have_request_ids_and_no_fastapi_detail(deployed: DeployedStack) -> None:
    gateway = await deployed.start("GatewayFunction")
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


async def test_queued_usage_is_recorded_by_the_built_ingest(
    deployed: DeployedStack, customer: Person
) -> None:
    key = await create_key(deployed, customer)
    gateway = await deployed.start("GatewayFunction")
    async with openai_client(gateway, key) as client:
        await client.chat.completions.create(model="oss-20b", messages=MESSAGES, max_tokens=4)
    await gateway.api.polled_after(gateway.api_gateway.invocations[-1])
    messages = deployed.aws.take_messages()
    unreadable = {"messageId": "unreadable", "body": "not usage"}
    of_lambda = {"attributes": {"SentTimestamp": str(round(1000 * time.time()))}, "eventSource": "aws:sqs"}
    records = [{**message, **of_lambda} for message in (*messages, unreadable)]
    settings = deployed.variables("UsageIngestFunction")
    command, variables = deployed.artifacts.process("UsageIngestFunction", settings)
    source = (
        "import json, sys; from functions.usage_rollup.ingest.app import handler; "
        "print('ANSWER', json.dumps(handler(json.load(sys.stdin), None)))"
    )
    done = subprocess.run(  # noqa: ASYNC221 (no other task runs meanwhile)
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
    assert json.loads(answer) == {"batchItemFailures": []}, "what nobody can read is a dead letter at once"
    portal = deployed.functions[0]
    async with httpx.AsyncClient(base_url=portal.url, trust_env=False, timeout=60) as http:
        authorization = {"authorization": f"Bearer {customer.token}"}
        usage = (await http.get("/portal/usage-events", headers=authorization)).json()
    recorded = {event["request_id"] for event in usage["data"]}
    assert recorded == {event["request_id"] for m in messages for event in json.loads(m["body"])["events"]}
