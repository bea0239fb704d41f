"""A customer's requests to the built functions, and the usage events that they leave in the queue."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import openai

from tests.support.artifacts.deployment import DeployedStack, RunningFunction
from tests.support.database.supabase import Person

CHAT_PATH = "/v1/chat/completions"
MESSAGES: list[Any] = [{"role": "user", "content": "Tell me of the sea."}]


async def create_key(deployed: DeployedStack, customer: Person) -> str:
    """Create an API key with the artifact of the control plane; return its secret."""
    portal = await deployed.start("ControlPlaneFunction")
    async with httpx.AsyncClient(base_url=portal.url, trust_env=False, timeout=60) as http:
        authorization = {"authorization": f"Bearer {customer.token}"}
        answer = await http.post("/portal/api-keys", json={"name": "laptop"}, headers=authorization)
    assert answer.status_code == 201, answer.text
    assert answer.headers["x-request-id"].startswith("req_")
    return str(answer.json()["key"])


def openai_client(gateway: RunningFunction, key: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{gateway.url}/v1", api_key=key, max_retries=0, timeout=60)


def chat_headers(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}", "content-type": "application/json"}


def streamed_chat(max_tokens: int) -> dict[str, Any]:
    """Return the body of a streamed chat request."""
    return {"model": "oss-20b", "messages": MESSAGES, "stream": True, "max_tokens": max_tokens}


async def read_failing_stream(client: openai.AsyncOpenAI) -> tuple[str, openai.APIError]:
    """Read a stream that fails after its first byte; return the text before the error, and the error."""
    stream = await client.chat.completions.create(model="oss-20b", messages=MESSAGES, stream=True)
    text = ""
    try:
        async for chunk in stream:
            text += chunk.choices[0].delta.content or ""
    except openai.APIError as error:
        return text, error
    raise AssertionError("the stream ended as if it were complete")


def take_events(deployed: DeployedStack) -> list[dict[str, Any]]:
    """Take the usage events that are in the queue now."""
    return [
        event for message in deployed.aws.take_messages() for event in json.loads(message["body"])["events"]
    ]


async def settled_event(deployed: DeployedStack, gateway: RunningFunction) -> dict[str, Any]:
    """Return the settled event of the last request.

    It must be in the queue when the runtime asks for the next event: then Lambda may freeze the environment.
    """
    await gateway.api.polled_after(gateway.api_gateway.invocations[-1])
    admitted, settled = sorted(take_events(deployed), key=lambda event: str(event["kind"]))
    assert (admitted["kind"], settled["kind"]) == ("admitted", "settled")
    assert admitted["request_id"] == settled["request_id"]
    return settled


async def all_settled_ok(deployed: DeployedStack, count: int) -> None:
    """Wait until ``count`` different requests have settled, and assert that each ended ``ok``."""
    outcomes: dict[str, str] = {}
    async with asyncio.timeout(15):
        while len(outcomes) < count:
            for event in take_events(deployed):
                if event["kind"] == "settled":
                    outcomes[event["request_id"]] = event["outcome"]
            await asyncio.sleep(0.05)
    assert set(outcomes.values()) == {"ok"}
