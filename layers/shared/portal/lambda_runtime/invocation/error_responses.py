"""The runtime's own HTTP responses, sent only where the app has sent none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.web.ids import new_request_id

_REQUEST_ID = b"x-request-id"
_REQUEST_ID_FORMAT = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RuntimeErrorResponse:
    """A response that both OpenAI's and Anthropic's SDKs parse. Its request id is in the logs."""

    status: int
    type: str
    code: str
    message: str
    request_id: str

    @property
    def body(self) -> bytes:
        error = {"type": self.type, "code": self.code, "message": self.message, "param": None}
        return json.dumps({"type": "error", "error": error, "request_id": self.request_id}).encode()

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        request_id = self.request_id.encode("latin-1")
        return [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(self.body)).encode()),
            (b"cache-control", b"no-store"),
            (_REQUEST_ID, request_id),
            (b"request-id", request_id),
        ]


def internal_error() -> RuntimeErrorResponse:
    message = "Something went wrong on our side. Quote the request id to support."
    return RuntimeErrorResponse(500, "api_error", "internal_error", message, new_request_id())


def deadline_exceeded() -> RuntimeErrorResponse:
    message = "The request exceeded its time limit."
    return RuntimeErrorResponse(504, "timeout_error", "deadline_exceeded", message, new_request_id())


def shutting_down() -> RuntimeErrorResponse:
    message = "This server is shutting down. Try again."
    return RuntimeErrorResponse(503, "overloaded_error", "service_unavailable", message, new_request_id())


def invalid_headers(headers: Iterable[tuple[bytes, bytes]]) -> RuntimeErrorResponse:
    """Return the response for headers that cannot be sent, with the app's request id if it has one."""
    message = "The response headers are too large."
    own = next((value.decode("latin-1") for name, value in headers if name.lower() == _REQUEST_ID), "")
    request_id = own if _REQUEST_ID_FORMAT.fullmatch(own) else new_request_id()
    return RuntimeErrorResponse(500, "api_error", "response_headers_too_large", message, request_id)
