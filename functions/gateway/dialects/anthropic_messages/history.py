"""Messages of a request, with the calls and results of earlier turns.

The rules of Anthropic's API hold (docs/protocols/anthropic.md, "Tools"): each ``tool_use`` has one
``tool_result`` in the next user message, where the results come first. Clients look for its words. Text
after results becomes a message of its own.

A system message between calls and their results goes behind the results, which models read right after the
calls. Thinking blocks of an assistant message are left out, because they are no text of the conversation.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import Any, Literal, Required

import orjson
from typing_extensions import TypedDict

from functions.gateway.dialects.anthropic_messages.blocks import (
    Block,
    Content,
    ResultContent,
    ToolResultBlock,
    ToolUseBlock,
)
from functions.gateway.dialects.anthropic_messages.output import MessageConfig
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Message, Part, ToolCall, ToolResult, text_message


class ConversationMessage(TypedDict, total=False):
    role: Required[Literal["user", "assistant", "system"]]
    content: Required[Content]
    output_config: MessageConfig | None


class History:
    """Reads the messages of one request in order."""

    def __init__(self) -> None:
        self._messages: list[Message] = []
        self._unanswered: dict[str, None] = {}
        self._held: list[Message] = []
        self._caller = 0

    def read(self, messages: Sequence[ConversationMessage]) -> tuple[Message, ...]:
        """Raises InvalidRequest that names the message or its block."""
        for i, message in enumerate(messages):
            content = message["content"]
            match message["role"]:
                case "assistant":
                    self._check_answered()
                    self._add_assistant(content, i)
                case "user":
                    self._add_user(content, i)
                case "system":
                    system = text_message("system", _only_text(content, _text_blocks(content), i))
                    (self._held if self._unanswered else self._messages).append(system)
        self._check_answered()
        return tuple(self._messages)

    def _check_answered(self) -> None:
        if self._unanswered:
            shown = ", ".join([call_id[:64] for call_id in islice(self._unanswered, 8)])
            raise InvalidRequest(
                f"messages.{self._caller}: `tool_use` ids were found without `tool_result` blocks "
                f"immediately after: {shown}. The next message must have a `tool_result` block for each.",
                param=f"messages.{self._caller}.content",
            )

    def _add_assistant(self, content: str | list[Block], position: int) -> None:
        if isinstance(content, str):
            self._messages.append(text_message("assistant", content))
            return
        parts: list[Part] = []
        texts: list[str] = []
        ids: dict[str, None] = {}
        for j, block in enumerate(content):
            param = f"messages.{position}.content.{j}"
            match block["type"]:
                case "text":
                    texts.append(block["text"])
                case "tool_use":
                    if block["id"] in ids:
                        raise InvalidRequest("`tool_use` ids must be unique.", param=f"{param}.id")
                    ids[block["id"]] = None
                    _add_text(parts, texts)
                    parts.append(_call(block, param))
                case "tool_result":
                    raise _misplaced("tool_result", "user", param)
        _add_text(parts, texts)
        self._unanswered, self._caller = ids, position
        self._messages.append(Message("assistant", tuple(parts)))

    def _add_user(self, content: str | list[Block], position: int) -> None:
        results: list[ToolResult] = []
        texts: list[Block] = []
        for j, block in enumerate([] if isinstance(content, str) else content):
            param = f"messages.{position}.content.{j}"
            if block["type"] == "tool_use":
                raise _misplaced("tool_use", "assistant", param)
            if block["type"] != "tool_result":
                texts.append(block)
                continue
            if texts and block["tool_use_id"] in self._unanswered:
                raise InvalidRequest(f"{param}: `tool_result` blocks must come before others.", param=param)
            results.append(self._result(block, param))
        self._check_answered()
        if results:
            self._messages.append(Message("tool", tuple(results)))
        self._messages += self._held
        self._held.clear()
        if texts or not results:
            text = _only_text(content, texts, position, may_be_empty=bool(results))
            if text:
                self._messages.append(text_message("user", text))

    def _result(self, block: ToolResultBlock, param: str) -> ToolResult:
        call_id = block["tool_use_id"]
        if call_id not in self._unanswered:
            raise InvalidRequest(
                f"{param}: unexpected `tool_use_id` found in `tool_result` blocks: {call_id[:64]}. Each "
                "`tool_result` block must have a `tool_use` block of its own in the previous message.",
                param=f"{param}.tool_use_id",
            )
        del self._unanswered[call_id]
        return ToolResult(call_id, _result_text(block.get("content")), bool(block.get("is_error")))


def _add_text(parts: list[Part], texts: list[str]) -> None:
    """Append ``texts``, which follow each other, as one part, and empty it."""
    text = "".join(texts)
    texts.clear()
    if text:
        parts.append(text)


def _call(block: ToolUseBlock, param: str) -> ToolCall:
    return ToolCall(block["id"], block["name"], _compact_json(block["input"], f"{param}.input"))


def _compact_json(value: dict[str, Any], param: str) -> str:
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        pass  # A number of more than 64 bits.
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise InvalidRequest(f"'{param}' must hold finite numbers only.", param=param) from None


def _result_text(content: ResultContent | None) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    return "".join(
        [block["text"] if block["type"] == "text" else block["tool_name"] + "\n" for block in content]
    )


def _text_blocks(content: str | list[Block]) -> list[Block]:
    return [] if isinstance(content, str) else content


def _only_text(
    content: str | list[Block], blocks: Sequence[Block], position: int, *, may_be_empty: bool = False
) -> str:
    """Return the text of a user or system message. Raises InvalidRequest for other blocks and for none."""
    param = f"messages.{position}.content"
    if isinstance(content, str):
        text = content
    else:
        texts: list[str] = []
        for block in blocks:
            if block["type"] != "text":
                raise _not_text(block, f"{param}.{content.index(block)}")
            texts.append(block["text"])
        text = "".join(texts)
    if not text and not may_be_empty:
        raise InvalidRequest(f"'{param}' must not be empty.", param=param)
    return text


def _not_text(block: Block, param: str) -> InvalidRequest:
    if block["type"] in ("thinking", "redacted_thinking"):
        return UnsupportedFeature(
            f"'{param}.type' is not supported here: extended thinking is not offered.", param=f"{param}.type"
        )
    return _misplaced(block["type"], "assistant" if block["type"] == "tool_use" else "user", param)


def _misplaced(kind: str, role: str, param: str) -> InvalidRequest:
    return InvalidRequest(
        f"{param}: `{kind}` blocks can only be in `{role}` messages.", param=f"{param}.type"
    )
