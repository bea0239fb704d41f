"""OpenAI's SDK against a gateway; see ``probe``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openai
from openai import AsyncOpenAI

from tests.support.sdk.openai_sdk import completions
from tests.support.sdk.openai_sdk.calls import KEYS, MODEL, URL, client, failed, request
from tests.support.sdk.probe import failing, is_request_id, run


def chunks(stream: Any) -> list[Any]:
    return [
        [
            chunk.choices[0].delta.role if chunk.choices else None,
            chunk.choices[0].delta.content if chunk.choices else None,
            chunk.choices[0].finish_reason if chunk.choices else None,
            chunk.usage.model_dump(exclude_unset=True) if chunk.usage else None,
        ]
        for chunk in stream
    ]


def unary() -> Any:
    answer = client().chat.completions.create(**request("greet"))
    choice = answer.choices[0]
    assert answer.usage is not None
    return {
        "id": answer.id[:9],
        "object": answer.object,
        "model": answer.model,
        "created": type(answer.created).__name__,
        "choices": len(answer.choices),
        "role": choice.message.role,
        "content": choice.message.content,
        "tool_calls": choice.message.tool_calls,
        "finish_reason": choice.finish_reason,
        "usage": answer.usage.model_dump(exclude_unset=True),
    }


def every_parameter() -> Any:
    answer = client().chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": [{"type": "text", "text": "greet"}, {"type": "text", "text": " me"}]},
            {"role": "assistant", "content": "Yes?"},
            {"role": "user", "content": "greet"},
        ],
        temperature=0.5,
        top_p=0.9,
        max_tokens=64,
        n=1,
        seed=7,
        stop=["END"],
        presence_penalty=0.1,
        frequency_penalty=0.1,
        logprobs=False,
        response_format={"type": "text"},
        user="someone",
        extra_body={"store": True, "of_next_year": {"a": 1}},
    )
    return answer.choices[0].message.content


def headers() -> Any:
    response = client().chat.completions.with_raw_response.create(**request("greet"))
    names = ["limit", "remaining", "reset"]
    return {
        "x-request-id": is_request_id(response.headers["x-request-id"]),
        "same id": response.headers["x-request-id"] == response.headers["request-id"],
        "limits": {name: f"x-ratelimit-{name}-requests" in response.headers for name in names},
        "parsed": response.parse().choices[0].message.content,
    }


def stream() -> Any:
    return chunks(client().chat.completions.create(**request("greet", stream=True)))


def stream_with_usage() -> Any:
    options = {"stream": True, "stream_options": {"include_usage": True}}
    return chunks(client().chat.completions.create(**request("greet", **options)))


def stream_is_one_answer() -> Any:
    parts = list(client().chat.completions.create(**request("greet", stream=True)))
    return [len({(part.id, part.created, part.model, part.object) for part in parts}), parts[0].object]


def stream_with_keep_alives() -> Any:
    return chunks(client().chat.completions.create(**request("pause", stream=True)))


def stream_of_hard_text() -> Any:
    parts = client().chat.completions.create(**request("hard text", stream=True))
    return "".join(part.choices[0].delta.content or "" for part in parts)


def stream_breaks() -> Any:
    seen: list[str] = []

    def read() -> None:
        parts = client(retries=2).chat.completions.create(**request("break", stream=True))
        seen.extend(part.choices[0].delta.content or "" for part in parts)

    return {"error": failing(openai.APIError, read), "seen": "".join(seen)}


def stream_fails_before_its_first_byte() -> Any:
    return failing(
        openai.APIError, lambda: client().chat.completions.create(**request("refuse", stream=True))
    )


async def unary_async() -> Any:
    async with AsyncOpenAI(base_url=URL + "/v1", api_key=KEYS["valid"], max_retries=0) as asynchronous:
        answer = await asynchronous.chat.completions.create(**request("greet"))
    return answer.choices[0].message.content


async def stream_async() -> Any:
    async with AsyncOpenAI(base_url=URL + "/v1", api_key=KEYS["valid"], max_retries=0) as asynchronous:
        parts = await asynchronous.chat.completions.create(**request("greet", stream=True))
        return chunks([part async for part in parts])


def stream_helper() -> Any:
    """Only newer releases have it."""
    completions = client().chat.completions
    if not hasattr(completions, "stream"):
        return None
    with completions.stream(model=MODEL, messages=[{"role": "user", "content": "greet"}]) as events:
        kinds = [event.type for event in events]
        final = events.get_final_completion()
    return {"deltas": kinds.count("content.delta"), "content": final.choices[0].message.content}


def refused(script: str = "greet", key: str = "valid", retries: int = 0, **options: Any) -> Callable[[], Any]:
    return failed(lambda: client(key, retries).chat.completions.create(**request(script, **options)))


def models_list() -> Any:
    return [[model.id, model.object, model.owned_by, model.created] for model in client().models.list()]


def models_retrieve() -> Any:
    return client().models.retrieve("gemma-4-26b").id


IMAGE: Any = {"type": "image_url", "image_url": {"url": "data:,"}}
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}

run(
    openai.__version__,
    {
        **completions.SCENARIOS,
        "unary": unary,
        "every parameter": every_parameter,
        "headers": headers,
        "stream": stream,
        "stream with usage": stream_with_usage,
        "stream is one answer": stream_is_one_answer,
        "stream with keep-alives": stream_with_keep_alives,
        "stream of hard text": stream_of_hard_text,
        "stream breaks": stream_breaks,
        "stream fails before its first byte": stream_fails_before_its_first_byte,
        "unary async": unary_async,
        "stream async": stream_async,
        "stream helper": stream_helper,
        "models list": models_list,
        "models retrieve": models_retrieve,
        "error: model of the catalogue": failed(lambda: client().models.retrieve("no-such-model")),
        "error: wrong value": refused(temperature=5),
        "error: wrong type": refused(max_tokens="many"),
        "error: no messages": failed(lambda: client().chat.completions.create(model=MODEL, messages=[])),
        "error: tools": refused(tools=[TOOL]),
        "error: image": failed(
            lambda: client().chat.completions.create(
                model=MODEL,
                messages=[{"role": "user", "content": [IMAGE]}],
            )
        ),
        "error: several choices": refused(n=3),
        "error: invalid key": refused(key="ctx_no_such_key"),
        "error: key without the model": refused(key="restricted"),
        "error: unknown model": failed(
            lambda: client().chat.completions.create(model="gpt-9", messages=request("greet")["messages"])
        ),
        "error: unknown route": failed(lambda: client().embeddings.create(model=MODEL, input="x")),
        "error: too large": refused("x" * 60_000),
        "error: rate limit": refused(key="limited"),
        "error: quota, retries allowed": refused(key="quota", retries=2),
        "error: router": refused("refuse"),
        "error: saturated": refused("saturate"),
        "error: timeout": refused("time out"),
        "error: internal": refused("explode"),
    },
)
