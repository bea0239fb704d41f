"""A client of Anthropic's SDK, and the requests of its scenarios."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from anthropic import Anthropic

from tests.support.sdk.probe import arguments

URL, KEYS = arguments()

MODEL = "oss-20b"


@lru_cache
def client(key: str = "valid", retries: int = 0) -> Anthropic:
    return Anthropic(base_url=URL, api_key=KEYS.get(key, key), max_retries=retries, timeout=20)


def request(script: str, **options: Any) -> dict[str, Any]:
    return {"model": MODEL, "max_tokens": 64, "messages": [{"role": "user", "content": script}], **options}


def described(message: Any) -> dict[str, Any]:
    return {
        "id": message.id[:4],
        "type": message.type,
        "role": message.role,
        "model": message.model,
        "content": [[block.type, block.text] for block in message.content],
        "stop_reason": message.stop_reason,
        "stop_sequence": message.stop_sequence,
        "input_tokens": message.usage.input_tokens,
        "output_tokens": message.usage.output_tokens,
    }


def text_of(message: Any) -> str:
    return "".join(block.text for block in message.content)
