"""Smallest valid bodies, and reading them with something changed."""

from __future__ import annotations

import json
from typing import Any

from functions.gateway.dialects import Dialect
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.cortensor_completions.response import CortensorCompletions
from functions.gateway.dialects.openai_chat.response import OpenAIChat
from portal.inference import InferenceRequest

OPENAI, ANTHROPIC, CORTENSOR = OpenAIChat(), AnthropicMessages(), CortensorCompletions()
DIALECTS: list[Dialect] = [OPENAI, ANTHROPIC, CORTENSOR]

USER = {"role": "user", "content": "hi"}
_SMALLEST: dict[str, dict[str, Any]] = {
    "openai": {"model": "oss-20b", "messages": [USER]},
    "anthropic": {"model": "oss-20b", "messages": [USER], "max_tokens": 16},
    "cortensor": {"model": "oss-20b", "prompt": "hi"},
}


def read(dialect: Dialect, *, version: str | None = None, **changed: Any) -> InferenceRequest:
    """Parse the smallest body with ``changed`` fields; a field set to ``...`` is left out."""
    body = {name: value for name, value in (_SMALLEST[dialect.name] | changed).items() if value is not ...}
    headers = {} if version is None else {"anthropic-version": version}
    return dialect.parse(json.dumps(body).encode(), headers)


def smallest(dialect: Dialect) -> bytes:
    return json.dumps(_SMALLEST[dialect.name]).encode()


def parts(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]
