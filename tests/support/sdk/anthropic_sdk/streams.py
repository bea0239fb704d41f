"""Scenarios of streamed messages."""

from __future__ import annotations

from typing import Any

import anthropic
from anthropic import AsyncAnthropic

from tests.support.sdk.anthropic_sdk.calls import KEYS, URL, client, described, request
from tests.support.sdk.probe import Scenario, failing


def stream() -> Any:
    return [event.type for event in client().messages.create(**request("greet", stream=True))]


def stream_helper() -> Any:
    with client().messages.stream(**request("greet")) as events:
        texts = list(events.text_stream)
        return {"texts": texts, "final": described(events.get_final_message())}


def stream_helper_events() -> Any:
    with client().messages.stream(**request("greet")) as events:
        return [event.type for event in events]


def stream_with_keep_alives() -> Any:
    with client().messages.stream(**request("pause")) as events:
        return [events.get_final_text(), events.get_final_message().stop_reason]


def stream_of_hard_text() -> Any:
    with client().messages.stream(**request("hard text")) as events:
        return events.get_final_text()


def stream_breaks() -> Any:
    seen: list[str] = []

    def read() -> None:
        with client(retries=2).messages.stream(**request("break")) as events:
            seen.extend(events.text_stream)

    return {"error": failing(anthropic.APIError, read), "seen": "".join(seen)}


def stream_fails_before_its_first_byte() -> Any:
    return failing(anthropic.APIError, lambda: client().messages.create(**request("refuse", stream=True)))


async def stream_async() -> Any:
    async with (
        AsyncAnthropic(base_url=URL, api_key=KEYS["valid"], max_retries=0) as asynchronous,
        asynchronous.messages.stream(**request("greet")) as events,
    ):
        texts = [text async for text in events.text_stream]
        return {"texts": texts, "final": described(await events.get_final_message())}


SCENARIOS: dict[str, Scenario] = {
    "stream": stream,
    "stream helper": stream_helper,
    "stream helper events": stream_helper_events,
    "stream with keep-alives": stream_with_keep_alives,
    "stream of hard text": stream_of_hard_text,
    "stream breaks": stream_breaks,
    "stream fails before its first byte": stream_fails_before_its_first_byte,
    "stream async": stream_async,
}
