"""Streamed responses: the order of the frames, usage, errors, keep-alives."""

from __future__ import annotations

from typing import Any

import pytest

from functions.gateway.dialects import Dialect
from portal.errors import StreamInterrupted
from portal.inference import Finish
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI, OPENAI_RESPONSES
from tests.support.gateway.responses import ID, OPENAI_USAGE, WITH_USAGE, each_dialect, stream
from tests.support.gateway.sse import events


def test_openai_chunks_in_order() -> None:
    constant = {
        "id": f"chatcmpl-{ID}",
        "object": "chat.completion.chunk",
        "created": 1_764_000_000,
        "model": "oss-20b",
    }

    def chunk(delta: dict[str, str | None], finish_reason: str | None = None) -> tuple[None, dict[str, Any]]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return None, {**constant, "choices": [choice]}

    assert events(stream(OPENAI, "Hel", "lo", finish=Finish("length"))) == [
        chunk({"role": "assistant", "content": "", "refusal": None}),
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
                "stop_details": None,
                "container": None,
                "diagnostics": None,
                "usage": {
                    "input_tokens": 42,
                    "output_tokens": 0,
                    "cache_creation_input_tokens": 0,
                    "cache_read_input_tokens": 0,
                    "cache_creation": None,
                    "output_tokens_details": None,
                    "server_tool_use": None,
                    "inference_geo": None,
                    "service_tier": None,
                    "speed": None,
                },
            },
        },
        {"type": "ping"},
        {
            "type": "content_block_start",
            "index": 0,
            "content_block": {"type": "text", "text": "", "citations": None},
        },
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo"}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {
                "stop_reason": "end_turn",
                "stop_sequence": None,
                "stop_details": None,
                "container": None,
            },
            "usage": {
                "input_tokens": 43,
                "output_tokens": 7,
                "cache_creation_input_tokens": 0,
                "cache_read_input_tokens": 0,
                "output_tokens_details": None,
                "server_tool_use": None,
            },
        },
        {"type": "message_stop"},
    ]


def test_anthropic_answer_without_text_has_no_content_block() -> None:
    found = [data["type"] for _, data in events(stream(ANTHROPIC, finish=Finish("length")))]
    assert found == ["message_start", "ping", "message_delta", "message_stop"]


def _envelope(choices: list[dict[str, Any]], **usage: Any) -> tuple[None, dict[str, Any]]:
    completion = {
        "id": f"req_{ID}",
        "object": "text_completion",
        "created": 1_764_000_000,
        "model": "oss-20b",
        "choices": choices,
        **usage,
    }
    envelope = {"request_id": f"req_{ID}", "status": "ok", "router_pool": "pool-a", "error": None}
    return None, {**envelope, **completion, "data": completion}


def _choice(text: str, finish_reason: str | None = None) -> list[dict[str, Any]]:
    return [{"index": 0, "text": text, "logprobs": None, "finish_reason": finish_reason}]


def test_cortensor_frames_are_the_envelope_and_a_text_completion() -> None:
    assert events(stream(CORTENSOR, "Hel", "lo")) == [
        _envelope(_choice("")),
        _envelope(_choice("Hel")),
        _envelope(_choice("lo")),
        _envelope(_choice("", "stop"), usage=OPENAI_USAGE),
        (None, "[DONE]"),
    ]


def test_cortensor_usage_has_a_frame_of_its_own_if_requested() -> None:
    assert events(stream(CORTENSOR, "x", context=WITH_USAGE)) == [
        _envelope(_choice(""), usage=None),
        _envelope(_choice("x"), usage=None),
        _envelope(_choice("", "stop"), usage=None),
        _envelope([], usage=OPENAI_USAGE),
        (None, "[DONE]"),
    ]


@each_dialect
def test_error_ends_a_stream_without_a_terminator(dialect: Dialect) -> None:
    frames = dialect.stream(WITH_USAGE)
    raw = frames.start() + frames.text("x") + frames.error(StreamInterrupted("The model stopped."))
    (name, data) = events(raw)[-1]
    assert b"[DONE]" not in raw
    assert b"message_stop" not in raw
    if dialect is OPENAI_RESPONSES:
        assert (name, data["response"]["id"]) == ("response.failed", f"resp_{ID}")
        assert data["response"]["error"] == {"code": "server_error", "message": "The model stopped."}
        return
    assert data["request_id"] == f"req_{ID}"
    assert data["error"]["message"] == "The model stopped."
    if dialect is ANTHROPIC:
        assert (name, data["type"], data["error"]["type"]) == ("error", "error", "api_error")
    elif dialect is OPENAI:
        assert (name, data["error"]["code"]) == (None, "stream_interrupted")
    else:
        assert (data["status"], data["model"], data["router_pool"]) == ("failed", "oss-20b", "pool-a")
        assert data["data"] is None


@pytest.mark.parametrize(
    "dialect", [OPENAI, CORTENSOR, OPENAI_RESPONSES], ids=["openai", "cortensor", "responses"]
)
def test_keep_alive_is_a_comment_line_that_ends_no_event(dialect: Dialect) -> None:
    assert dialect.stream(WITH_USAGE).keep_alive == b": keep-alive\n"


def test_keep_alive_of_anthropic_is_a_ping() -> None:
    assert events(ANTHROPIC.stream(WITH_USAGE).keep_alive) == [("ping", {"type": "ping"})]
