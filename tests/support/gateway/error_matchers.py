"""How clients read an error: whether they retry it, and whether they see a prompt that is too long.

Each matcher is what a client does with the response, retold from its source
(docs/protocols/error-matchers.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class SentError(NamedTuple):
    """``message`` is what an SDK shows of the body, with the status before it."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def error(self) -> Mapping[str, Any]:
        error: Mapping[str, Any] = self.body["error"]
        return error

    @property
    def message(self) -> str:
        return f"{self.status} {self.error['message']}"


Matcher = Callable[[SentError], bool]

_RETRIED = {408, 409, 429}
_LANGCHAIN_NOT_RETRIED = {400, 401, 402, 403, 404, 405, 406, 407, 409, 413}
_LANGCHAIN_EXHAUSTED = [
    r"insufficient[_ -]?quota",
    r"exceeded (?:your|the current|the available).+quota",
    r"usage quota",
    r"quota (?:has been )?exhausted",
    r"billing",
    r"credit balance",
    r"out of credits",
    r"will reset at",
]
_LANGCHAIN_LONGEST_WAIT = 60.0


def sdk_retries(response: SentError) -> bool:
    """The SDKs of OpenAI and Anthropic."""
    should_retry = response.headers.get("x-should-retry")
    if should_retry is not None:
        return should_retry == "true"
    wait = float(response.headers.get("retry-after", "1"))
    return (response.status in _RETRIED or response.status >= 500) and wait <= 120


def langchain_js_retries(response: SentError) -> bool:
    """``AsyncCaller`` of @langchain/core."""
    if response.status in _LANGCHAIN_NOT_RETRIED:
        return False
    if response.status != 429:
        return True
    if response.error.get("code") == "insufficient_quota":
        return False
    if any(re.search(pattern, response.message, re.IGNORECASE) for pattern in _LANGCHAIN_EXHAUSTED):
        return False
    return float(response.headers.get("retry-after", "1")) <= _LANGCHAIN_LONGEST_WAIT


def ai_sdk_retries(response: SentError) -> bool:
    """The AI SDK, and opencode on it, which reads the code of a quota in a stream only."""
    return response.status in _RETRIED or response.status >= 500


_LITELLM_CONTEXT = ["this model's maximum context length is", "prompt is too long"]
_OPENCODE_CONTEXT = [
    r"prompt is too long",
    r"reduce the length of the messages",
    r"maximum context length is \d+ tokens",
    r"context[_ ]length[_ ]exceeded",
]


def litellm_sees_context(response: SentError) -> bool:
    """``ExceptionCheckers.is_error_str_context_window_exceeded`` of LiteLLM."""
    return any(words in response.message.lower() for words in _LITELLM_CONTEXT)


def litellm_sees_rate_limit(response: SentError) -> bool:
    """``ExceptionCheckers.is_error_str_rate_limit`` of LiteLLM."""
    return bool(re.search(r"\b429\b|rate[\s_\-]*limit", response.message.lower()))


def opencode_sees_context(response: SentError) -> bool:
    """``ProviderError.parseAPICallError`` of opencode."""
    by_message = any(re.search(pattern, response.message, re.IGNORECASE) for pattern in _OPENCODE_CONTEXT)
    return by_message or response.status == 413 or response.error.get("code") == "context_length_exceeded"


def langchain_sees_context(response: SentError) -> bool:
    """``ContextOverflowError`` of @langchain/openai and @langchain/anthropic."""
    if response.error.get("code") == "context_length_exceeded":
        return True
    return "maximum context length" in response.message or (
        response.status == 400 and "prompt is too long" in response.message
    )


def claude_code_sees_context(response: SentError) -> bool:
    """Claude Code reads both numbers, and how far the first exceeds the second."""
    found = re.search(
        r"prompt is too long[^0-9]*(\d+)\s*tokens?\s*>\s*(\d+)", response.message, re.IGNORECASE
    )
    return found is not None and int(found[1]) > int(found[2])


RETRIES: dict[str, Matcher] = {
    "openai and anthropic": sdk_retries,
    "LangChain.js": langchain_js_retries,
    "AI SDK, opencode": ai_sdk_retries,
}
CONTEXT: dict[str, Matcher] = {
    "LiteLLM": litellm_sees_context,
    "opencode": opencode_sees_context,
    "LangChain": langchain_sees_context,
}
