"""Parsing the bodies of ``POST /v1/messages`` and ``/v1/messages/count_tokens``.

Differences of the versions (docs/protocols/anthropic.md, "Versions"): 2026-10-21 refuses ``temperature``,
``top_p`` and ``top_k`` at any value, and citations on a text block of a user message. Under 2023-06-01
sampling parameters apply, and such citations, which only annotate the text, are ignored. Both accept a
message of role ``system``.

An assistant message may be empty, because an answer may be, and clients send the thinking blocks of another
model back as history: they are left out, because they are no text of the conversation.

``thinking`` of type ``adaptive`` or ``between_tools`` lets the model decide whether to think, so a model that
does not think complies; ``enabled`` requires thinking and is refused.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Required

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    LIST,
    MAX_MESSAGES,
    STRING_OR_LIST,
    TEXT,
    AllParts,
    MaxTokens,
    ModelName,
    StopString,
    TopK,
    UnitInterval,
    not_offered,
    not_offered_unless,
    of_type,
    one_of,
)
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import InferenceRequest, Message, Sampling, text_message

_TOOLS = "tool calling"
_THINKING = "extended thinking"
_CODE = "code execution"

_NOT_OFFERED_VALUES = {
    "type": {
        "image": "image input",
        "document": "document input",
        "search_result": "search results",
        "tool_use": _TOOLS,
        "tool_result": _TOOLS,
        "server_tool_use": _TOOLS,
        "mcp_tool_use": _TOOLS,
        "mcp_tool_result": _TOOLS,
        "tool_search_tool_result": _TOOLS,
        "web_search_tool_result": "web search",
        "web_fetch_tool_result": "web fetch",
        "code_execution_tool_result": _CODE,
        "bash_code_execution_tool_result": _CODE,
        "text_editor_code_execution_tool_result": _CODE,
        "container_upload": "container upload",
    }
}


class TextBlock(TypedDict, total=False):
    type: Required[Literal["text"]]
    text: Required[str]
    citations: list[Any] | None


class ThinkingBlock(TypedDict):
    type: Literal["thinking", "redacted_thinking"]


def _block_kind(block: Any) -> str:
    kind = block.get("type") if isinstance(block, dict) else None
    return _THINKING_BLOCK if kind in ("thinking", "redacted_thinking") else _TEXT_BLOCK


_TEXT_BLOCK, _THINKING_BLOCK = "(text block)", "(thinking block)"
"""Tags in brackets, so that they can be left out of a field's path."""

_Block = Annotated[
    Annotated[TextBlock, Tag(_TEXT_BLOCK)] | Annotated[ThinkingBlock, Tag(_THINKING_BLOCK)],
    Discriminator(_block_kind),
]

Content = Annotated[Annotated[str, Tag(TEXT)] | Annotated[list[_Block], *AllParts, Tag(LIST)], STRING_OR_LIST]


class ConversationMessage(TypedDict):
    role: Literal["user", "assistant", "system"]
    content: Content


class Metadata(TypedDict, total=False):
    user_id: str | None


class OutputConfig(TypedDict, total=False):
    format: Annotated[Any, not_offered("structured output", harmless=one_of())]


class ConversationBody(TypedDict, total=False):
    """The fields of ``count_tokens``, which a request that runs the model has as well."""

    model: ModelName | None
    system: Content | None
    messages: Required[
        Annotated[list[ConversationMessage], Field(min_length=1, max_length=MAX_MESSAGES, fail_fast=True)]
    ]
    temperature: UnitInterval | None
    top_p: UnitInterval | None
    top_k: TopK | None

    # Without tools 'auto' permits no call, and with them 'none' forbids every call.
    tool_choice: Annotated[Any, not_offered(_TOOLS, harmless=of_type("none", "auto"))]
    tools: Annotated[Any, not_offered_unless(_TOOLS, "tool_choice", is_off=of_type("none"))]
    thinking: Annotated[
        Any, not_offered(_THINKING, harmless=of_type("disabled", "adaptive", "between_tools"))
    ]
    mcp_servers: Annotated[Any, not_offered("calling MCP servers")]
    container: Annotated[Any, not_offered("a container")]
    output_config: OutputConfig | None
    output_format: Annotated[Any, not_offered("structured output", harmless=one_of())]
    # Ignoring a restriction on where data may go would break it without telling the customer.
    inference_geo: Annotated[Any, not_offered("a choice of region", harmless=one_of("global"))]


