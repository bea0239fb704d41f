"""Parsing the bodies of ``POST /v1/messages`` and ``/v1/messages/count_tokens``.

Differences of the versions (docs/protocols/anthropic.md, "Versions"): 2026-10-21 refuses ``temperature``,
``top_p`` and ``top_k`` at any value, and citations on a text block of a user message. Under 2023-06-01
sampling parameters apply, and such citations, which only annotate the text, are ignored. Both accept a
message of role ``system``.

An assistant message may be empty, because an answer may be.

``thinking`` of type ``adaptive`` or ``between_tools`` lets the model decide whether to think, so a model that
does not think complies; ``enabled`` requires thinking and is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Required

from pydantic import Field
from typing_extensions import TypedDict

from functions.gateway.dialects.anthropic_messages.blocks import NOT_OFFERED_BLOCKS, SystemContent, TextBlock
from functions.gateway.dialects.anthropic_messages.history import ConversationMessage, History
from functions.gateway.dialects.anthropic_messages.output import OutputConfig, OutputFormat, json_output
from functions.gateway.dialects.anthropic_messages.tools import ChoiceOfTool, ClientTools, client_tools
from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST
from functions.gateway.dialects.fields.request_body import BodyReader
from functions.gateway.dialects.fields.request_fields import (
    MAX_MESSAGES,
    MaxTokens,
    ModelName,
    OrUnset,
    StopString,
    TopK,
    UnitInterval,
    not_offered,
    of_type,
    one_of,
)
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import InferenceRequest, Sampling, text_message

_THINKING = "extended thinking"

_NOT_OFFERED_VALUES = {"type": NOT_OFFERED_BLOCKS}

_BILLING_HEADER = "x-anthropic-billing-header:"
"""Starts the first system block of Claude Code. It is for Anthropic's service, and differs in each request,
which would defeat a router's cache of prompts."""


class Metadata(TypedDict, total=False):
    user_id: str | None


class ConversationBody(TypedDict, total=False):
    """The fields of ``count_tokens``, which a request that runs the model has as well."""

    model: ModelName | None
    system: SystemContent | None
    messages: Required[
        Annotated[list[ConversationMessage], Field(min_length=1, max_length=MAX_MESSAGES, fail_fast=True)]
    ]
    temperature: UnitInterval | None
    top_p: UnitInterval | None
    top_k: TopK | None
    tools: ClientTools
    tool_choice: ChoiceOfTool
    output_config: Annotated[OutputConfig | None, OrUnset]
    output_format: Annotated[OutputFormat | None, OrUnset]

    thinking: Annotated[
        Any, not_offered(_THINKING, harmless=of_type("disabled", "adaptive", "between_tools"))
    ]
    mcp_servers: Annotated[Any, not_offered("calling MCP servers")]
    container: Annotated[Any, not_offered("a container")]
    # A continued thread has only its new messages: the earlier ones would be missing without a word.
    thread: Annotated[Any, not_offered("keeping a conversation between requests")]
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
    return replace(
        _conversation(body, version),
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
    """Parse a conversation to count: into the same prompt as ``read_messages``."""
    return _conversation(_CONVERSATION.read(raw), version)


def _conversation(body: ConversationBody, version: str) -> InferenceRequest:
    if version == NEWEST:
        _check_newest(body)
    system = _system_text(body.get("system"))
    messages = History().read(body["messages"])
    tools, choice, parallel = client_tools(body.get("tools"), body.get("tool_choice"))
    return InferenceRequest(
        model=body.get("model"),
        messages=(text_message("system", system), *messages) if system else messages,
        tools=tools,
        tool_choice=choice,
        parallel_tool_calls=parallel,
        output=json_output(body.get("output_config"), body.get("output_format")),
        object_arguments=True,
    )


def _system_text(system: str | list[TextBlock] | None) -> str:
    if system is None or isinstance(system, str):
        return system or ""
    texts = [block["text"] for block in system]
    if texts and texts[0].startswith(_BILLING_HEADER):
        del texts[0]
    return "".join(texts)


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
                if block["type"] == "text" and block.get("citations"):
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
