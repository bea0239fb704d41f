"""Responses, unary and streamed: the order of the frames, and that no text is changed."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from functions.gateway.dialects import KEEP_ALIVE, Dialect, ResponseContext
from portal.errors import StreamInterrupted
from portal.inference import Completion, Finish, FinishReason, TokenUsage
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, DIALECTS, OPENAI, case_of
from tests.support.gateway.sse import events

ID = "01JDT5X7M2Q4W8ZK9Y3B6C1DFG"
CONTEXT = ResponseContext(f"req_{ID}", "oss-20b", "pool-a", 1_764_000_000, prompt_tokens=42)
WITH_USAGE = ResponseContext(
    f"req_{ID}", "oss-20b", "pool-a", 1_764_000_000, prompt_tokens=42, include_usage=True
)
USAGE = TokenUsage(43, 7)
STOP = Finish("stop")
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


def test_openai_chunks_in_order() -> None:
    constant = {
        "id": f"chatcmpl-{ID}",
        "object": "chat.completion.chunk",
        "created": 1_764_000_000,
        "model": "oss-20b",
    }

    def chunk(delta: dict[str, str], finish_reason: str | None = None) -> tuple[None, dict[str, Any]]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return None, {**constant, "choices": [choice]}

    assert events(stream(OPENAI, "Hel", "lo", finish=Finish("length"))) == [
        chunk({"role": "assistant", "content": ""}),
        chunk({"content": "Hel"}),
        chunk({"content": "lo"}),
        chunk({}, "length"),
        (None, "[DONE]"),
    ]


def test_openai_usage_comes_last_and_only_if_requested() -> None:
    *chunks, last, done = [data for _, data in events(stream(OPENAI, "x", context=WITH_USAGE))]
    assert done == "[DONE]"
    assert last["choices"] == []
    assert last["usage"] == OPENAI_USAGE
    assert all(chunk["usage"] is None for chunk in chunks)
    assert all("usage" not in data for _, data in events(stream(OPENAI, "x"))[:-1])


def test_anthropic_events_in_order() -> None:
    found = events(stream(ANTHROPIC, "Hel", "lo"))
    assert all(name == data["type"] for name, data in found)
    assert [data for _, data in found] == [
        {
            "type": "message_start",
            "message": {
                "id": f"msg_{ID}",
                "type": "message",
                "role": "assistant",
                "model": "oss-20b",
                "content": [],
                "stop_reason": None,
                "stop_sequence": None,
                "usage": {
                    "input_tokens": 42,
                    "cache_creation_input_tokens": 0,
                    "cache_read_input_tokens": 0,
                    "output_tokens": 0,
                },
            },
        },
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo"}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"input_tokens": 43, "output_tokens": 7},
        },
        {"type": "message_stop"},
    ]


@pytest.mark.parametrize(
    ("finish", "reason", "sequence"),
    [
        (Finish("stop"), "end_turn", None),
        (Finish("stop", "END"), "stop_sequence", "END"),
        (Finish("length"), "max_tokens", None),
        (Finish("content_filter"), "refusal", None),
    ],
)
def test_anthropic_stop_reasons(finish: Finish, reason: str, sequence: str | None) -> None:
    whole = json.loads(ANTHROPIC.unary(CONTEXT, Completion("x", finish, USAGE)))
    delta = events(stream(ANTHROPIC, finish=finish))[-2][1]["delta"]
    assert delta == {"stop_reason": reason, "stop_sequence": sequence}
    assert {name: whole[name] for name in delta} == delta


def test_cortensor_frames_are_the_envelope() -> None:
    def frame(text: str, finish_reason: str | None = None, **usage: Any) -> tuple[None, dict[str, Any]]:
        choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": finish_reason}
        return None, {
            "request_id": f"req_{ID}",
            "status": "ok",
            "model": "oss-20b",
            "router_pool": "pool-a",
            "data": {
                "id": f"req_{ID}",
                "object": "text_completion",
                "created": 1_764_000_000,
                "model": "oss-20b",
                "choices": [choice],
                **usage,
            },
            "error": None,
        }

    assert events(stream(CORTENSOR, "Hel", "lo")) == [
        frame(""),
        frame("Hel"),
        frame("lo"),
        frame("", "stop", usage=OPENAI_USAGE),
        (None, "[DONE]"),
    ]


@pytest.mark.parametrize("reason", ["stop", "length", "content_filter"])
def test_unary_responses(reason: FinishReason) -> None:
    completion = Completion("Hello", Finish(reason), USAGE)
    assert json.loads(OPENAI.unary(CONTEXT, completion)) == {
        "id": f"chatcmpl-{ID}",
        "object": "chat.completion",
        "created": 1_764_000_000,
        "model": "oss-20b",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hello", "refusal": None},
                "logprobs": None,
                "finish_reason": reason,
            }
        ],
        "usage": OPENAI_USAGE,
    }
    message = json.loads(ANTHROPIC.unary(CONTEXT, completion))
    assert message["id"] == f"msg_{ID}"
    assert message["content"] == [{"type": "text", "text": "Hello"}]
    assert message["usage"]["input_tokens"] == 43
    assert message["usage"]["output_tokens"] == 7
    envelope = json.loads(CORTENSOR.unary(CONTEXT, completion))
    assert {**envelope, "data": None} == {
        "request_id": f"req_{ID}",
        "status": "ok",
        "model": "oss-20b",
        "router_pool": "pool-a",
        "data": None,
        "error": None,
    }
    assert envelope["data"] == {
        "id": f"req_{ID}",
        "object": "text_completion",
        "created": 1_764_000_000,
        "model": "oss-20b",
        "choices": [{"index": 0, "text": "Hello", "logprobs": None, "finish_reason": reason}],
        "usage": OPENAI_USAGE,
    }


@each_dialect
def test_error_ends_a_stream_without_a_terminator(dialect: Dialect) -> None:
    frames = dialect.stream(WITH_USAGE)
    raw = frames.start() + frames.text("x") + frames.error(StreamInterrupted("The model stopped."))
    (name, data) = events(raw)[-1]
    assert b"[DONE]" not in raw
    assert b"message_stop" not in raw
    assert data["request_id"] == f"req_{ID}"
    assert data["error"]["message"] == "The model stopped."
    if dialect is ANTHROPIC:
        assert (name, data["type"], data["error"]["type"]) == ("error", "error", "api_error")
    elif dialect is OPENAI:
        assert (name, data["error"]["code"]) == (None, "stream_interrupted")
    else:
        assert (data["status"], data["model"], data["router_pool"]) == ("failed", "oss-20b", "pool-a")
        assert data["data"] is None


def test_keep_alive_is_a_comment() -> None:
    assert KEEP_ALIVE.startswith(b":")
    assert KEEP_ALIVE.endswith(b"\n\n")


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates too
CUTS = st.lists(st.integers(0, 40))


def as_sent(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced: what UTF-8 can carry."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@each_dialect
@given(text=ANY_TEXT)
@example(text="line\u2028paragraph\u2029next\x85vertical\x0bform\x0cfs\x1cdel\x7f")
@example(text='\x00\r\n\t"\\/data: [DONE]\n\nevent: error')
@example(text="\ud83d\ude00 pair, \ud83d lone high, \ude00 lone low")
def test_any_text_arrives_unchanged(dialect: Dialect, text: str) -> None:
    assert streamed_text(dialect, stream(dialect, text)) == as_sent(text)
    whole = json.loads(dialect.unary(CONTEXT, Completion(text, Finish("stop"), USAGE)))
    assert whole_text(dialect, whole) == as_sent(text)


@each_dialect
@given(text=ANY_TEXT, cuts=CUTS)
@example(text="\ud83d\ude00", cuts=[1])  # one emoji as two surrogates in two pieces
@example(text="a\ud83d\ud83d\ude00\ude00b", cuts=[1, 2, 3, 4, 5])
@example(text="👩\u200d👩\u200d👧\ufe0f é", cuts=[1, 2, 3, 4, 5, 6, 7])
@example(text="end\ud83d", cuts=[3])
def test_text_does_not_depend_on_where_a_router_splits_it(
    dialect: Dialect, text: str, cuts: list[int]
) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert streamed_text(dialect, stream(dialect, *pieces)) == as_sent(text)
