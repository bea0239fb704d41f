"""Messages of a chat request, with the calls and results of earlier turns.

The rules of OpenAI's API hold (docs/protocols/openai.md, "Tools"): each call is answered by a message of role
``tool`` right after it, and no other message has one. Clients look for its words and for ``param``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Annotated, Any, Literal, Required

from pydantic import Field, Tag
from typing_extensions import TypedDict

from functions.gateway.dialects.fields.request_fields import (
    LIST,
    STRING_OR_LIST,
    TEXT,
    AllParts,
    ParticipantName,
    not_offered,
)
from functions.gateway.dialects.fields.tool_fields import FunctionName, only_type
from portal.errors import InvalidRequest
from portal.inference import Message, Part, Role, ToolCall, ToolResult, text_message


class TextPart(TypedDict):
    type: Literal["text"]
    text: str


Content = Annotated[
    Annotated[str, Tag(TEXT)] | Annotated[list[TextPart], *AllParts, Tag(LIST)], STRING_OR_LIST
]


class CalledFunction(TypedDict):
    """``arguments`` pass as the model wrote them, valid JSON or not."""

    name: FunctionName
    arguments: str


class SentCall(TypedDict):
    id: Annotated[str, Field(min_length=1)]
    type: Annotated[str, only_type("function")]
    function: CalledFunction


class ChatMessage(TypedDict, total=False):
    """``content`` may be null or absent only in an assistant message: clients keep an empty answer so."""

    role: Required[Role]
    name: ParticipantName | None
    content: Content | None
    refusal: str | None
    tool_calls: Annotated[list[SentCall], *AllParts] | None
    tool_call_id: str | None
    function_call: Annotated[Any, not_offered("a call in the deprecated form (send tool_calls)")]
    audio: Annotated[Any, not_offered("audio")]


def read_history(messages: Sequence[ChatMessage]) -> tuple[Message, ...]:
    """Raises InvalidRequest that names the message."""
    parsed: list[Message] = []
    unanswered: Counter[str] = Counter()
    caller = 0
    for i, message in enumerate(messages):
        if message["role"] == "tool":
            parsed.append(_result(message, i, unanswered, after_call=bool(parsed) and _is_call(parsed[-1])))
            continue
        if unanswered:
            raise _unanswered(unanswered, caller)
        read = _message(message, i)
        if read.calls:
            caller, unanswered = i, Counter([call.id for call in read.calls])
        parsed.append(read)
    if unanswered:
        raise _unanswered(unanswered, caller)
    return tuple(parsed)


def _is_call(message: Message) -> bool:
    return message.role == "tool" or bool(message.calls)


def _message(message: ChatMessage, position: int) -> Message:
    role, name, content = message["role"], message.get("name") or None, message.get("content")
    calls = message.get("tool_calls")
    if calls and role != "assistant":
        param = f"messages.[{position}].tool_calls"
        raise InvalidRequest(f"'{param}' is only allowed in an assistant message.", param=param)
    if content is not None:
        text = _text(content)
    elif role == "assistant":
        text = message.get("refusal") or ""
    else:
        raise _no_content(position)
    if not calls:
        return text_message(role, text, name)
    parts: list[Part] = [text] if text else []
    parts += [ToolCall(call["id"], call["function"]["name"], call["function"]["arguments"]) for call in calls]
    return Message(role, tuple(parts), name)


def _text(content: str | Sequence[TextPart]) -> str:
    return content if isinstance(content, str) else "".join([part["text"] for part in content])


def _result(message: ChatMessage, position: int, unanswered: Counter[str], *, after_call: bool) -> Message:
    """Return the result, and take its call out of ``unanswered``."""
    call_id, content = message.get("tool_call_id"), message.get("content")
    if not after_call:
        raise InvalidRequest(
            "Invalid parameter: messages with role 'tool' must be a response to a preceding message with "
            "'tool_calls'.",
            param=f"messages.[{position}].role",
        )
    param = f"messages.[{position}].tool_call_id"
    if call_id is None:
        raise InvalidRequest(f"'{param}' is required.", param=param)
    if call_id not in unanswered:
        raise InvalidRequest(
            f"Invalid parameter: '{param}' is not found in 'tool_calls' of the preceding message, or is "
            "answered already.",
            param=param,
        )
    if content is None:
        raise _no_content(position)
    unanswered[call_id] -= 1
    if not unanswered[call_id]:
        del unanswered[call_id]
    return Message("tool", (ToolResult(call_id, _text(content)),))


def _no_content(position: int) -> InvalidRequest:
    param = f"messages.{position}.content"
    return InvalidRequest(f"'{param}' is required: a string or an array of text parts.", param=param)


def _unanswered(ids: Iterable[str], caller: int) -> InvalidRequest:
    shown = ", ".join([call_id[:64] for call_id in islice(ids, 8)])
    return InvalidRequest(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
        f"'tool_call_id'. The following tool_call_ids did not have response messages: {shown}.",
        param=f"messages.[{caller}].role",
    )
