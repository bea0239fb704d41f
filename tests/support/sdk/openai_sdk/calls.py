"""A client of OpenAI's SDK, and the requests of its scenarios."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import openai
from openai import OpenAI

from tests.support.sdk.probe import arguments, failing

URL, KEYS = arguments()

MODEL = "oss-20b"


@lru_cache
def client(key: str = "valid", retries: int = 0) -> OpenAI:
    return OpenAI(base_url=URL + "/v1", api_key=KEYS.get(key, key), max_retries=retries, timeout=20)


def request(script: str, **options: Any) -> dict[str, Any]:
    return {"model": MODEL, "messages": [{"role": "user", "content": script}], **options}


def failed(call: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: failing(openai.APIStatusError, call)
