"""The events of a streamed message (docs/protocols/anthropic.md, "Stream events").

message_start, ping; per content block content_block_start, one content_block_delta per piece of text or
fragment of arguments, content_block_stop; message_delta, message_stop. Each frame names its event. The input
tokens of message_start are our estimate, the same as count_tokens returns. Those of message_delta are the
billed ones: the router's count if it sent one. An error after the first byte is ``event: error``, and nothing
follows it.

A block begins with its first piece, so an answer without text has none. The input of a call without
arguments stays the empty object of its start: a fragment without text is left out, because clients parse the
joined fragments.
"""

from __future__ import annotations

from typing import Any

import orjson

from functions.gateway.dialects import ResponseContext
from functions.gateway.dialects.anthropic_messages.errors import error_body
from functions.gateway.dialects.anthropic_messages.message import (
    DIRECT_CALLER,
    UNUSED_COUNTERS,
    empty_message,
    stop_fields,
)
from functions.gateway.dialects.json_text import TextPieces, encode_text
from portal.errors import PortalError
from portal.inference import Finish, TokenUsage, ToolCallStart

_PING = b'event: ping\ndata: {"type":"ping"}\n\n'
_BLOCK_START = b'event: content_block_start\ndata: {"type":"content_block_start","index":%d,"content_block":'
_TEXT_BLOCK = b'{"type":"text","text":"","citations":null}}\n\n'
_CALL_BLOCK = b'{"type":"tool_use","id":%b,"name":%b,"input":{},"caller":%b}}\n\n'
_DELTA_HEAD = b'event: content_block_delta\ndata: {"type":"content_block_delta","index":%d,"delta":'
_TEXT_DELTA = b'{"type":"text_delta","text":'
_INPUT_DELTA = b'{"type":"input_json_delta","partial_json":'
_DELTA_TAIL = b"}}\n\n"
_BLOCK_STOP = b'event: content_block_stop\ndata: {"type":"content_block_stop","index":%d}\n\n'
_MESSAGE_STOP = b'event: message_stop\ndata: {"type":"message_stop"}\n\n'
_CALLER = orjson.dumps(DIRECT_CALLER)


class MessageEvents:
    """``_delta_head`` is what stands before a piece of the open block; empty: none is open."""

    __slots__ = ("_context", "_delta_head", "_index", "_is_text", "_pieces")

    keep_alive = _PING
    """Unlike a comment, an event that resets the idle timer of a client."""

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
        self._index = -1
        self._delta_head = b""
        self._is_text = False

    def start(self) -> bytes:
        message = empty_message(self._context, self._context.prompt_tokens, 0)
        return _frame("message_start", {"type": "message_start", "message": message}) + _PING

    def text(self, text: str) -> bytes:
        if self._is_text:
            return self._delta_head + self._pieces.encode(text) + _DELTA_TAIL
        start = self._open_block(_TEXT_BLOCK, _TEXT_DELTA, is_text=True)
        return start + self._delta_head + self._pieces.encode(text) + _DELTA_TAIL

    def tool_call(self, call: ToolCallStart) -> bytes:
        block = _CALL_BLOCK % (encode_text(call.id), encode_text(call.name), _CALLER)
        return self._open_block(block, _INPUT_DELTA, is_text=False)

    def arguments(self, fragment: str) -> bytes:
        encoded = self._pieces.encode(fragment)
        return self._delta_head + encoded + _DELTA_TAIL if encoded != b'""' else b""

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        delta = {
            "type": "message_delta",
            "delta": {**stop_fields(finish), "stop_details": None, "container": None},
            "usage": {
                "input_tokens": usage.prompt_tokens,
                "output_tokens": usage.completion_tokens,
                **UNUSED_COUNTERS,
            },
        }
        return self._close_block() + _frame("message_delta", delta) + _MESSAGE_STOP

    def error(self, error: PortalError) -> bytes:
        return b"event: error\ndata: " + error_body(error, self._context.request_id) + b"\n\n"

    def _open_block(self, block: bytes, delta: bytes, *, is_text: bool) -> bytes:
        """Return the end of the block before and the start of the next one."""
        closed = self._close_block()
        self._index += 1
        self._is_text = is_text
        self._delta_head = _DELTA_HEAD % self._index + delta
        return closed + _BLOCK_START % self._index + block

    def _close_block(self) -> bytes:
        if not self._delta_head:
            return b""
        held = self._pieces.flush()
        last = self._delta_head + encode_text(held) + _DELTA_TAIL if held else b""
        return last + _BLOCK_STOP % self._index


def _frame(event: str, data: dict[str, Any]) -> bytes:
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
