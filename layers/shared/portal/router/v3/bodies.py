"""Reading one JSON object of a router, a whole answer or one frame of a stream.

Shapes: reference cortensor-router 1.5 (answers), 1.6 (frames), 1.7 (errors and pending bodies).
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import PortalError
from portal.inference import FinishReason, TokenUsage
from portal.router import failures

Body = Mapping[str, object]

_FINISH: dict[str, FinishReason] = {
    "length": "length",
    "max_tokens": "length",
    "max_length": "length",
    "max_new_tokens": "length",
    "token_limit": "length",
    "model_length": "length",
    "content_filter": "content_filter",
    "safety": "content_filter",
    "refusal": "content_filter",
}
_FAILED_ENDINGS = frozenset(
    {"error", "failed", "failure", "abort", "aborted", "cancelled", "canceled", "timeout"}
)
_PENDING_STATES = frozenset({"queued", "pending", "processing", "running", "in_progress", "in progress"})
_TEXT_NAMES = ("text", "output", "response", "content", "completion", "result", "data")
"""Other clients look for the text under these too; no router is known to need it."""


def choices_of(body: Body) -> list[Body]:
    choices = body.get("choices")
    return [choice for choice in choices if isinstance(choice, dict)] if isinstance(choices, list) else []


def index_of(choice: Body) -> int:
    index = choice.get("index")
    return index if isinstance(index, int) else 0


def text_of(choice: Body) -> str:
    """Return the choice's text: ``text``, else ``message.content``, else ``delta.content``."""
    text = choice.get("text")
    if isinstance(text, str):
        return text
    for name in ("message", "delta"):
        part = choice.get(name)
        if isinstance(part, dict) and isinstance(part.get("content"), str):
            return str(part["content"])
    return ""


def finish_of(choice: Body) -> str | None:
    """Return the choice's own word for why it ended, None or empty while it has not."""
    reason = choice.get("finish_reason")
    return reason if isinstance(reason, str) else None


def is_failure(reason: str) -> bool:
    return reason.lower() in _FAILED_ENDINGS


def finish_reason(reason: str) -> FinishReason:
    """Map a model server's word to ours; ``stop``, ``eos``, ``end_turn`` and unknown ones are a stop."""
    return _FINISH.get(reason.lower(), "stop")


def usage_of(body: Body) -> TokenUsage | None:
    """Return the router's count, None where it is missing or plainly was not counted."""
    usage = body.get("usage")
    if not isinstance(usage, dict):
        return None
    prompt, completion = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if type(prompt) is not int or type(completion) is not int or prompt <= 0 or completion < 0:
        return None
    return TokenUsage(prompt, completion, source="router")


def failure_of(body: Body) -> PortalError | None:
    """Return the error that ``body`` says in one of the three shapes, or by its status."""
    error = body.get("error")
    if isinstance(error, dict):
        words = error.get("message") or error.get("code")
        return failures.rejected(_status(error) or _status(body), str(words or ""))
    if isinstance(error, str) and error:
        return failures.rejected(_status(body), error)
    if choices_of(body):
        return None
    status, message = body.get("status"), body.get("message")
    if isinstance(status, str) and is_failure(status):
        return failures.rejected(_status(body), str(message or ""))
    if isinstance(message, str) and message and not is_pending(body):
        return failures.rejected(_status(body), message)
    return None


def is_pending(body: Body) -> bool:
    """Return whether ``body`` says: not ready yet, or ended without text that could be handed on."""
    status = body.get("status")
    if isinstance(status, str) and status.lower() in _PENDING_STATES | {"ended"}:
        return True
    if any(is_urn(body.get(name)) for name in ("result", "result_data")):
        return True
    return any(is_urn(text_of(choice)) for choice in choices_of(body))


def bare_text(body: Body) -> str:
    """Return the text of an answer that has no choices, empty where there is none."""
    for name in _TEXT_NAMES:
        text = body.get(name)
        if isinstance(text, str) and text and not is_urn(text):
            return text
    return ""


def is_urn(value: object) -> bool:
    """Return whether ``value`` is the name of a stored answer instead of the answer."""
    return isinstance(value, str) and value.startswith("urn:blob:")


def _status(body: Body) -> int | None:
    for name in ("status_code", "status", "code"):
        value = body.get(name)
        if isinstance(value, int) and 400 <= value <= 599:
            return value
    return None
