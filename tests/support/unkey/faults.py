"""Unkey's error responses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    412: "Precondition Failed",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class UnkeyFault(Exception):
    """``errors`` lists each fault of a 400."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def body(self, request_id: str) -> dict[str, Any]:
        error: dict[str, Any] = {
            "title": TITLES[self.status],
            "detail": self.detail,
            "status": self.status,
            "type": f"https://unkey.com/docs/errors/{self.status}",
        }
        if self.status == 400:
            error["errors"] = self.errors
        return {"meta": {"requestId": request_id}, "error": error}


def bad_request(location: str, message: str) -> UnkeyFault:
    return UnkeyFault(
        400,
        "POST request body for '/v2' failed to validate schema",
        errors=[{"location": location, "message": message}],
    )
