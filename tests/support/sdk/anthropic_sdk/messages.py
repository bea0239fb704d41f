"""Scenarios of unary messages, token counts and the API versions."""

from __future__ import annotations

from typing import Any

import anthropic
from anthropic import AsyncAnthropic

from tests.support.sdk.anthropic_sdk.calls import KEYS, MODEL, URL, client, described, request, text_of
from tests.support.sdk.probe import Scenario, failing, is_request_id


def unary() -> Any:
    return described(client().messages.create(**request("greet")))


def every_parameter() -> Any:
    message = client().messages.create(
        model=MODEL,
        max_tokens=64,
        system=[{"type": "text", "text": "Be kind.", "cache_control": {"type": "ephemeral"}}],
        messages=[
            {"role": "user", "content": [{"type": "text", "text": "greet"}]},
            {"role": "assistant", "content": "Yes?"},
            {"role": "user", "content": "greet"},
        ],
        stop_sequences=["END"],
        metadata={"user_id": "someone"},
        extra_body={"of_next_year": {"a": 1}, "thinking": {"type": "disabled"}},
    )
    return text_of(message)


def system_message_in_messages() -> Any:
    messages: Any = [{"role": "user", "content": "greet"}, {"role": "system", "content": "Be brief."}]
    return text_of(client().messages.create(model=MODEL, max_tokens=9, messages=messages))


def stop_sequence() -> Any:
    message = client().messages.create(**request("stop early", stop_sequences=["END"]))
    return [message.stop_reason, message.stop_sequence]


def headers() -> Any:
    response = client().messages.with_raw_response.create(**request("greet"))
    names = ["limit", "remaining", "reset"]
    return {
        "request-id": is_request_id(response.headers["request-id"]),
        "same id": response.headers["x-request-id"] == response.headers["request-id"],
        "limits": {name: f"anthropic-ratelimit-requests-{name}" in response.headers for name in names},
        "parsed": response.parse().content[0].text,
    }


def request_id() -> Any:
    return is_request_id(client().messages.create(**request("greet"))._request_id)


async def unary_async() -> Any:
    async with AsyncAnthropic(base_url=URL, api_key=KEYS["valid"], max_retries=0) as asynchronous:
        return described(await asynchronous.messages.create(**request("greet")))


def count_tokens() -> Any:
    """Return the tokens of count_tokens, and of message_start for the same conversation."""
    conversation: dict[str, Any] = {
        "model": MODEL,
        "system": "Be kind.",
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "greet"}]},
            {"role": "assistant", "content": "Yes? 😀"},
            {"role": "user", "content": "greet " * 50},
        ],
    }
    counted = client().messages.count_tokens(**conversation).input_tokens
    events = list(client().messages.create(**conversation, max_tokens=5, stream=True))
    return [counted, events[0].message.usage.input_tokens]


def temperature() -> Any:
    """2023-06-01 allows it and 2026-10-21 refuses it; newer SDKs have no argument for it."""

    def call() -> Any:
        return text_of(client().messages.create(**request("greet", extra_body={"temperature": 0.5})))

    seen = failing(anthropic.APIStatusError, call)
    return seen["result"] if seen["class"] is None else seen


def temperature_of_the_classic_version() -> Any:
    classic = client().with_options(default_headers={"anthropic-version": "2023-06-01"})
    return text_of(classic.messages.create(**request("greet", extra_body={"temperature": 0.5})))


SCENARIOS: dict[str, Scenario] = {
    "unary": unary,
    "every parameter": every_parameter,
    "system message in messages": system_message_in_messages,
    "stop sequence": stop_sequence,
    "headers": headers,
    "request id": request_id,
    "unary async": unary_async,
    "count tokens": count_tokens,
    "temperature": temperature,
    "temperature of the classic version": temperature_of_the_classic_version,
}