class MessagesBody(ConversationBody, total=False):
    max_tokens: Required[MaxTokens]
    stop_sequences: Annotated[list[StopString], Field(max_length=64, fail_fast=True)] | None
    stream: bool | None
    metadata: Metadata | None


_CONVERSATION = BodyReader(ConversationBody, _NOT_OFFERED_VALUES)
_MESSAGES = BodyReader(MessagesBody, _NOT_OFFERED_VALUES)


def read_messages(raw: bytes, version: str) -> InferenceRequest:
    """Parse by the rules of ``version``. Raises InvalidRequest or a subclass."""
    body = _MESSAGES.read(raw)
    metadata = body.get("metadata")
    return InferenceRequest(
        model=body.get("model"),
        messages=_messages(body, version),
        sampling=Sampling(
            max_tokens=body["max_tokens"],
            temperature=body.get("temperature"),
            top_p=body.get("top_p"),
            top_k=body.get("top_k"),
            stop=_stop_sequences(body.get("stop_sequences")),
        ),
        stream=bool(body.get("stream")),
        user=None if metadata is None else metadata.get("user_id"),
    )


def read_conversation(raw: bytes, version: str) -> InferenceRequest:
    """Parse a conversation to count: into the same messages as ``read_messages``."""
    body = _CONVERSATION.read(raw)
    return InferenceRequest(model=body.get("model"), messages=_messages(body, version))


def _messages(body: ConversationBody, version: str) -> tuple[Message, ...]:
    """Return the system prompt, if any, and the messages."""
    if version == NEWEST:
        _check_newest(body)
    system, messages = body.get("system"), body["messages"]
    parsed = [text_message("system", _text(system, "system"))] if system else []
    for i, message in enumerate(messages):
        role, content, param = message["role"], message["content"], f"messages.{i}.content"
        text = _answer_text(content) if role == "assistant" else _text(content, param)
        if not text and role != "assistant":
            raise InvalidRequest(f"'{param}' must not be empty.", param=param)
        parsed.append(text_message(role, text))
    return tuple(parsed)


def _text(content: str | list[TextBlock | ThinkingBlock], param: str) -> str:
    if isinstance(content, str):
        return content
    for i, block in enumerate(content):
        if block["type"] != "text":
            raise UnsupportedFeature(
                f"'{param}.{i}.type' is not supported here: {_THINKING} is not offered.",
                param=f"{param}.{i}.type",
            )
    return _answer_text(content)


def _answer_text(content: str | list[TextBlock | ThinkingBlock]) -> str:
    if isinstance(content, str):
        return content
    return "".join([block["text"] for block in content if block["type"] == "text"])


def _check_newest(body: ConversationBody) -> None:
    for param in ("temperature", "top_p", "top_k"):
        if body.get(param) is not None:
            # Clients that retry without the parameter match Anthropic's own message.
            raise UnsupportedFeature(
                f"{param}: Extra inputs are not permitted. Version {NEWEST} has no sampling parameters.",
                param=param,
                hint=f"Leave '{param}' out, or send 'anthropic-version: {CLASSIC}'.",
            )
    for i, message in enumerate(body["messages"]):
        content = message["content"]
        if message["role"] == "user" and not isinstance(content, str):
            for j, block in enumerate(content):
                if block.get("citations"):
                    param = f"messages.{i}.content.{j}.citations"
                    raise UnsupportedFeature(f"'{param}' is not permitted in a user message.", param=param)


def _stop_sequences(stop: list[str] | None) -> tuple[str, ...]:
    if not stop:
        return ()
    for i, text in enumerate(stop):
        if not text.strip():
            param = f"stop_sequences.{i}"
            raise InvalidRequest(f"'{param}' must not consist of whitespace only.", param=param)
    return tuple(stop)
