"""The first steps of a new user, with the official SDKs: sign up, create a key, call, see usage, revoke."""

from __future__ import annotations

import asyncio

import anthropic
import httpx
import openai

from portal.inference import InferenceRequest, text_message
from portal.inference.conversation_tokens import estimate_conversation
from tests.support.product.customers import eventually, sign_up
from tests.support.product.stack import Stack

QUESTION = "Why is the sky blue?"


async def test_from_sign_up_to_a_revoked_key(stack: Stack) -> None:
    async with await sign_up(stack) as portal:
        me = (await portal.get("/portal/me")).json()
        assert me["plan"] == "free"
        created = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        key = created["key"]
        listed = (await portal.get("/portal/api-keys")).json()["data"]
        assert [(item["name"], item["masked"]) for item in listed] == [("first", created["masked"])]
        assert key not in str(listed)

        async with openai.AsyncOpenAI(api_key=key, base_url=f"{stack.access.api_url}/v1") as client:
            whole = await client.chat.completions.create(
                model="oss-20b", messages=[{"role": "user", "content": QUESTION}]
            )
            streamed = await client.chat.completions.create(
                model="oss-20b",
                messages=[{"role": "user", "content": QUESTION}],
                stream=True,
                stream_options={"include_usage": True},
            )
            chunks = [chunk async for chunk in streamed]
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        assert text == whole.choices[0].message.content
        assert whole.usage is not None
        assert chunks[-1].usage == whole.usage

        async with anthropic.AsyncAnthropic(api_key=key, base_url=stack.access.api_url) as claude:
            async with claude.messages.stream(
                model="oss-20b", max_tokens=500, messages=[{"role": "user", "content": QUESTION}]
            ) as stream:
                message = await stream.get_final_message()
            counted = await claude.messages.count_tokens(
                model="oss-20b", messages=[{"role": "user", "content": QUESTION}]
            )
        assert message.content[0].type == "text"
        assert message.content[0].text == text
        asked = InferenceRequest(None, messages=(text_message("user", QUESTION),))
        assert counted.input_tokens == message.usage.input_tokens == estimate_conversation(asked)

        async def usage_is_complete() -> bool:
            summary = (await portal.get("/portal/usage-summary", params={"range": "24h"})).json()
            events = (await portal.get("/portal/usage-events")).json()["data"]
            totals = summary["totals"]
            return bool(
                totals["requests"] == 3
                and len(events) == 3
                and all(event["completion_tokens"] for event in events)
                and totals["completion_tokens"]
                == 2 * whole.usage.completion_tokens + message.usage.output_tokens  # type: ignore[union-attr]
            )

        assert await eventually(usage_is_complete) < 15
        summary = (await portal.get("/portal/usage-summary", params={"range": "24h"})).json()
        used = {limit["name"]: limit["used"] for limit in summary["allowance"]}
        assert used["requests per week"] == 3

        assert (await portal.delete(f"/portal/api-keys/{created['id']}")).is_success
        async with httpx.AsyncClient(base_url=stack.access.api_url, timeout=30) as http:
            headers = {"authorization": f"Bearer {key}"}

            async def refused() -> bool:
                return (await http.get("/v1/models", headers=headers)).status_code == 401

            assert await eventually(refused) < 5


async def test_users_cannot_see_or_revoke_keys_of_others(stack: Stack) -> None:
    async with await sign_up(stack) as one, await sign_up(stack) as other:
        created = (await one.post("/portal/api-keys", json={"name": "mine"})).json()
        assert (await other.get("/portal/api-keys")).json()["data"] == []
        assert (await other.delete(f"/portal/api-keys/{created['id']}")).status_code == 404
        assert len((await one.get("/portal/api-keys")).json()["data"]) == 1


async def test_free_plan_refuses_the_21st_request_of_a_minute(stack: Stack) -> None:
    async with await sign_up(stack) as portal:
        key = (await portal.post("/portal/api-keys", json={"name": "first"})).json()["key"]
    client = openai.AsyncOpenAI(api_key=key, base_url=f"{stack.access.api_url}/v1", max_retries=0)
    async with client:
        calls = [
            client.chat.completions.create(
                model="oss-20b", messages=[{"role": "user", "content": "Hi"}], max_tokens=1
            )
            for _ in range(21)
        ]
        answers = await asyncio.gather(*calls, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, openai.RateLimitError)]
    assert len(refused) == 1
    assert refused[0].code == "rate_limit_exceeded"
    assert "requests per minute" in refused[0].message
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 20


async def test_demo_account_can_call_every_model(stack: Stack) -> None:
    async with openai.AsyncOpenAI(
        api_key=stack.access.api_key, base_url=f"{stack.access.api_url}/v1"
    ) as client:
        models = [model.id async for model in client.models.list()]
        assert models[0] == "oss-20b"
        for model in models:
            answer = await client.chat.completions.create(
                model=model, messages=[{"role": "user", "content": "Hi"}], max_tokens=2
            )
            assert answer.choices[0].message.content


async def test_refused_requests_are_seen_in_the_portal(stack: Stack) -> None:
    async with await sign_up(stack) as portal:
        created = (
            await portal.post("/portal/api-keys", json={"name": "slow", "requests_per_minute": 1})
        ).json()
        headers = {"authorization": f"Bearer {created['key']}"}
        body = {"model": "oss-20b", "max_tokens": 5, "messages": [{"role": "user", "content": QUESTION}]}
        async with httpx.AsyncClient(
            base_url=stack.access.api_url, headers=headers, timeout=30, trust_env=False
        ) as http:
            await http.post("/v1/messages", json=body)
            limited = [await http.post("/v1/messages", json=body) for _ in range(3)]
            faulty = await http.post("/v1/chat/completions", json={**body, "temperature": 9})
        assert [answer.status_code for answer in limited] == [429] * 3

        async def refusals_are_counted() -> bool:
            totals = (await portal.get("/portal/usage-summary", params={"range": "24h"})).json()["totals"]
            return (totals["requests"], totals["refused"]) == (1, 4)

        assert await eventually(refusals_are_counted) < 15
        summary = (await portal.get("/portal/usage-summary", params={"range": "24h"})).json()
        assert summary["totals"]["errors"] == 0
        assert {entry["error_code"]: entry["refusals"] for entry in summary["refusals"]} == {
            "rate_limit_exceeded": 3,
            "invalid_request": 1,
        }
        for answer, param in [*((answer, None) for answer in limited), (faulty, "temperature")]:
            request_id = answer.headers["request-id"]
            receipt = (await portal.get(f"/portal/usage-events/{request_id}")).json()
            assert (receipt["outcome"], receipt["status"]) == ("refused", answer.status_code)
            assert receipt["error_param"] == param
