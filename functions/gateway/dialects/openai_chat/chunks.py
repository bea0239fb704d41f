"""The chunks of a streamed chat completion (docs/protocols/openai.md, "Stream frames").

A chunk with the role, one chunk per piece of text, per call one chunk with its id and name and one per
fragment of its arguments, a chunk with the finish reason, with ``stream_options.include_usage`` a chunk with
the usage (the others have ``"usage": null`` then), ``[DONE]``. An error after the first byte is
``data: {"error": …}``, and nothing follows it.

Clients concatenate every text of a call that they get twice, so id and name are sent once.
"""

from __future__ import annotations

import orjson

from functions.gateway.dialects import KEEP_ALIVE_COMMENT, ResponseContext
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.openai_chat.errors import error_body
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import PortalError
from portal.inference import Finish, InferenceRequest, TokenUsage, ToolCallStart

_TEXT_HEAD = b'{"index":0,"delta":{"content":'
_TEXT_TAIL = b'},"logprobs":null,"finish_reason":null}'
_ARGUMENTS_HEAD = b'{"index":0,"delta":{"tool_calls":[{"index":%d,"function":{"arguments":'
_ARGUMENTS_TAIL = b'}}]},"logprobs":null,"finish_reason":null}'


class ChatChunks:
    """Encodes the constant part of a chunk once per stream, so that a piece costs only its own text.

    ``_piece_head`` and ``_piece_tail`` stand around a piece of what is open: the text or the last call.
    """

    __slots__ = (
        "_arguments_tail",
        "_calls",
        "_context",
        "_head",
        "_piece_head",
        "_piece_tail",
        "_pieces",
        "_tail",
        "_text_head",
        "_text_tail",
    )

    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
        self._calls = 0
        constant = orjson.dumps(
            {
                "id": completion_id(context.request_id),
                "object": "chat.completion.chunk",
                "created": context.created,
                "model": context.model,
            }
        )
        self._head = b"data: " + constant[:-1] + b',"choices":['
        self._tail = b'],"usage":null}\n\n' if context.include_usage else b"]}\n\n"
        self._text_head = self._piece_head = self._head + _TEXT_HEAD
        self._text_tail = self._piece_tail = _TEXT_TAIL + self._tail
        self._arguments_tail = _ARGUMENTS_TAIL + self._tail

    def start(self) -> bytes:
        return (
            self._head
            + b'{"index":0,"delta":{"role":"assistant","content":"","refusal":null},'
            + b'"logprobs":null,"finish_reason":null}'
            + self._tail
        )

    def text(self, text: str) -> bytes:
        if self._piece_head is self._text_head:
            return self._text_head + self._pieces.encode(text) + self._text_tail
        held = self._end_piece()
        self._piece_head, self._piece_tail = self._text_head, self._text_tail
        return held + self._text_head + self._pieces.encode(text) + self._text_tail

    def tool_call(self, call: ToolCallStart) -> bytes:
        held, index = self._end_piece(), self._calls
        self._calls += 1
        self._piece_head, self._piece_tail = self._head + _ARGUMENTS_HEAD % index, self._arguments_tail
        start = (
            b'{"index":0,"delta":{"tool_calls":[{"index":%d,"id":%b,"type":"function","function":{"name":%b,'
            % (
                index,
                encode_text(call.id),
                encode_text(call.name),
            )
        )
        return held + self._head + start + b'"arguments":""' + self._arguments_tail

    def arguments(self, fragment: str) -> bytes:
        return self._piece_head + self._pieces.encode(fragment) + self._piece_tail

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        held = self._end_piece()
        frames = [held] if held else []
        reason = finish_reason(self._context.request, finish)
        choice = b'{"index":0,"delta":{},"logprobs":null,"finish_reason":"%b"}' % reason.encode()
        frames.append(self._head + choice + self._tail)
        if self._context.include_usage:
            frames.append(self._head + b'],"usage":' + orjson.dumps(usage_body(usage)) + b"}\n\n")
        frames.append(b"data: [DONE]\n\n")
        return b"".join(frames)

    def error(self, error: PortalError) -> bytes:
        return b"data: " + error_body(error, self._context.request_id) + b"\n\n"

    def _end_piece(self) -> bytes:
        """Return the chunk of what is held back of the open text or call, if anything is."""
        held = self._pieces.flush()
        return self._piece_head + encode_text(held) + self._piece_tail if held else b""


def completion_id(request_id: str) -> str:
    """Return ``chatcmpl-`` + the ULID of the request id, so that each can be found by the other."""
    return "chatcmpl-" + request_id.removeprefix("req_")


def finish_reason(request: InferenceRequest, finish: Finish) -> str:
    """Return ``stop`` for the call of a named function, as OpenAI's API does."""
    if finish.reason == "tool_calls" and request.tool_choice.mode == "named":
        return "stop"
    return finish.reason
