"""Responses of OpenAI's Chat Completions (docs/protocols/openai.md, "Errors", "Stream frames").

Frames: a chunk with the role, one chunk per piece of text, a chunk with the finish reason, with
``stream_options.include_usage`` a chunk with the usage (the others have ``"usage": null`` then), ``[DONE]``.
An error after the first byte is ``data: {"error": …}``, and nothing follows it.
``service_tier`` and ``system_fingerprint`` are absent, because no value would be true.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from functions.gateway.dialects import KEEP_ALIVE_COMMENT, Headers, ResponseContext
from functions.gateway.dialects.error_text import message_with_hint
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.openai_chat.request import read_chat
from functions.gateway.dialects.openai_error_type import openai_error_type
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage
from portal.limits import Window


class OpenAIChat:
    name = "openai"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_chat(body)

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        return orjson.dumps(
            {
                "id": completion_id(context.request_id),
                "object": "chat.completion",
                "created": context.created,
                "model": context.model,
                "choices": [
                    {
                        "index": 0,
                        "message": {
                            "role": "assistant",
                            "content": orjson.Fragment(encode_text(completion.text)),
                            "refusal": None,
                            "annotations": [],
                        },
                        "logprobs": None,
                        "finish_reason": completion.finish.reason,
                    }
                ],
                "usage": usage_body(completion.usage),
            }
        )

    def stream(self, context: ResponseContext) -> ChatChunks:
        return ChatChunks(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return orjson.dumps(_error_body(error, request_id))

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


class ChatChunks:
    """Encodes the constant part of a chunk once per stream, so that a piece costs only its own text."""

    __slots__ = ("_context", "_head", "_pieces", "_tail", "_text_head", "_text_tail")

    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
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
        self._text_head = self._head + b'{"index":0,"delta":{"content":'
        self._text_tail = b'},"logprobs":null,"finish_reason":null}' + self._tail

    def start(self) -> bytes:
        return (
            self._head
            + b'{"index":0,"delta":{"role":"assistant","content":"","refusal":null},'
            + b'"logprobs":null,"finish_reason":null}'
            + self._tail
        )

    def text(self, text: str) -> bytes:
        return self._text_head + self._pieces.encode(text) + self._text_tail

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        held = self._pieces.flush()
        frames = [self._text_head + encode_text(held) + self._text_tail] if held else []
        choice = b'{"index":0,"delta":{},"logprobs":null,"finish_reason":"%b"}' % finish.reason.encode()
        frames.append(self._head + choice + self._tail)
        if self._context.include_usage:
            frames.append(self._head + b'],"usage":' + orjson.dumps(usage_body(usage)) + b"}\n\n")
        frames.append(b"data: [DONE]\n\n")
        return b"".join(frames)

    def error(self, error: PortalError) -> bytes:
        return b"data: " + orjson.dumps(_error_body(error, self._context.request_id)) + b"\n\n"


def completion_id(request_id: str) -> str:
    """Return ``chatcmpl-`` + the ULID of the request id, so that each can be found by the other."""
    return "chatcmpl-" + request_id.removeprefix("req_")


def _error_body(error: PortalError, request_id: str) -> dict[str, object]:
    """All four keys are required (docs/protocols/openai.md, "Errors"); ``request_id`` is our addition."""
    return {
        "error": {
            "message": orjson.Fragment(encode_text(message_with_hint(error))),
            "type": openai_error_type(error),
            "param": error.param,
            "code": error.code,
        },
        "request_id": request_id,
    }
