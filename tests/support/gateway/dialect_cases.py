"""One case per dialect: its route, its smallest body, and how its clients read responses, streams and errors.

Tests of every dialect run over ``CASES``.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from functions.gateway.dialects import Dialect
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.cortensor_completions.response import CortensorCompletions
from functions.gateway.dialects.openai_chat.response import OpenAIChat
from functions.gateway.dialects.openai_responses.response import OpenAIResponses
from portal.inference import InferenceRequest
from tests.support.gateway.gateways import GatewayHarness

CHAT = "/v1/chat/completions"
MESSAGES = "/v1/messages"
COMPLETIONS = "/v1/completions"
RESPONSES = "/v1/responses"

OPENAI, ANTHROPIC, CORTENSOR = OpenAIChat(), AnthropicMessages(), CortensorCompletions()
COMPLETED_AT = 1_764_000_002
OPENAI_RESPONSES = OpenAIResponses(now=lambda: COMPLETED_AT + 0.5)

USER = {"role": "user", "content": "hi"}
_QUESTION = "Why is the sky blue?"
_QUESTIONS = [{"role": "user", "content": _QUESTION}]

Body = dict[str, Any]


@dataclass(frozen=True)
class DialectCase:
    """``smallest`` is the smallest valid body, ``question`` one that runs.

    ``text_of`` reads a unary body and ``piece_of`` one frame of a stream. ``check_error`` asserts the format
    of an error body. ``prompt`` returns the field with a text to answer; ``stop`` and ``max_tokens`` are the
    names of those fields.
    """

    dialect: Dialect
    route: str
    smallest: Body
    question: Body
    text_of: Callable[[Body], str]
    piece_of: Callable[[Body], str]
    check_error: Callable[[Body], None]
    prompt: Callable[[str], Body] = lambda text: {"messages": [{"role": "user", "content": text}]}
    stop: str = "stop"
    max_tokens: str = "max_tokens"


def _text(value: object) -> str:
    assert isinstance(value, str)
    return value


def _chat_piece(frame: Body) -> str:
    return _text(frame["choices"][0]["delta"].get("content", "")) if frame["choices"] else ""


def _completion_piece(frame: Body) -> str:
    data = frame["data"]
    return _text(data["choices"][0]["text"]) if data.get("choices") else ""


def _response_text(body: Body) -> str:
    parts = [part for item in body["output"] if item["type"] == "message" for part in item["content"]]
    return "".join(part["text"] for part in parts)


def _response_piece(event: Body) -> str:
    return _text(event["delta"]) if event["type"] == "response.output_text.delta" else ""


def _check_chat_error(body: Body) -> None:
    assert set(body["error"]) >= {"message", "type", "param", "code"}


def _check_response_error(body: Body) -> None:
    """An HTTP error, or that of a response that failed after the first byte."""
    if body.get("type") == "response.failed":
        assert body["response"]["status"] == "failed"
        assert set(body["response"]["error"]) == {"code", "message"}
    else:
        _check_chat_error(body)


def _check_messages_error(body: Body) -> None:
    assert body["type"] == "error"
    assert body["request_id"].startswith("req_")
    assert set(body["error"]) >= {"type", "message"}


def _check_completions_error(body: Body) -> None:
    assert body["status"] == "failed"
    assert body["request_id"].startswith("req_")
    assert set(body["error"]) >= {"code", "message"}


CASES = (
    DialectCase(
        OPENAI,
        CHAT,
        smallest={"model": "oss-20b", "messages": [USER]},
        question={"model": "oss-20b", "messages": _QUESTIONS},
        text_of=lambda body: _text(body["choices"][0]["message"]["content"]),
        piece_of=_chat_piece,
        check_error=_check_chat_error,
    ),
    DialectCase(
        ANTHROPIC,
        MESSAGES,
        smallest={"model": "oss-20b", "messages": [USER], "max_tokens": 16},
        question={"model": "oss-20b", "messages": _QUESTIONS, "max_tokens": 50},
        text_of=lambda body: "".join(block.get("text", "") for block in body["content"]),
        piece_of=lambda frame: _text(frame.get("delta", {}).get("text", "")),
        check_error=_check_messages_error,
        stop="stop_sequences",
    ),
    DialectCase(
        CORTENSOR,
        COMPLETIONS,
        smallest={"model": "oss-20b", "prompt": "hi"},
        question={"model": "oss-20b", "prompt": _QUESTION},
        text_of=lambda body: _text(body["data"]["choices"][0]["text"]),
        piece_of=_completion_piece,
        check_error=_check_completions_error,
        prompt=lambda text: {"prompt": text},
    ),
    DialectCase(
        OPENAI_RESPONSES,
        RESPONSES,
        smallest={"model": "oss-20b", "input": "hi"},
        question={"model": "oss-20b", "input": _QUESTION},
        text_of=_response_text,
        piece_of=_response_piece,
        check_error=_check_response_error,
        prompt=lambda text: {"input": text},
        max_tokens="max_output_tokens",
    ),
)
ROUTES = tuple(case.route for case in CASES)
DIALECTS = [case.dialect for case in CASES]
_BY_ROUTE = {case.route: case for case in CASES}
_BY_NAME = {case.dialect.name: case for case in CASES}


def case_of(dialect: Dialect) -> DialectCase:
    return _BY_NAME[dialect.name]


def body_for(route: str, **changes: Any) -> Body:
    """Return the question's body with ``changes``."""
    return {**_BY_ROUTE[route].question, **changes}


def asking(route: str, text: str, *, max_tokens: int | None = None, **changes: Any) -> Body:
    """Return the question's body with ``text`` in its place."""
    case = _BY_ROUTE[route]
    limit = {} if max_tokens is None else {case.max_tokens: max_tokens}
    return {**case.question, **case.prompt(text), **limit, **changes}


def stop_field(route: str) -> str:
    return _BY_ROUTE[route].stop


def text_of(route: str, body: Body) -> str:
    return _BY_ROUTE[route].text_of(body)


def streamed_text(route: str, frames: list[Body]) -> str:
    return "".join(_BY_ROUTE[route].piece_of(frame) for frame in frames)


def error_of(path: str, body: Body) -> Body:
    """Return the error object, after checking that it has the format of the path's dialect."""
    assert "detail" not in body
    case = next((case for case in CASES[1:] if path.startswith(case.route)), CASES[0])
    case.check_error(body)
    error: Body = body["response"]["error"] if "response" in body else body["error"]
    return error


def frames_of(raw: str) -> list[Body]:
    lines = [line[6:] for line in raw.splitlines() if line.startswith("data: ")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


def read(dialect: Dialect, *, version: str | None = None, **changes: Any) -> InferenceRequest:
    """Parse the smallest body with ``changes``; a field that is ``...`` is left out."""
    merged = case_of(dialect).smallest | changes
    body = {name: value for name, value in merged.items() if value is not ...}
    headers = {} if version is None else {"anthropic-version": version}
    return dialect.parse(json.dumps(body).encode(), headers)


def smallest(dialect: Dialect) -> bytes:
    return json.dumps(case_of(dialect).smallest).encode()


def parts(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]


@asynccontextmanager
async def client_of(gateway: GatewayHarness) -> AsyncIterator[httpx.AsyncClient]:
    """Yield an in-process client with the gateway's valid key."""
    transport = httpx.ASGITransport(gateway.app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://gateway", headers=gateway.authorization
    ) as client:
        yield client
