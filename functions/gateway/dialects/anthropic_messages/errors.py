"""Anthropic's types and statuses for our errors (docs/protocols/anthropic.md, "Errors", "Retries").

Two statuses differ from the other dialects:

- A saturated pool is 529 ``overloaded_error``, not 503, which Anthropic's SDKs and proxies know.
- An exhausted quota is 402 ``billing_error``, not 429: no client retries it, not even one that ignores
  ``x-should-retry: false``, and the SDK raises another class than for a rate limit.

A prompt longer than the context is worded as Anthropic's API does, because clients look for the words
(docs/protocols/error-matchers.md, "Context").

``details.error_code`` is our own stable code (the SDK's ``.error_code``), ``details.param`` the field at
fault, which Anthropic's format has no field for. A refused ``thread`` has Anthropic's own code, on which the
tool runners of the SDKs send the whole conversation with each request instead.
"""

from __future__ import annotations

import orjson

from functions.gateway.dialects.error_text import message_with_hint
from functions.gateway.dialects.json_text import encode_text
from portal.errors import ContextTooLong, PoolSaturated, PortalError, QuotaExhausted, UnsupportedFeature

_TYPES = {
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}


def error_status(error: PortalError) -> int:
    if isinstance(error, QuotaExhausted):
        return 402
    if isinstance(error, PoolSaturated):
        return 529
    return error.status


def _message(error: PortalError) -> str:
    if isinstance(error, ContextTooLong):
        if error.tokens is None or error.context_tokens is None:
            return f"prompt is too long: {error.message}"
        return f"prompt is too long: {error.tokens} tokens > {error.context_tokens} maximum"
    return message_with_hint(error)


def _details(error: PortalError) -> dict[str, str | list[str]]:
    details: dict[str, str | list[str]] = {"error_code": error.code}
    if error.param:
        details["param"] = error.param
    if isinstance(error, UnsupportedFeature) and error.param == "thread":
        details |= {"error_code": "thread_unsupported_request", "unsupported": ["thread"]}
    return details


def error_body(error: PortalError, request_id: str) -> bytes:
    status = error_status(error)
    return orjson.dumps(
        {
            "type": "error",
            "error": {
                "type": _TYPES.get(status, "api_error" if status >= 500 else "invalid_request_error"),
                "message": orjson.Fragment(encode_text(_message(error))),
                "details": _details(error),
            },
            "request_id": request_id,
        }
    )
