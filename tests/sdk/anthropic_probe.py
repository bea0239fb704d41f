"""Anthropic's SDK against a gateway; see ``probe``."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import anthropic
from anthropic import Anthropic, AsyncAnthropic

from tests.sdk.probe import arguments, failing, is_request_id, run

URL, KEYS = arguments()
MODEL = "oss-20b"


@lru_cache
def client(key: str = "valid", retries: int = 0) -> Anthropic:
    return Anthropic(base_url=URL, api_key=KEYS.get(key, key), max_retries=retries, timeout=20)


def request(script: str, **options: Any) -> dict[str, Any]:
    return {"model": MODEL, "max_tokens": 64, "messages": [{"role": "user", "content": script}], **options}


def described(message: Any) -> dict[str, Any]:
    return {
        "id": message.id[:4],
        "type": message.type,
        "role": message.role,
        "model": message.model,
        "content": [[block.type, block.text] for block in message.content],
        "stop_reason": message.stop_reason,
        "stop_sequence": message.stop_sequence,
        "input_tokens": message.usage.input_tokens,
        "output_tokens": message.usage.output_tokens,
    }


def text_of(message: Any) -> str:
    return "".join(block.text for block in message.content)


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


async def unary_async() -> Any:
    async with AsyncAnthropic(base_url=URL, api_key=KEYS["valid"], max_retries=0) as asynchronous:
        return described(await asynchronous.messages.create(**request("greet")))


async def stream_async() -> Any:
    async with (
        AsyncAnthropic(base_url=URL, api_key=KEYS["valid"], max_retries=0) as asynchronous,
        asynchronous.messages.stream(**request("greet")) as events,
    ):
        texts = [text async for text in events.text_stream]
        return {"texts": texts, "final": described(await events.get_final_message())}


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


def models_list() -> Any:
    models = client().models.list()
    return [[model.id, model.type, model.display_name, str(model.created_at)] for model in models]


def models_page_by_page() -> Any:
    first = client().models.list(limit=1)
    return {
        "first": [model.id for model in first.data],
        "has_more": first.has_more,
        "all": [model.id for model in client().models.list(limit=1)],
        "before": [model.id for model in client().models.list(before_id="gemma-4-26b").data],
    }


def models_retrieve() -> Any:
    return client().models.retrieve("gemma-4-26b").display_name


def failed(call: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: failing(anthropic.APIStatusError, call)


def refused(script: str = "greet", key: str = "valid", retries: int = 0, **options: Any) -> Callable[[], Any]:
    return failed(lambda: client(key, retries).messages.create(**request(script, **options)))


IMAGE: Any = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AA=="}}

run(
    anthropic.__version__,
    {
        "unary": unary,
        "every parameter": every_parameter,
        "system message in messages": system_message_in_messages,
        "stop sequence": stop_sequence,
        "headers": headers,
        "request id": request_id,
        "stream": stream,
        "stream helper": stream_helper,
        "stream helper events": stream_helper_events,
        "stream with keep-alives": stream_with_keep_alives,
        "stream of hard text": stream_of_hard_text,
        "stream breaks": stream_breaks,
        "stream fails before its first byte": stream_fails_before_its_first_byte,
        "unary async": unary_async,
        "stream async": stream_async,
        "count tokens": count_tokens,
        "temperature": temperature,
        "temperature of the classic version": temperature_of_the_classic_version,
        "models list": models_list,
        "models page by page": models_page_by_page,
        "models retrieve": models_retrieve,
        "error: model of the catalogue": failed(lambda: client().models.retrieve("no-such-model")),
        "error: page of the catalogue": failed(lambda: client().models.list(limit=5000)),
        "error: wrong value": refused(extra_body={"top_k": -1}),
        "error: no messages": failed(
            lambda: client().messages.create(model=MODEL, max_tokens=5, messages=[])
        ),
        "error: tools": refused(tools=[{"name": "f", "input_schema": {"type": "object"}}]),
        "error: image": failed(
            lambda: client().messages.create(
                model=MODEL, max_tokens=5, messages=[{"role": "user", "content": [IMAGE]}]
            )
        ),
        "error: thinking": refused(extra_body={"thinking": {"type": "enabled", "budget_tokens": 1024}}),
        "error: invalid key": refused(key="ctx_no_such_key"),
        "error: key without the model": refused(key="restricted"),
        "error: unknown model": failed(
            lambda: client().messages.create(
                model="claude-9", max_tokens=5, messages=[{"role": "user", "content": "greet"}]
            )
        ),
        "error: unknown model counted": failed(
            lambda: client().messages.count_tokens(
                model="claude-9", messages=[{"role": "user", "content": "greet"}]
            )
        ),
        "error: unknown route": failed(lambda: client().messages.batches.retrieve("batch_1")),
        "error: too large": refused("x" * 60_000),
        "error: rate limit": refused(key="limited"),
        "error: quota, retries allowed": refused(key="quota", retries=2),
        "error: router": refused("refuse"),
        "error: saturated": refused("saturate"),
        "error: timeout": refused("time out"),
        "error: internal": refused("explode"),
    },
)
