"""Responses of a dialect, unary and streamed, and their text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from functions.gateway.dialects import Dialect, ResponseContext, event_frames
from portal.inference import AnswerEvent, Completion, Finish, InferenceRequest, TokenUsage, answer_parts
from tests.support.gateway.dialect_cases import DIALECTS, case_of
from tests.support.gateway.sse import events

ID = "01JDT5X7M2Q4W8ZK9Y3B6C1DFG"
CONTEXT = ResponseContext(f"req_{ID}", "oss-20b", "pool-a", 1_764_000_000, prompt_tokens=42)
WITH_USAGE = replace(CONTEXT, request=InferenceRequest(None, include_usage=True))

USAGE = TokenUsage(43, 7)
STOP = Finish("stop")
TOOL_CALLS = Finish("tool_calls")
OPENAI_USAGE = {"prompt_tokens": 43, "completion_tokens": 7, "total_tokens": 50}

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


def stream(dialect: Dialect, *texts: str, context: ResponseContext = CONTEXT, finish: Finish = STOP) -> bytes:
    frames = dialect.stream(context)
    return frames.start() + b"".join([frames.text(text) for text in texts]) + frames.finish(finish, USAGE)


def streamed_text(dialect: Dialect, raw: bytes) -> str:
    """Return the text as a client of this dialect joins it."""
    piece_of = case_of(dialect).piece_of
    return "".join(piece_of(data) for _, data in events(raw) if data != "[DONE]")


def whole_text(dialect: Dialect, body: dict[str, Any]) -> str:
    return case_of(dialect).text_of(body)


def stream_of(
    dialect: Dialect,
    *answer: AnswerEvent,
    context: ResponseContext = CONTEXT,
    finish: Finish = TOOL_CALLS,
) -> bytes:
    """Return the whole stream of an answer with calls."""
    frames = dialect.stream(context)
    pieces = b"".join([event_frames(frames, event) for event in answer])
    return frames.start() + pieces + frames.finish(finish, USAGE)


def unary_of(
    dialect: Dialect,
    *answer: AnswerEvent,
    context: ResponseContext = CONTEXT,
    finish: Finish = TOOL_CALLS,
) -> dict[str, Any]:
    """Return the body of the same answer in one response."""
    body: dict[str, Any] = json.loads(dialect.unary(context, Completion(answer_parts(answer), finish, USAGE)))
    return body
