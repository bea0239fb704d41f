"""Parsing the body of ``POST /v1/chat/completions``."""

from __future__ import annotations

from typing import Annotated, Any, Required

from pydantic import Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    MAX_MESSAGES,
    OBJECT,
    STRING_OR_OBJECT,
    TEXT,
    Integer,
    MaxTokens,
    ModelName,
    OrUnset,
    Penalty,
    Seed,
    Stop,
    StreamOptions,
    Temperature,
    UnitInterval,
    includes_usage,
    not_offered,
    not_offered_unless,
    one_of,
    stop_strings,
)
from functions.gateway.dialects.openai_chat.history import ChatMessage, read_history
from functions.gateway.dialects.openai_chat.json_output import ResponseFormat, json_output
from functions.gateway.dialects.openai_chat.tools import ChatTools, ChoiceObject, offered_tools
from portal.errors import InvalidRequest
from portal.inference import InferenceRequest, Sampling


def _is_none(choice: Any) -> bool:
    return bool(choice == "none")


_FUNCTIONS = "the deprecated form of tools (send tools)"

_Choice = Annotated[Annotated[str, Tag(TEXT)] | Annotated[ChoiceObject, Tag(OBJECT)], STRING_OR_OBJECT]


class ChatBody(TypedDict, total=False):
    """Bounds are OpenAI's (docs/protocols/openai.md, "Request fields"). Both names of the user label work."""

    model: ModelName | None
    messages: Required[
        Annotated[list[ChatMessage], Field(min_length=1, max_length=MAX_MESSAGES, fail_fast=True)]
    ]
    stream: bool | None
    stream_options: StreamOptions | None
    max_tokens: MaxTokens | None
    max_completion_tokens: MaxTokens | None
    temperature: Temperature | None
    top_p: UnitInterval | None
    presence_penalty: Penalty | None
    frequency_penalty: Penalty | None
    seed: Seed | None
    stop: Stop | None
    user: str | None
    safety_identifier: str | None
    tools: ChatTools
    tool_choice: _Choice | None
    parallel_tool_calls: bool | None
    response_format: Annotated[ResponseFormat | None, OrUnset]

    n: Annotated[Integer, Field(ge=1), not_offered("more than one choice", harmless=one_of(1))] | None
    function_call: Annotated[Any, not_offered(_FUNCTIONS, harmless=one_of("none", "auto"))]
    functions: Annotated[Any, not_offered_unless(_FUNCTIONS, "function_call", is_off=_is_none)]
    modalities: Annotated[Any, not_offered("output other than text", harmless=one_of([], ["text"]))]
    audio: Annotated[Any, not_offered("audio output")]
    prediction: Annotated[Any, not_offered("predicted output")]
    logprobs: Annotated[Any, not_offered("log probabilities")]
    top_logprobs: Annotated[Any, not_offered("log probabilities")]
    # Ignoring these would change the response, or drop a check that the customer relies on.
    logit_bias: Annotated[Any, not_offered("token bias")]
    web_search_options: Annotated[Any, not_offered("web search", harmless=one_of())]
    moderation: Annotated[Any, not_offered("moderation of the answer", harmless=one_of())]


_BODY = BodyReader(
    ChatBody,
    {
        "role": {"function": "a result in the deprecated form (send the role 'tool')"},
        "type": {
            "image_url": "image input",
            "input_audio": "audio input",
            "file": "file input",
            "refusal": "a refusal part",
        },
    },
)


def read_chat(raw: bytes) -> InferenceRequest:
    """Raises InvalidRequest or a subclass."""
    body = _BODY.read(raw)
    stream = bool(body.get("stream"))
    include_usage = includes_usage(body.get("stream_options"), stream=stream)
    max_tokens, max_completion_tokens = body.get("max_tokens"), body.get("max_completion_tokens")
    if max_tokens is not None and max_completion_tokens is not None:
        raise InvalidRequest("Send 'max_completion_tokens' or 'max_tokens', not both.", param="max_tokens")
    user = body.get("user")
    messages = read_history(body["messages"])
    if not any(message.parts for message in messages):
        raise InvalidRequest("At least one message must have text.", param="messages.0.content")
    parallel = body.get("parallel_tool_calls")
    tools, choice = offered_tools(body.get("tools"), body.get("tool_choice"), parallel=parallel)
    return InferenceRequest(
        model=body.get("model"),
        messages=messages,
        sampling=Sampling(
            max_tokens=max_completion_tokens if max_tokens is None else max_tokens,
            temperature=body.get("temperature"),
            top_p=body.get("top_p"),
            presence_penalty=body.get("presence_penalty"),
            frequency_penalty=body.get("frequency_penalty"),
            seed=body.get("seed"),
            stop=stop_strings(body.get("stop")),
        ),
        stream=stream,
        include_usage=include_usage,
        user=body.get("safety_identifier") if user is None else user,
        tools=tools,
        tool_choice=choice,
        parallel_tool_calls=parallel is not False,
        output=json_output(body.get("response_format")),
    )
