"""The runtime's own answers, where the app gave none. Everything an app can foresee it answers itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.web.ids import new_request_id

_REQUEST_ID = b"x-request-id"
_LOOKS_LIKE_AN_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A body that OpenAI's and Anthropic's SDKs both understand, under a request id to find in the logs."""

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


def crashed() -> Refusal:
    message = "Something went wrong on our side. The request id finds it in our logs."
    return Refusal(500, "api_error", "internal_error", message, new_request_id())


def out_of_time() -> Refusal:
    message = "The request took longer than it may take."
    return Refusal(504, "timeout_error", "deadline_exceeded", message, new_request_id())


def shutting_down() -> Refusal:
    message = "This server is shutting down. Try again."
    return Refusal(503, "overloaded_error", "service_unavailable", message, new_request_id())


def headers_refused(headers: Iterable[tuple[bytes, bytes]]) -> Refusal:
    """Keep the request id that the app gave its answer, if it looks like one."""
    message = "The answer's headers are too large to be sent."
    own = next((value.decode("latin-1") for name, value in headers if name.lower() == _REQUEST_ID), "")
    request_id = own if _LOOKS_LIKE_AN_ID.fullmatch(own) else new_request_id()
    return Refusal(500, "api_error", "response_headers_too_large", message, request_id)
