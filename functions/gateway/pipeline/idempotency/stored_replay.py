"""The replay of a stored response."""

from __future__ import annotations

from functions.gateway.pipeline.http_response import raw
from portal.idempotency import StoredResponse
from portal.web.types import Send


class StoredReplay:
    """A request whose response is stored: it is sent again, and nothing runs."""

    def __init__(self, response: StoredResponse, body: bytes) -> None:
        self._response = response
        self._body = body

    async def send(self, send: Send) -> None:
        headers = [
            ("content-type", self._response.content_type),
            ("content-length", str(len(self._body))),
            ("cache-control", "no-store"),
            ("idempotent-replayed", "true"),
            ("original-request-id", self._response.request_id),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": raw(headers)})
        await send({"type": "http.response.body", "body": self._body})
