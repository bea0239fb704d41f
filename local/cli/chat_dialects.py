"""The dialects from a client's side: the request to send, and where the response holds the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChatDialect:
    """``whole_text`` finds the text in a whole response, ``frame_text`` in one frame of a stream.

    ``is_end`` recognises the last frame of a stream by its ``data``.
    """

    path: str
    headers: Callable[[str], dict[str, str]]
    request_body: Callable[[str], Json]
    whole_text: Callable[[Json], str]
    frame_text: Callable[[Json], str]
    is_end: Callable[[str], bool]


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def _messages(text: str) -> Json:
    return {"messages": [{"role": "user", "content": text}]}


def _first_choice(body: Json | None) -> Json:
    choices = (body or {}).get("choices") or [{}]
    choice: Json = choices[0]
    return choice


def _anthropic_text(body: Json) -> str:
    return "".join(block["text"] for block in body["content"] if block["type"] == "text")


def _response_text(body: Json) -> str:
    messages = [item for item in body["output"] if item["type"] == "message"]
    return "".join(part["text"] for item in messages for part in item["content"])


def _response_piece(event: Json) -> str:
    return str(event["delta"]) if event["type"] == "response.output_text.delta" else ""


def _is_done(data: str) -> bool:
    return data == "[DONE]"


DIALECTS = {
    "openai": ChatDialect(
        path="/v1/chat/completions",
        headers=_bearer,
        request_body=_messages,
        whole_text=lambda body: str(_first_choice(body)["message"]["content"]),
        frame_text=lambda frame: _first_choice(frame).get("delta", {}).get("content") or "",
        is_end=_is_done,
    ),
    "responses": ChatDialect(
        path="/v1/responses",
        headers=_bearer,
        request_body=lambda text: {"input": text},
        whole_text=_response_text,
        frame_text=_response_piece,
        is_end=lambda data: '"type":"response.completed"' in data or '"type":"response.incomplete"' in data,
    ),
    "anthropic": ChatDialect(
        path="/v1/messages",
        headers=lambda key: {"x-api-key": key, "anthropic-version": "2023-06-01"},
        request_body=lambda text: {"max_tokens": 1024, **_messages(text)},
        whole_text=_anthropic_text,
        frame_text=lambda frame: frame["delta"]["text"] if frame["type"] == "content_block_delta" else "",
        is_end=lambda data: '"message_stop"' in data,
    ),
    "cortensor": ChatDialect(
        path="/v1/completions",
        headers=_bearer,
        request_body=lambda text: {"prompt": text},
        whole_text=lambda body: str(_first_choice(body["data"])["text"]),
        frame_text=lambda frame: _first_choice(frame.get("data")).get("text") or "",
        is_end=_is_done,
    ),
}
