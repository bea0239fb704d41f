"""OpenAI's Chat Completions (reference: clients 5.3, 5.5).

Frames: a chunk with the role, one chunk for each piece of text, a chunk with the finish reason, with
``stream_options.include_usage`` a chunk with the usage (earlier ones say ``"usage": null``), ``[DONE]``.
An error after the first byte is ``data: {"error": …}`` and nothing after it.
``service_tier`` and ``system_fingerprint`` are absent: there is nothing true to say in them.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from functions.gateway.dialects import Answer, Headers
from functions.gateway.dialects.error_text import sentence
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.openai_chat.request import read_chat
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage
from portal.limits import Window

_TYPES = {403: "permission_error", 429: "requests"}
"""HTTP status → ``error.type``; a quota's is its code, any other 4xx, a bad key too, an invalid request."""


class OpenAIChat:
    name = "openai"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_chat(body)

    def unary(self, answer: Answer, completion: Completion) -> bytes:
        return orjson.dumps(
            {
                "id": completion_id(answer.request_id),
                "object": "chat.completion",
                "created": answer.created,
                "model": answer.model,
                "choices": [
                    {
                        "index": 0,
                        "message": {
                            "role": "assistant",
                            "content": orjson.Fragment(encode_text(completion.text)),
                            "refusal": None,
                        },
                        "logprobs": None,
                        "finish_reason": completion.finish.reason,
                    }
                ],
                "usage": usage_body(completion.usage),
            }
        )

    def stream(self, answer: Answer) -> ChatChunks:
        return ChatChunks(answer)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return orjson.dumps(_error_body(error, request_id))

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


class ChatChunks:
    """The constant part of a chunk is encoded once a stream; a piece costs its own text only."""

    __slots__ = ("_answer", "_head", "_pieces", "_tail", "_text_head", "_text_tail")

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._pieces = TextPieces()
        constant = orjson.dumps(
            {
                "id": completion_id(answer.request_id),
                "object": "chat.completion.chunk",
                "created": answer.created,
                "model": answer.model,
            }
        )
        self._head = b"data: " + constant[:-1] + b',"choices":['
        self._tail = b'],"usage":null}\n\n' if answer.include_usage else b"]}\n\n"
        self._text_head = self._head + b'{"index":0,"delta":{"content":'
        self._text_tail = b'},"logprobs":null,"finish_reason":null}' + self._tail

    def start(self) -> bytes:
        choice = b'{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}'
        return self._head + choice + self._tail

    def text(self, text: str) -> bytes:
        return self._text_head + self._pieces.encode(text) + self._text_tail

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        rest = self._pieces.rest()
        frames = [self._text_head + encode_text(rest) + self._text_tail] if rest else []
        choice = b'{"index":0,"delta":{},"logprobs":null,"finish_reason":"%b"}' % finish.reason.encode()
        frames.append(self._head + choice + self._tail)
        if self._answer.include_usage:
            frames.append(self._head + b'],"usage":' + orjson.dumps(usage_body(usage)) + b"}\n\n")
        frames.append(b"data: [DONE]\n\n")
        return b"".join(frames)

    def error(self, error: PortalError) -> bytes:
        return b"data: " + orjson.dumps(_error_body(error, self._answer.request_id)) + b"\n\n"


def completion_id(request_id: str) -> str:
    """Return ``chatcmpl-`` and the ULID of the request, so that either finds the other."""
    return "chatcmpl-" + request_id.removeprefix("req_")


def _error_body(error: PortalError, request_id: str) -> dict[str, object]:
    """All four keys are required (reference: clients 5.3); ``request_id`` is ours, beside them."""
    return {
        "error": {
            "message": orjson.Fragment(encode_text(sentence(error))),
            "type": _error_type(error),
            "param": error.param,
            "code": error.code,
        },
        "request_id": request_id,
    }


def _error_type(error: PortalError) -> str:
    if error.code == "insufficient_quota":
        return error.code
    if error.status >= 500:
        return "server_error"
    return _TYPES.get(error.status, "invalid_request_error")
