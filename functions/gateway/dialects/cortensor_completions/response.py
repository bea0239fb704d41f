"""Responses of Cortensor's completions, each in an envelope.

The envelope is in docs/protocols/cortensor-router.md, "Completions envelope".

Unary: ``{request_id, status: "ok", model, router_pool, data, error: null}``. ``data`` is the text completion
object of a router, with our request id and the public model name.

Streamed (our decision, the public sources do not define it): every frame is ``data: `` and the same envelope
with a text completion chunk as ``data``, so that a client parses one format and reads success from ``status``
in both cases. The first chunk has an empty text, the last one the finish reason and the usage; then follows
``data: [DONE]``. An error after the first byte is the ``failed`` envelope, and nothing follows it.

Failed: ``status: "failed"``, ``data: null``, ``error: {code, message, details}``. ``details`` (or null) may
have ``param``, ``hint``, ``retry_after`` (seconds) and ``limit`` (the exceeded window). Limit headers have
the names and durations of OpenAI, because customers use both routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import Headers, ResponseContext
from functions.gateway.dialects.cortensor_completions.request import read_completion
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import LimitExceeded, PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage
from portal.limits import Window


class CortensorCompletions:
    name = "cortensor"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_completion(body)

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        text = orjson.Fragment(encode_text(completion.text))
        choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": completion.finish.reason}
        data = {**_object(context), "choices": [choice], "usage": usage_body(completion.usage)}
        return orjson.dumps(_envelope(context, data))

    def stream(self, context: ResponseContext) -> CompletionChunks:
        return CompletionChunks(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return orjson.dumps(_failed(error, request_id))

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


class CompletionChunks:
    __slots__ = ("_context", "_head", "_pieces")

    _TEXT_TAIL = b',"logprobs":null,"finish_reason":null}]},"error":null}\n\n'

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
        envelope = orjson.dumps(_envelope(context, {**_object(context), "choices": []}))
        self._head = b"data: " + envelope.removesuffix(b']},"error":null}') + b'{"index":0,"text":'

    def start(self) -> bytes:
        return self._text(b'""')

    def text(self, text: str) -> bytes:
        return self._text(self._pieces.encode(text))

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        last = b'%b"",%b"finish_reason":"%b"}],"usage":%b},"error":null}\n\n' % (
            self._head,
            b'"logprobs":null,',
            finish.reason.encode(),
            orjson.dumps(usage_body(usage)),
        )
        held = self._pieces.flush()
        return (self._text(encode_text(held)) if held else b"") + last + b"data: [DONE]\n\n"

    def error(self, error: PortalError) -> bytes:
        context = self._context
        envelope = _failed(error, context.request_id, model=context.model, pool=context.pool)
        return b"data: " + orjson.dumps(envelope) + b"\n\n"

    def _text(self, encoded: bytes) -> bytes:
        return self._head + encoded + self._TEXT_TAIL


def _object(context: ResponseContext) -> dict[str, Any]:
    return {
        "id": context.request_id,
        "object": "text_completion",
        "created": context.created,
        "model": context.model,
    }


def _envelope(context: ResponseContext, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "request_id": context.request_id,
        "status": "ok",
        "model": context.model,
        "router_pool": context.pool,
        "data": data,
        "error": None,
    }


def _failed(
    error: PortalError, request_id: str, *, model: str | None = None, pool: str | None = None
) -> dict[str, Any]:
    message = orjson.Fragment(encode_text(error.message))
    return {
        "request_id": request_id,
        "status": "failed",
        "model": model,
        "router_pool": pool,
        "data": None,
        "error": {"code": error.code, "message": message, "details": _details(error) or None},
    }


def _details(error: PortalError) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if error.param:
        details["param"] = error.param
    if error.hint:
        details["hint"] = error.hint
    if error.retry_after is not None:
        details["retry_after"] = round(error.retry_after, 3)
    if isinstance(error, LimitExceeded) and error.window is not None:
        window = error.window
        details["limit"] = {
            "name": window.name,
            "limit": window.limit,
            "used": window.used,
            "resets_at": round(window.resets_at),
        }
    return details
