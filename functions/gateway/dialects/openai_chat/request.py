"""Parsing the body of ``POST /v1/chat/completions``."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required

from pydantic import Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    LIST,
    MAX_MESSAGES,
    STRING_OR_LIST,
    TEXT,
    AllParts,
    Integer,
    MaxTokens,
    ModelName,
    ParticipantName,
    Penalty,
    Seed,
    Stop,
    StreamOptions,
    Temperature,
    UnitInterval,
    includes_usage,
    not_offered,
    not_offered_unless,
    of_type,
    one_of,
    stop_strings,
)
from portal.errors import InvalidRequest
from portal.inference import InferenceRequest, Message, Role, Sampling, text_message


class TextPart(TypedDict):
    type: Literal["text"]
    text: str


Content = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[list[TextPart], *AllParts, Tag(LIST)], STRING_OR_LIST
]


class ChatMessage(TypedDict, total=False):
    """``content`` may be null or absent only in an assistant message: clients keep an empty answer so."""

    role: Required[Role]
    name: ParticipantName | None
    content: Content | None
    refusal: str | None
    tool_calls: Annotated[Any, not_offered("tool calling")]
    function_call: Annotated[Any, not_offered("function calling")]
    audio: Annotated[Any, not_offered("audio")]


def _is_none(choice: Any) -> bool:
    return bool(choice == "none")


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

    n: Annotated[Integer, Field(ge=1), not_offered("more than one choice", harmless=one_of(1))] | None
    # Without tools 'auto' permits no call, and with them 'none' forbids every call.
    tool_choice: Annotated[Any, not_offered("tool calling", harmless=one_of("none", "auto"))]
    tools: Annotated[Any, not_offered_unless("tool calling", "tool_choice", is_off=_is_none)]
    function_call: Annotated[Any, not_offered("function calling", harmless=one_of("none", "auto"))]
    functions: Annotated[Any, not_offered_unless("function calling", "function_call", is_off=_is_none)]
    response_format: Annotated[Any, not_offered("a format other than text", harmless=of_type("text"))]
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
        "role": {"tool": "tool calling", "function": "function calling"},
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
    messages = tuple([_message(message, i) for i, message in enumerate(body["messages"])])
    if not any(message.text for message in messages):
        raise InvalidRequest("At least one message must have text.", param="messages.0.content")
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
    )


def _message(message: ChatMessage, position: int) -> Message:
    role, name, content = message["role"], message.get("name") or None, message.get("content")
    if isinstance(content, str):
        return text_message(role, content, name)
    if content is not None:
        return text_message(role, "".join([part["text"] for part in content]), name)
    if role == "assistant":
        return text_message(role, message.get("refusal") or "", name)
    param = f"messages.{position}.content"
    raise InvalidRequest(f"'{param}' is required: a string or an array of text parts.", param=param)
