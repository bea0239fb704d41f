"""Unary responses of each dialect, and the stop reasons of Anthropic's."""

from __future__ import annotations

import json

import pytest

from portal.inference import Completion, Finish, FinishReason
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI
from tests.support.gateway.responses import CONTEXT, ID, OPENAI_USAGE, USAGE, stream
from tests.support.gateway.sse import events


@pytest.mark.parametrize(
    ("finish", "reason", "sequence"),
    [
        (Finish("stop"), "end_turn", None),
        (Finish("stop", "END"), "stop_sequence", "END"),
        (Finish("length"), "max_tokens", None),
        (Finish("content_filter"), "refusal", None),
    ],
)
def test_finish_reason_becomes_anthropics_stop_reason(
    finish: Finish, reason: str, sequence: str | None
) -> None:
    whole = json.loads(ANTHROPIC.unary(CONTEXT, Completion("x", finish, USAGE)))
    delta = events(stream(ANTHROPIC, finish=finish))[-2][1]["delta"]
    assert delta == {"stop_reason": reason, "stop_sequence": sequence}
    assert {name: whole[name] for name in delta} == delta


@pytest.mark.parametrize("reason", ["stop", "length", "content_filter"])
def test_unary_response_has_the_body_of_its_dialect(reason: FinishReason) -> None:
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
