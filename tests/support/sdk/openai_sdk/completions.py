"""Scenarios of text completions: OpenAI's older API, on ``/v1/completions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openai

from tests.support.sdk.openai_sdk.calls import MODEL, client, failed
from tests.support.sdk.probe import Scenario, failing


def request(script: Any, **options: Any) -> dict[str, Any]:
    return {"model": MODEL, "prompt": script, **options}


def described(completion: Any) -> dict[str, Any]:
    return {
        "id": completion.id[:4],
        "object": completion.object,
        "model": completion.model,
        "created": type(completion.created).__name__,
        "choices": [[choice.index, choice.text, choice.finish_reason] for choice in completion.choices],
        "usage": completion.usage.model_dump(exclude_unset=True) if completion.usage else None,
    }


def unary() -> Any:
    return described(client().completions.create(**request("greet")))


def prompt_in_an_array() -> Any:
    return described(client().completions.create(**request(["greet"])))


def every_parameter() -> Any:
    """Of clients that send each parameter with its default."""
    completion = client().completions.create(
        model=MODEL,
        prompt="greet",
        best_of=1,
        echo=False,
        frequency_penalty=0,
        logit_bias={},
        max_tokens=16,
        n=1,
        presence_penalty=0,
        seed=7,
        stop=["END"],
        temperature=0.5,
        top_p=1,
        user="someone",
        extra_body={"logprobs": None, "suffix": None},
    )
    return completion.choices[0].text


def stream() -> Any:
    parts = client().completions.create(**request("greet", stream=True))
    return [[part.choices[0].text, part.choices[0].finish_reason, part.object] for part in parts]


def stream_with_usage() -> Any:
    options = {"stream": True, "stream_options": {"include_usage": True}}
    parts = list(client().completions.create(**request("greet", **options)))
    return [
        [len(part.choices), part.usage.model_dump(exclude_unset=True) if part.usage else None]
        for part in parts
    ]


def stream_with_keep_alives() -> Any:
    parts = client().completions.create(**request("pause", stream=True))
    return "".join(part.choices[0].text for part in parts)


def stream_of_hard_text() -> Any:
    parts = client().completions.create(**request("hard text", stream=True))
    return "".join(part.choices[0].text for part in parts)


def stream_breaks() -> Any:
    seen: list[str] = []

    def read() -> None:
        parts = client(retries=2).completions.create(**request("break", stream=True))
        seen.extend(part.choices[0].text for part in parts)

    return {"error": failing(openai.APIError, read), "seen": "".join(seen)}


def refused(script: Any = "greet", key: str = "valid", **options: Any) -> Callable[[], Any]:
    return failed(lambda: client(key).completions.create(**request(script, **options)))


SCENARIOS: dict[str, Scenario] = {
    "completion": unary,
    "completion of an array": prompt_in_an_array,
    "completion with every parameter": every_parameter,
    "completion stream": stream,
    "completion stream with usage": stream_with_usage,
    "completion stream with keep-alives": stream_with_keep_alives,
    "completion stream of hard text": stream_of_hard_text,
    "completion stream breaks": stream_breaks,
    "error: completion of several prompts": refused(["greet", "greet"]),
    "error: completion of token ids": refused([1, 2, 3]),
    "error: completion with logprobs": refused(logprobs=3),
    "error: completion with a suffix": refused(suffix="end"),
    "error: completion with a wrong value": refused(temperature=5),
    "error: completion over the rate limit": refused(key="limited"),
    "error: completion with an invalid key": refused(key="ctx_no_such_key"),
    "error: completion of a broken router": refused("refuse"),
}
