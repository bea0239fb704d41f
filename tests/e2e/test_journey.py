"""What a newcomer does, with the official SDKs: sign up, make a key, call, look at usage, revoke the key."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable

import anthropic
import httpx
import openai

from portal.inference.tokens import estimate_tokens
from tests.support.stack import Stack

QUESTION = "Why is the sky blue?"


async def eventually(look: Callable[[], Awaitable[bool]], seconds: float = 15) -> float:
    """Wait until ``look`` is true; return how long that took."""
    began = time.perf_counter()
    while not await look():
        assert time.perf_counter() - began < seconds, "it never came true"
        await asyncio.sleep(0.1)
    return time.perf_counter() - began


async def signed_up(stack: Stack) -> httpx.AsyncClient:
    """Return a client of the control plane, signed in as somebody new."""
    body = {"email": f"{secrets.token_hex(6)}@example.com", "password": secrets.token_urlsafe(12)}
    async with httpx.AsyncClient(base_url=stack.access.supabase_url, timeout=30) as auth:
        headers = {"apikey": stack.access.supabase_publishable_key}
        session = (await auth.post("/auth/v1/signup", json=body, headers=headers)).raise_for_status().json()
    return httpx.AsyncClient(
        base_url=stack.access.api_url,
        headers={"authorization": f"Bearer {session['access_token']}"},
        timeout=30,
    )


async def test_from_sign_up_to_a_revoked_key(stack: Stack) -> None:
    async with await signed_up(stack) as portal:
        me = (await portal.get("/portal/me")).json()
        assert me["plan"] == "free"
        made = (await portal.post("/portal/api-keys", json={"name": "first"})).json()
        key = made["key"]
        listed = (await portal.get("/portal/api-keys")).json()["data"]
        assert [(item["name"], item["masked"]) for item in listed] == [("first", made["masked"])]
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
        assert counted.input_tokens == message.usage.input_tokens == estimate_tokens(QUESTION)

        async def usage_is_whole() -> bool:
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

        assert await eventually(usage_is_whole) < 15
        summary = (await portal.get("/portal/usage-summary", params={"range": "24h"})).json()
        used = {limit["name"]: limit["used"] for limit in summary["allowance"]}
        assert used["requests per week"] == 3

        assert (await portal.delete(f"/portal/api-keys/{made['id']}")).is_success
        async with httpx.AsyncClient(base_url=stack.access.api_url, timeout=30) as stranger:
            headers = {"authorization": f"Bearer {key}"}

            async def refused() -> bool:
                return (await stranger.get("/v1/models", headers=headers)).status_code == 401

            assert await eventually(refused) < 5


async def test_two_newcomers_never_see_each_other(stack: Stack) -> None:
    async with await signed_up(stack) as one, await signed_up(stack) as other:
        made = (await one.post("/portal/api-keys", json={"name": "mine"})).json()
        assert (await other.get("/portal/api-keys")).json()["data"] == []
        assert (await other.delete(f"/portal/api-keys/{made['id']}")).status_code == 404
        assert len((await one.get("/portal/api-keys")).json()["data"]) == 1


async def test_the_free_plan_ends_where_it_says(stack: Stack) -> None:
    async with await signed_up(stack) as portal:
        key = (await portal.post("/portal/api-keys", json={"name": "busy"})).json()["key"]
    client = openai.AsyncOpenAI(api_key=key, base_url=f"{stack.access.api_url}/v1", max_retries=0)
    async with client:
        asking = [
            client.chat.completions.create(
                model="oss-20b", messages=[{"role": "user", "content": "Hi"}], max_tokens=1
            )
            for _ in range(21)
        ]
        answers = await asyncio.gather(*asking, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, openai.RateLimitError)]
    assert len(refused) == 1
    assert refused[0].code == "rate_limit_exceeded"
    assert "requests per minute" in refused[0].message
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 20


async def test_the_demo_account_can_call_at_once(stack: Stack) -> None:
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
