"""Error messages of the API, for a terminal."""

from __future__ import annotations

from typing import Any

import httpx


def error_message(body: Any) -> str | None:
    """Return the message of an error body or event in any dialect; None if ``body`` is not an error."""
    if isinstance(body, dict) and body.get("type") == "response.failed":
        body = body.get("response")
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("message", error)) if isinstance(error, dict) else None


def request_suffix(response: httpx.Response) -> str:
    """Return `` (request req_…)`` for the end of a message; empty if the response has no request id."""
    request_id = response.headers.get("x-request-id")
    return f" (request {request_id})" if request_id else ""
