"""Parsing the body of ``POST /v1/completions`` (docs/protocols/cortensor-router.md, "Completions envelope").

The body is also that of OpenAI's completions (docs/protocols/openai.md, "Completions"), as far as one prompt
of text goes. The bounds are those of the chat route. Fields that name what is behind a pool (``session_id``,
``node_type`` and similar ones) are ignored like every unknown field: customers choose a model, never a
machine.
"""

from __future__ import annotations

from typing import Annotated, Any, Required

from pydantic import AfterValidator, Field, Tag
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    LIST,
    NOT_OFFERED,
    STRING_OR_LIST,
    TEXT,
    Integer,
    MaxTokens,
    ModelName,
    Penalty,
    Seed,
    Stop,
    StreamOptions,
    Temperature,
    TopK,
    UnitInterval,
    includes_usage,
    not_offered,
    not_offered_unless,
    of_type,
    one_of,
    stop_strings,
)
from portal.inference import InferenceRequest, Sampling

_Single = Annotated[Integer, Field(ge=1), not_offered("more than one choice", harmless=one_of(1))]


def _only_prompt(prompts: list[Any]) -> list[Any]:
    """Accept one text. Token ids, also as an array of arrays, would need the model's vocabulary."""
    if not prompts or prompts == [""]:
        raise PydanticCustomError("too_short", "must not be empty")
    if not isinstance(prompts[0], str):
        raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": "a prompt of token ids"})
    if len(prompts) > 1:
        raise PydanticCustomError(NOT_OFFERED, "{what}", {"what": "more than one prompt in a request"})
    return prompts


_Prompt = Annotated[
    Annotated[str, Field(min_length=1), Tag(TEXT)]
    | Annotated[list[Any], AfterValidator(_only_prompt), Tag(LIST)],
    STRING_OR_LIST,
]


def _is_off(value: Any) -> bool:
    return value is None or value is False


def _is_none(choice: Any) -> bool:
    return bool(choice == "none")


class CompletionBody(TypedDict, total=False):
    model: ModelName | None
    prompt: Required[_Prompt]
    stream: bool | None
    stream_options: StreamOptions | None
    max_tokens: MaxTokens | None
    temperature: Temperature | None
    top_p: UnitInterval | None
    top_k: TopK | None
    presence_penalty: Penalty | None
    frequency_penalty: Penalty | None
    seed: Seed | None
    stop: Stop | None
    user: str | None

    n: _Single | None
    best_of: _Single | None
    messages: Annotated[Any, not_offered("a conversation (POST /v1/chat/completions takes one)")]
    tool_choice: Annotated[Any, not_offered("tool calling", harmless=one_of("none", "auto"))]
    tools: Annotated[Any, not_offered_unless("tool calling", "tool_choice", is_off=_is_none)]
    response_format: Annotated[Any, not_offered("a format other than text", harmless=of_type("text"))]
    # 0 requests the log probability of each chosen token, so it is not harmless here.
    logprobs: Annotated[Any, not_offered("log probabilities", harmless=_is_off)]
    logit_bias: Annotated[Any, not_offered("token bias")]
    echo: Annotated[Any, not_offered("echoing the prompt")]
    suffix: Annotated[Any, not_offered("fill-in-the-middle")]


_BODY = BodyReader(CompletionBody, {})


def read_completion(raw: bytes) -> InferenceRequest:
    """Raises InvalidRequest or a subclass."""
    body = _BODY.read(raw)
    stream, prompt = bool(body.get("stream")), body["prompt"]
    return InferenceRequest(
        model=body.get("model"),
        prompt=prompt if isinstance(prompt, str) else prompt[0],
        sampling=Sampling(
            max_tokens=body.get("max_tokens"),
            temperature=body.get("temperature"),
            top_p=body.get("top_p"),
            top_k=body.get("top_k"),
            presence_penalty=body.get("presence_penalty"),
            frequency_penalty=body.get("frequency_penalty"),
            seed=body.get("seed"),
            stop=stop_strings(body.get("stop")),
        ),
        stream=stream,
        include_usage=includes_usage(body.get("stream_options"), stream=stream),
        user=body.get("user"),
    )
