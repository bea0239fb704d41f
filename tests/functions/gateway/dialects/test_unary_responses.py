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
    whole = json.loads(ANTHROPIC.unary(CONTEXT, Completion(("x",), finish, USAGE)))
    delta = events(stream(ANTHROPIC, finish=finish))[-2][1]["delta"]
    assert (delta["stop_reason"], delta["stop_sequence"]) == (reason, sequence)
    assert {name: whole[name] for name in delta} == delta


@pytest.mark.parametrize("reason", ["stop", "length", "content_filter"])
def test_unary_response_has_the_body_of_its_dialect(reason: FinishReason) -> None:
    completion = Completion(("Hello",), Finish(reason), USAGE)
    assert json.loads(OPENAI.unary(CONTEXT, completion)) == {
        "id": f"chatcmpl-{ID}",
        "object": "chat.completion",
        "created": 1_764_000_000,
        "model": "oss-20b",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "Hello", "refusal": None, "annotations": []},
                "logprobs": None,
                "finish_reason": reason,
            }
        ],
        "usage": OPENAI_USAGE,
    }
    message = json.loads(ANTHROPIC.unary(CONTEXT, completion))
    assert message["id"] == f"msg_{ID}"
    assert message["content"] == [{"type": "text", "text": "Hello", "citations": None}]
    assert message["usage"]["input_tokens"] == 43
    assert message["usage"]["output_tokens"] == 7
    envelope = json.loads(CORTENSOR.unary(CONTEXT, completion))
    text_completion = {
        "id": f"req_{ID}",
        "object": "text_completion",
        "created": 1_764_000_000,
        "model": "oss-20b",
        "choices": [{"index": 0, "text": "Hello", "logprobs": None, "finish_reason": reason}],
        "usage": OPENAI_USAGE,
    }
    assert envelope == {
        "request_id": f"req_{ID}",
        "status": "ok",
        "router_pool": "pool-a",
        "data": text_completion,
        "error": None,
        **text_completion,
    }


def test_answer_without_text_has_no_empty_block() -> None:
    completion = Completion((), Finish("length"), USAGE)
    assert json.loads(ANTHROPIC.unary(CONTEXT, completion))["content"] == []
    assert json.loads(OPENAI.unary(CONTEXT, completion))["choices"][0]["message"]["content"] == ""
    assert json.loads(CORTENSOR.unary(CONTEXT, completion))["choices"][0]["text"] == ""
