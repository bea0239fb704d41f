"""What a customer does with the built functions, and what the queue then holds."""

from __future__ import annotations

import json
from typing import Any

import httpx
import openai

from tests.artifact.conftest import Account, Function
from tests.support.supabase import Person

ASKED: list[Any] = [{"role": "user", "content": "Tell me of the sea."}]


async def new_key(account: Account, customer: Person) -> str:
    """Have the control plane's artifact issue a key."""
    portal = await account.start("ControlPlaneFunction")
    async with httpx.AsyncClient(base_url=portal.url, trust_env=False, timeout=60) as http:
        authorization = {"authorization": f"Bearer {customer.token}"}
        answer = await http.post("/portal/api-keys", json={"name": "laptop"}, headers=authorization)
    assert answer.status_code == 201, answer.text
    assert answer.headers["x-request-id"].startswith("req_")
    return str(answer.json()["key"])


def openai_at(gateway: Function, key: str) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(base_url=f"{gateway.url}/v1", api_key=key, max_retries=0, timeout=60)


async def interrupted(client: openai.AsyncOpenAI) -> tuple[str, openai.APIError]:
    """Read a stream that fails in the middle; return what came before, and the error."""
    stream = await client.chat.completions.create(model="oss-20b", messages=ASKED, stream=True)
    text = ""
    try:
        async for chunk in stream:
            text += chunk.choices[0].delta.content or ""
    except openai.APIError as error:
        return text, error
    raise AssertionError("the stream ended as if it were whole")


def events(account: Account) -> list[dict[str, Any]]:
    return [event for message in account.aws.messages() for event in json.loads(message["body"])["events"]]


async def settled(account: Account, gateway: Function) -> dict[str, Any]:
    """Return how the last request was settled, as the queue has it when the next event is asked for."""
    await gateway.api.polled_after(gateway.front.invocations[-1])
    admitted, settled = sorted(events(account), key=lambda event: str(event["kind"]))
    assert (admitted["kind"], settled["kind"]) == ("admitted", "settled")
    assert admitted["request_id"] == settled["request_id"]
    return settled
