"""The router's JSON bodies and stream frames. Pure.

Shapes: docs/protocols/cortensor-router.md, "Whole answers", "Streams", "Errors and pending answers".
"""

from __future__ import annotations

from typing import Any

import orjson

Body = dict[str, Any]


def completion(*, id: str, model: str, created: int, text: str, finish: str, usage: Body | None) -> Body:  # noqa: A002 (the field's name)
    return {
        "id": id,
        "object": "text_completion",
        "created": created,
        "model": model,
        "task_id": id.rpartition("-")[2],
        "choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": finish}],
        **({"usage": usage} if usage else {}),
    }


def chunk(
    *,
    id: str,  # noqa: A002 (the field's name)
    model: str,
    created: int,
    text: str,
    finish: str | None = None,
    usage: Body | None = None,
) -> Body:
    return {
        "id": id,
        "object": "text_completion",
        "created": created,
        "model": model,
        "choices": [{"index": 0, "text": text, "logprobs": None, "finish_reason": finish}],
        **({"usage": usage} if usage else {}),
    }


def usage(prompt_tokens: int, completion_tokens: int) -> Body:
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": completion_tokens,
        "total_tokens": prompt_tokens + completion_tokens,
    }


def error(shape: str, message: str, code: str) -> Body:
    if shape == "string":
        return {"error": message}
    if shape == "message":
        return {"message": message}
    return {"error": {"message": message, "code": code}}


def pending() -> Body:
    return {
        "status": "pending",
        "message": "Task is queued",
        "result_data": "urn:blob:v1:s3:simulator:pending",
    }


def frame(body: Body) -> bytes:
    return b"data: " + orjson.dumps(body) + b"\n\n"


DONE = b"data: [DONE]\n\n"
