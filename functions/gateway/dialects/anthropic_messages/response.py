"""Responses of Anthropic's Messages (docs/protocols/anthropic.md, "Errors", "Stream events", "Token
counting").

Events: message_start, ping, content_block_start, one content_block_delta per piece of text,
content_block_stop, message_delta, message_stop; each frame names its event. The input tokens of message_start
are our estimate, the same as count_tokens returns. Those of message_delta are the billed ones: the router's
count if it sent one. An error after the first byte is ``event: error``, and nothing follows it.

An answer without text has no content block, because the API refuses an empty one as history. Fields for
features that are not offered are null: the specification requires their presence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import Headers, ResponseContext
from functions.gateway.dialects.anthropic_messages.errors import error_body, error_status
from functions.gateway.dialects.anthropic_messages.request import read_conversation, read_messages
from functions.gateway.dialects.anthropic_messages.version import version_of
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.limit_headers import anthropic_limit_headers
from portal.errors import PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage
from portal.limits import Window

_STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}

_PING = b'event: ping\ndata: {"type":"ping"}\n\n'
_BLOCK_START = (
    b"event: content_block_start\n"
    b'data: {"type":"content_block_start","index":0,'
    b'"content_block":{"type":"text","text":"","citations":null}}\n\n'
)
_TEXT_HEAD = (
    b"event: content_block_delta\n"
    b'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":'
)
_TEXT_TAIL = b"}}\n\n"
_BLOCK_STOP = b'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n'
_MESSAGE_STOP = b'event: message_stop\ndata: {"type":"message_stop"}\n\n'


class AnthropicMessages:
    name = "anthropic"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:
        return read_messages(body, version_of(headers))

    def parse_count(self, body: bytes, headers: Headers) -> InferenceRequest:
        """Parse a ``count_tokens`` body into the same messages as ``parse``."""
        return read_conversation(body, version_of(headers))

    def count(self, input_tokens: int) -> bytes:
        """Return the response body of ``count_tokens``."""
        return orjson.dumps({"input_tokens": input_tokens})

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        message = _message(context, completion.usage.prompt_tokens, completion.usage.completion_tokens)
        if completion.text:
            text = orjson.Fragment(encode_text(completion.text))
            message["content"] = [{"type": "text", "text": text, "citations": None}]
        return orjson.dumps({**message, **_stop(completion.finish)})

    def stream(self, context: ResponseContext) -> MessageEvents:
        return MessageEvents(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return error_body(error, request_id)

    def error_status(self, error: PortalError) -> int:
        return error_status(error)

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:  # noqa: ARG002
        return anthropic_limit_headers(windows)


class MessageEvents:
    __slots__ = ("_context", "_has_block", "_pieces")

    keep_alive = _PING
    """Unlike a comment, an event that resets the idle timer of a client."""

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
        self._has_block = False

    def start(self) -> bytes:
        message = _message(self._context, self._context.prompt_tokens, 0)
        return _frame("message_start", {"type": "message_start", "message": message}) + _PING

    def text(self, text: str) -> bytes:
        delta = _TEXT_HEAD + self._pieces.encode(text) + _TEXT_TAIL
        if self._has_block:
            return delta
        self._has_block = True
        return _BLOCK_START + delta

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        held = self._pieces.flush()
        last_text = _TEXT_HEAD + encode_text(held) + _TEXT_TAIL if held else b""
        block_end = last_text + _BLOCK_STOP if self._has_block else b""
        delta = {
            "type": "message_delta",
            "delta": {**_stop(finish), "stop_details": None, "container": None},
            "usage": {
                "input_tokens": usage.prompt_tokens,
                "output_tokens": usage.completion_tokens,
                **_UNUSED_COUNTERS,
            },
        }
        return block_end + _frame("message_delta", delta) + _MESSAGE_STOP

    def error(self, error: PortalError) -> bytes:
        return b"event: error\ndata: " + error_body(error, self._context.request_id) + b"\n\n"


def _frame(event: str, data: dict[str, Any]) -> bytes:
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


_UNUSED_COUNTERS: dict[str, Any] = {
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "output_tokens_details": None,
    "server_tool_use": None,
}
"""Counters of a message and of its message_delta that nothing here increases."""


def _message(context: ResponseContext, input_tokens: int, output_tokens: int) -> dict[str, Any]:
    return {
        "id": "msg_" + context.request_id.removeprefix("req_"),
        "type": "message",
        "role": "assistant",
        "model": context.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
        "diagnostics": None,
        "usage": {
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            **_UNUSED_COUNTERS,
            "cache_creation": None,
            "inference_geo": None,
            "service_tier": None,
            "speed": None,
        },
    }


def _stop(finish: Finish) -> dict[str, str | None]:
    if finish.reason == "stop" and finish.stop_sequence is not None:
        return {"stop_reason": "stop_sequence", "stop_sequence": finish.stop_sequence}
    return {"stop_reason": _STOP_REASONS[finish.reason], "stop_sequence": None}
