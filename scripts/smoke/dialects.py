"""The dialects: how each is asked, and where its answers, streams and errors have what they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SmokeDialect:
    """``body`` returns a request for a model and a text. ``text`` and ``delta`` read an answer and a frame.

    ``tokens`` reads the total of an answer, ``is_end`` says of the last frame's data whether the stream is
    complete, ``is_error`` of an error's body whether it has the dialect's shape. Readers raise LookupError or
    TypeError for what has another shape. ``max_tokens`` is the name of that field.
    """

    name: str
    path: str
    headers: str
    body: Callable[[str, str], dict[str, Any]]
    text: Callable[[Document], str]
    tokens: Callable[[Document], int]
    delta: Callable[[Document], str]
    is_end: Callable[[str], bool]
    is_error: Callable[[Document], bool]
    max_tokens: str = "max_tokens"


def _chat(model: str, text: str) -> dict[str, Any]:
    return {"model": model, "messages": [{"role": "user", "content": text}], "max_tokens": 1024}


def _completion(model: str, text: str) -> dict[str, Any]:
    return {"model": model, "prompt": text, "max_tokens": 1024}


def _response(model: str, text: str) -> dict[str, Any]:
    return {"model": model, "input": text, "max_output_tokens": 1024}


def _chat_delta(frame: Document) -> str:
    return "".join(choice["delta"].get("content") or "" for choice in frame["choices"])


def _anthropic_delta(frame: Document) -> str:
    return str(frame["delta"].get("text", "")) if frame["type"] == "content_block_delta" else ""


def _response_text(answer: Document) -> str:
    return "".join(str(part["text"]) for item in answer["output"] for part in item["content"])


def _response_delta(event: Document) -> str:
    return str(event["delta"]) if event["type"] == "response.output_text.delta" else ""


def _completion_delta(frame: Document) -> str:
    return "".join(choice["text"] for choice in frame["data"]["choices"])


def _anthropic_tokens(answer: Document) -> int:
    return int(answer["usage"]["input_tokens"]) + int(answer["usage"]["output_tokens"])


def _is_openai_error(body: Document) -> bool:
    error = body["error"]
    return (
        isinstance(error["message"], str)
        and isinstance(error["type"], str)
        and {"param", "code"} <= error.keys()
    )


def _is_anthropic_error(body: Document) -> bool:
    error = body["error"]
    return body["type"] == "error" and isinstance(error["type"], str) and isinstance(error["message"], str)


def _is_cortensor_error(body: Document) -> bool:
    error = body["error"]
    return body["status"] == "failed" and body["data"] is None and isinstance(error["code"], str)


def _is_done(data: str) -> bool:
    return data == "[DONE]"


DIALECTS = (
    SmokeDialect(
        name="openai",
        path="/v1/chat/completions",
        headers="bearer",
        body=_chat,
        text=lambda answer: str(answer["choices"][0]["message"]["content"]),
        tokens=lambda answer: int(answer["usage"]["total_tokens"]),
        delta=_chat_delta,
        is_end=_is_done,
        is_error=_is_openai_error,
    ),
    SmokeDialect(
        name="responses",
        path="/v1/responses",
        headers="bearer",
        body=_response,
        text=_response_text,
        tokens=lambda answer: int(answer["usage"]["total_tokens"]),
        delta=_response_delta,
        is_end=lambda data: '"type":"response.completed"' in data or '"type":"response.incomplete"' in data,
        is_error=_is_openai_error,
        max_tokens="max_output_tokens",
    ),
    SmokeDialect(
        name="anthropic",
        path="/v1/messages",
        headers="anthropic",
        body=_chat,
        text=lambda answer: "".join(str(block["text"]) for block in answer["content"]),
        tokens=_anthropic_tokens,
        delta=_anthropic_delta,
        is_end=lambda data: '"message_stop"' in data,
        is_error=_is_anthropic_error,
    ),
    SmokeDialect(
        name="cortensor",
        path="/v1/completions",
        headers="bearer",
        body=_completion,
        text=lambda answer: str(answer["data"]["choices"][0]["text"]) if answer["status"] == "ok" else "",
        tokens=lambda answer: int(answer["data"]["usage"]["total_tokens"]),
        delta=_completion_delta,
        is_end=_is_done,
        is_error=_is_cortensor_error,
    ),
)
