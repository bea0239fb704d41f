"""Responses of Cortensor's completions: an envelope that is a text completion of OpenAI as well.

The envelope is in docs/protocols/cortensor-router.md, "Completions envelope", the text completion in
docs/protocols/openai.md, "Completions".

Unary: ``{request_id, status: "ok", model, router_pool, data, error: null, id, object, created, choices,
usage}``. ``data`` is the text completion object of a router, with our request id and the public model name;
beside it stand the same fields, for OpenAI's clients.

Streamed (our decision, the public sources do not define it): every frame is ``data: `` and the same envelope
with a text completion chunk, so that a client parses one format and reads success from ``status`` in both
cases. The first chunk has an empty text, the last one the finish reason and the usage; then follows
``data: [DONE]``. With ``stream_options.include_usage`` the usage has a chunk of its own, without choices, and
is null in every other one, as OpenAI's clients expect. An error after the first byte is the ``failed``
envelope, and nothing follows it.

Failed: ``status: "failed"``, ``data: null``, ``error: {code, message, type, param, details}``. ``details``
(or null) may have ``param``, ``hint``, ``retry_after`` (seconds) and ``limit`` (the exceeded window). Limit
headers have the names and durations of OpenAI, because customers use both routes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from functions.gateway.dialects import KEEP_ALIVE_COMMENT, Headers, ResponseContext
from functions.gateway.dialects.cortensor_completions.request import read_completion
from functions.gateway.dialects.json_text import TextPieces, encode_text
from functions.gateway.dialects.limit_headers import openai_limit_headers
from functions.gateway.dialects.openai_error_type import openai_error_type
from functions.gateway.dialects.usage_body import usage_body
from portal.errors import LimitExceeded, PortalError
from portal.inference import Completion, Finish, InferenceRequest, TokenUsage, ToolCallStart
from portal.limits import Window


class CortensorCompletions:
    name = "cortensor"

    def parse(self, body: bytes, headers: Headers) -> InferenceRequest:  # noqa: ARG002
        return read_completion(body)

    def unary(self, context: ResponseContext, completion: Completion) -> bytes:
        choice = _choice(encode_text(completion.text), b'"%b"' % completion.finish.reason.encode())
        return _Envelope(context).with_choices(choice, orjson.dumps(usage_body(completion.usage)))

    def stream(self, context: ResponseContext) -> CompletionChunks:
        return CompletionChunks(context)

    def error(self, error: PortalError, request_id: str) -> bytes:
        return orjson.dumps(_failed(error, request_id))

    def error_status(self, error: PortalError) -> int:
        return error.status

    def limit_headers(self, windows: Sequence[Window], now: float) -> list[tuple[str, str]]:
        return openai_limit_headers(windows, now)


class CompletionChunks:
    __slots__ = ("_context", "_envelope", "_pieces", "_usage")

    keep_alive = KEEP_ALIVE_COMMENT

    def __init__(self, context: ResponseContext) -> None:
        self._context = context
        self._pieces = TextPieces()
        self._envelope = _Envelope(context)
        self._usage = b"null" if context.include_usage else None

    def start(self) -> bytes:
        return self._frame(_choice(b'""'), self._usage)

    def text(self, text: str) -> bytes:
        return self._frame(_choice(self._pieces.encode(text)), self._usage)

    def tool_call(self, call: ToolCallStart) -> bytes:  # noqa: ARG002
        raise _no_tools()

    def arguments(self, fragment: str) -> bytes:  # noqa: ARG002
        raise _no_tools()

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        held, counted = self._pieces.flush(), orjson.dumps(usage_body(usage))
        frames = [self._frame(_choice(encode_text(held)), self._usage)] if held else []
        frames.append(self._frame(_choice(b'""', b'"%b"' % finish.reason.encode()), self._usage or counted))
        if self._context.include_usage:
            frames.append(self._frame(b"", counted))
        frames.append(b"data: [DONE]\n\n")
        return b"".join(frames)

    def error(self, error: PortalError) -> bytes:
        context = self._context
        envelope = _failed(error, context.request_id, model=context.model, pool=context.pool)
        return b"data: " + orjson.dumps(envelope) + b"\n\n"

    def _frame(self, choices: bytes, usage: bytes | None) -> bytes:
        return b"data: " + self._envelope.with_choices(choices, usage) + b"\n\n"


def _no_tools() -> AssertionError:
    """A defect: requests of this dialect offer no tools, and an answer calls none that was not offered."""
    return AssertionError("a text completion has no tool calls")


class _Envelope:
    """Encodes the constant part once per response, so that a chunk costs only its own text."""

    __slots__ = ("_after_data", "_head")

    def __init__(self, context: ResponseContext) -> None:
        completion = {"id": context.request_id, "object": "text_completion", "created": context.created}
        data = orjson.dumps({**completion, "model": context.model})
        head = {
            "request_id": context.request_id,
            "status": "ok",
            "model": context.model,
            "router_pool": context.pool,
        }
        self._head = orjson.dumps(head)[:-1] + b',"data":' + data[:-1] + b',"choices":['
        self._after_data = b'},"error":null,' + orjson.dumps(completion)[1:-1] + b',"choices":['

    def with_choices(self, choices: bytes, usage: bytes | None) -> bytes:
        """``choices`` and ``usage`` are encoded; without ``usage`` the field is left out."""
        tail = b"]" if usage is None else b'],"usage":' + usage
        return b"".join((self._head, choices, tail, self._after_data, choices, tail, b"}"))


def _choice(text: bytes, finish_reason: bytes = b"null") -> bytes:
    return b'{"index":0,"text":%b,"logprobs":null,"finish_reason":%b}' % (text, finish_reason)


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
        "error": {
            "code": error.code,
            "message": message,
            "type": openai_error_type(error),
            "param": error.param,
            "details": _details(error) or None,
        },
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
