"""Reads one JSON object of a router: a whole response, or one frame of a stream.

Source: docs/protocols/cortensor-router.md, "Whole answers", "Streams", "Errors and pending answers".
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import PortalError
from portal.inference import FinishReason, TokenUsage
from portal.router import failures
from portal.router.v3.frame_json import parse_json

_PAGE_CHARACTERS = 500

JsonBody = Mapping[str, object]

_FINISH_REASONS: dict[str, FinishReason] = {
    "length": "length",
    "max_tokens": "length",
    "max_length": "length",
    "max_new_tokens": "length",
    "token_limit": "length",
    "model_length": "length",
    "content_filter": "content_filter",
    "safety": "content_filter",
    "refusal": "content_filter",
    "tool_calls": "tool_calls",
    "tool_use": "tool_calls",
    "function_call": "tool_calls",
}
_FAILURE_REASONS = frozenset(
    {"error", "failed", "failure", "abort", "aborted", "cancelled", "canceled", "timeout"}
)
_PENDING_STATUSES = frozenset({"queued", "pending", "processing", "running", "in_progress", "in progress"})
_ERROR_WORDS = ("message", "code", "type", "detail", "reason")
_TEXT_FIELDS = ("text", "output", "response", "content", "completion", "result", "data")
"""Fields in which other clients look for the text, too; no router is known to use them."""


def choices(body: JsonBody) -> list[JsonBody]:
    listed = body.get("choices")
    return [choice for choice in listed if isinstance(choice, dict)] if isinstance(listed, list) else []


def choice_index(choice: JsonBody) -> int:
    index = choice.get("index")
    return index if isinstance(index, int) else 0


def choice_text(choice: JsonBody) -> str:
    """Return the choice's text: ``text``, else ``message.content``, else ``delta.content``."""
    text = choice.get("text")
    if isinstance(text, str):
        return text
    for name in ("message", "delta"):
        part = choice.get(name)
        if isinstance(part, dict) and isinstance(part.get("content"), str):
            return str(part["content"])
    return ""


def raw_finish_reason(choice: JsonBody) -> str | None:
    """Return the choice's ``finish_reason`` as sent; None or empty while it continues."""
    reason = choice.get("finish_reason")
    return reason if isinstance(reason, str) else None


def is_failure_reason(reason: str) -> bool:
    return reason.lower() in _FAILURE_REASONS


def finish_reason(reason: str) -> FinishReason:
    """Map a model server's finish reason; ``stop``, ``eos``, ``end_turn`` and unknown ones are a stop."""
    return _FINISH_REASONS.get(reason.lower(), "stop")


def token_usage(body: JsonBody) -> TokenUsage | None:
    """Return the router's token count, None if it is missing or cannot be a count."""
    usage = body.get("usage")
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if type(prompt) is not int or type(completion) is not int or prompt <= 0 or completion < 0:
        return None
    return TokenUsage(prompt, completion, source="router")


def failure(body: JsonBody) -> PortalError | None:
    """Return the error that ``body`` reports, in one of three formats or by its status; None without one."""
    error = body.get("error")
    if isinstance(error, dict):
        return failures.rejected(_status(error) or _status(body), _words(error))
    if isinstance(error, str) and error:
        return failures.rejected(_status(body), f"{error} {_words(body)}")
    if choices(body):
        return None
    status, message = body.get("status"), body.get("message")
    if isinstance(status, str) and is_failure_reason(status):
        return failures.rejected(_status(body), _words(body))
    if isinstance(message, str) and message and not is_pending(body):
        return failures.rejected(_status(body), _words(body))
    code = body.get("code")
    if isinstance(code, str) and failures.says_busy(code):
        return failures.rejected(_status(body), code)
    return None


def said_by_error(data: bytes, text: str) -> str:
    """Return what the router says in the body of an HTTP error: its error's words, or a page's beginning."""
    try:
        body = parse_json(data)
    except ValueError:
        return text[:_PAGE_CHARACTERS]
    if not isinstance(body, dict):
        return ""
    error = body.get("error")
    if isinstance(error, dict):
        return f"{_words(error)} {_words(body)}"
    return f"{error if isinstance(error, str) else ''} {_words(body)}"


def is_pending(body: JsonBody) -> bool:
    """Return whether ``body`` reports that there is no text yet, or that it ended without any."""
    status = body.get("status")
    if isinstance(status, str) and status.lower() in _PENDING_STATUSES | {"ended"}:
        return True
    if any(is_urn(body.get(name)) for name in ("result", "result_data")):
        return True
    return any(is_urn(choice_text(choice)) for choice in choices(body))


def text_without_choices(body: JsonBody) -> str:
    """Return the text of a response that has no choices, empty if there is none."""
    for name in _TEXT_FIELDS:
        text = body.get(name)
        if isinstance(text, str) and text and not is_urn(text):
            return text
    return ""


def is_urn(value: object) -> bool:
    """Return whether ``value`` is the name of a stored response instead of its text."""
    return isinstance(value, str) and value.startswith("urn:blob:")


def _words(error: JsonBody) -> str:
    """Return the words of an error: its code says what its message may not."""
    return " ".join([text for name in _ERROR_WORDS if isinstance(text := error.get(name), str)])


def _status(body: JsonBody) -> int | None:
    for name in ("status_code", "status", "code"):
        value = body.get(name)
        if isinstance(value, int) and 400 <= value <= 599:
            return value
    return None
