"""What the API says when it refuses, for a terminal."""

from __future__ import annotations

from typing import Any

import httpx


def error_of(body: Any) -> str | None:
    """Return the message of an error in any of the formats; None where ``body`` is none."""
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("message", error)) if isinstance(error, dict) else None


def request_of(answer: httpx.Response) -> str:
    """Return the end of a sentence about ``answer`` that names its request; empty where it has no id."""
    request_id = answer.headers.get("x-request-id")
    return f" (request {request_id})" if request_id else ""
