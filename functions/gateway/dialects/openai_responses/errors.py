"""Errors of a response: before the first byte OpenAI's error body, after it that of ``response.failed``.

Clients decide by ``code`` whether to send the request again (docs/protocols/openai-responses.md, "Errors"),
so within a stream each of our codes becomes one that they read. In an HTTP error that is needed for a
saturated pool only; every other keeps its own code, as in chat.
"""

from __future__ import annotations

import math

import orjson

from functions.gateway.dialects.error_text import message_with_hint
from functions.gateway.dialects.json_text import encode_text
from functions.gateway.dialects.openai_chat.errors import error_body
from portal.errors import ContextTooLong, LimitExceeded, PoolSaturated, PortalError, QuotaExhausted

_OVERLOADED = "server_is_overloaded"


def response_error_body(error: PortalError, request_id: str) -> bytes:
    """Return the body of an HTTP error."""
    return error_body(
        error,
        request_id,
        code=_OVERLOADED if isinstance(error, PoolSaturated) else None,
        param="input" if isinstance(error, ContextTooLong) else None,
    )


def failure_json(error: PortalError) -> bytes:
    """Return ``response.error`` of a response that failed."""
    return orjson.dumps(
        {"code": _failure_code(error), "message": orjson.Fragment(encode_text(_failure_message(error)))}
    )


def _failure_code(error: PortalError) -> str:
    match error:
        case ContextTooLong() | QuotaExhausted():
            return error.code
        case LimitExceeded():
            return "rate_limit_exceeded"
        case _ if error.should_retry is False:
            # Not to be sent again: clients that know no other code for it retry whatever they do not know.
            return "invalid_prompt"
        case _ if error.status == 503:
            return _OVERLOADED
    return "server_error"


def _failure_message(error: PortalError) -> str:
    message = message_with_hint(error)
    if isinstance(error, LimitExceeded) and error.retry_after is not None:
        # Clients read the seconds out of these words.
        return f"{message} Please try again in {math.ceil(error.retry_after)}s."
    return message
