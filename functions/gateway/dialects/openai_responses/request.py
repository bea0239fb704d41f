"""Parsing the body of ``POST /v1/responses`` (docs/protocols/openai-responses.md, "Request fields").

Nothing is stored between requests. What names something stored is refused, because leaving it out would lose
a part of the conversation; ``store: true`` is accepted, and the response says ``store: false``.

``truncation: "auto"`` is accepted: a conversation that fits is not truncated anyway, and one that does not is
refused rather than shortened, as with the ``"disabled"`` that the response says. Nor does a response say
another ``service_tier`` than the one there is.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required

from pydantic import Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    LIST,
    STRING_OR_LIST,
    TEXT,
    Integer,
    MaxTokens,
    ModelName,
    Penalty,
    Seed,
    Stop,
    Temperature,
    UnitInterval,
    not_offered,
    one_of,
    stop_strings,
)
from functions.gateway.dialects.openai_responses.content import NOT_OFFERED_PARTS
from functions.gateway.dialects.openai_responses.echo import make_echo
from functions.gateway.dialects.openai_responses.history import ItemHistory
from functions.gateway.dialects.openai_responses.items import Items
from functions.gateway.dialects.openai_responses.names import OfferedNames
from functions.gateway.dialects.openai_responses.text_format import TextField, json_output, shown_text
from functions.gateway.dialects.openai_responses.tool_choice import SentChoice, offered_tools, shown_choice
from functions.gateway.dialects.openai_responses.tools import SentTools, read_tools
from portal.errors import InvalidRequest
from portal.inference import InferenceRequest, Message, Sampling, text_message

_STORED = "a stored response (send the whole conversation as 'input')"

Metadata = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=512)]], Field(max_length=16)
]


class ResponsesBody(TypedDict, total=False):
    """Bounds are OpenAI's. ``stop``, ``seed`` and the penalties are not fields of its API, but of chat."""

    model: ModelName | None
    input: Required[Annotated[Annotated[str, Tag(TEXT)] | Annotated[Items, Tag(LIST)], STRING_OR_LIST]]
    instructions: str | None
    tools: SentTools
    tool_choice: SentChoice | None
    parallel_tool_calls: bool | None
    text: TextField | None
    max_output_tokens: MaxTokens | None
    max_tool_calls: Annotated[Integer, Field(ge=1)] | None
    temperature: Temperature | None
    top_p: UnitInterval | None
    presence_penalty: Penalty | None
    frequency_penalty: Penalty | None
    seed: Seed | None
    stop: Stop | None
    stream: bool | None
    store: bool | None
    metadata: Metadata | None
    truncation: Literal["auto", "disabled"] | None
    prompt_cache_key: str | None
    safety_identifier: str | None
    user: str | None
    service_tier: str | None

    previous_response_id: Annotated[Any, not_offered(_STORED)]
    conversation: Annotated[Any, not_offered(_STORED)]
    prompt: Annotated[Any, not_offered("a stored prompt")]
    background: Annotated[Any, not_offered("a response in the background")]
    top_logprobs: Annotated[Any, not_offered("log probabilities")]
    # Ignoring it would drop a check that the customer relies on.
    moderation: Annotated[Any, not_offered("moderation of the answer", harmless=one_of())]


_BODY = BodyReader(ResponsesBody, {"type": NOT_OFFERED_PARTS})

_REPEATED = (
    "frequency_penalty",
    "instructions",
    "max_output_tokens",
    "max_tool_calls",
    "metadata",
    "parallel_tool_calls",
    "presence_penalty",
    "prompt_cache_key",
    "safety_identifier",
    "temperature",
    "top_p",
    "user",
)
"""Fields that a response repeats as they are."""


def read_response_request(raw: bytes) -> InferenceRequest:
    """Raises InvalidRequest or a subclass."""
    body = _BODY.read(raw)
    read = read_tools(body.get("tools") or [])
    tools, choice = offered_tools(read, body.get("tool_choice"))
    output = json_output(body.get("text"))
    user = body.get("user")
    repeated = {name: value for name in _REPEATED if (value := body.get(name)) is not None}
    shown = {"tools": read.shown, "tool_choice": shown_choice(body.get("tool_choice"))}
    return InferenceRequest(
        model=body.get("model"),
        messages=_messages(body, read.names),
        sampling=Sampling(
            max_tokens=body.get("max_output_tokens"),
            temperature=body.get("temperature"),
            top_p=body.get("top_p"),
            presence_penalty=body.get("presence_penalty"),
            frequency_penalty=body.get("frequency_penalty"),
            seed=body.get("seed"),
            stop=stop_strings(body.get("stop")),
        ),
        stream=bool(body.get("stream")),
        user=body.get("safety_identifier") if user is None else user,
        tools=tools,
        tool_choice=choice,
        parallel_tool_calls=body.get("parallel_tool_calls") is not False,
        output=output,
        ignored_tools=read.ignored,
        echo=make_echo({**repeated, **shown, "text": shown_text(output)}, read.names.changed()),
    )


def _messages(body: ResponsesBody, names: OfferedNames) -> tuple[Message, ...]:
    sent, instructions = body["input"], body.get("instructions")
    messages = (text_message("user", sent),) if isinstance(sent, str) else ItemHistory(names).read(sent)
    if not any(message.parts for message in messages):
        raise InvalidRequest("'input' must have text.", param="input")
    return (text_message("system", instructions), *messages) if instructions else messages
