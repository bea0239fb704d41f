"""Cortensor's own completions: one envelope around every answer (reference: cortensor-router 2.2).

Whole: ``{request_id, status: "ok", model, router_pool, data, error: null}``; ``data`` is the text completion
object a router answers with, under our request id and the public model name.

Streamed (the public sources do not say how; this is our decision): every frame is ``data: `` and the same
envelope, its ``data`` a text completion chunk, so a client reads one shape and tells success from failure by
``status`` as it does without a stream. The first chunk is empty and tells the request id; the last one has
the finish reason and the usage; then ``data: [DONE]``. An error after the first byte is the ``failed``
envelope and nothing after it.

Failed: ``status: "failed"``, ``data: null``, ``error: {code, message, details}``; ``details`` (null when
there are none) may hold ``param``, ``hint``, ``retry_after`` (seconds) and ``limit`` (the window that
refused). Limit headers are OpenAI's, durations included: customers move between the two routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import Answer, Headers
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

    def unary(self, answer: Answer, completion: Completion) -> bytes:
        text = orjson.Fragment(encode_text(completion.text))
        choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": completion.finish.reason}
        data = {**_object(answer), "choices": [choice], "usage": usage_body(completion.usage)}
        return orjson.dumps(_envelope(answer, data))

    def stream(self, answer: Answer) -> CompletionChunks:
        return CompletionChunks(answer)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return orjson.dumps(_failed(error, request_id))

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


class CompletionChunks:
    __slots__ = ("_answer", "_head", "_pieces")

    _TEXT_TAIL = b',"logprobs":null,"finish_reason":null}]},"error":null}\n\n'

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._pieces = TextPieces()
        envelope = orjson.dumps(_envelope(answer, {**_object(answer), "choices": []}))
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
        rest = self._pieces.rest()
        return (self._text(encode_text(rest)) if rest else b"") + last + b"data: [DONE]\n\n"

    def error(self, error: PortalError) -> bytes:
        answer = self._answer
        envelope = _failed(error, answer.request_id, model=answer.model, pool=answer.pool)
        return b"data: " + orjson.dumps(envelope) + b"\n\n"

    def _text(self, encoded: bytes) -> bytes:
        return self._head + encoded + self._TEXT_TAIL


def _object(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.request_id,
        "object": "text_completion",
        "created": answer.created,
        "model": answer.model,
    }


def _envelope(answer: Answer, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "request_id": answer.request_id,
        "status": "ok",
        "model": answer.model,
        "router_pool": answer.pool,
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
