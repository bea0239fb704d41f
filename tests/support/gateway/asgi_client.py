"""A client on the ASGI interface that leaves, or stops reading, exactly when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

import orjson

from tests.support.gateway.gateways import GatewayHarness

STALLED_SECONDS = 1.0


class AsgiClient:
    """Sends one request to ``gateway``.

    It leaves once ``leaves`` is true of the messages that it has received; with ``stops_reading`` it then
    stays connected and reads nothing for ``STALLED_SECONDS`` before it leaves.
    """

    def __init__(
        self,
        gateway: GatewayHarness,
        path: str,
        body: dict[str, Any],
        headers: dict[str, str] | None = None,
        *,
        leaves: Callable[[list[Any]], bool] = lambda _: False,
        stops_reading: bool = False,
    ) -> None:
        self.received: list[Any] = []
        self._gateway = gateway
        self._leaves = leaves
        self._stops_reading = stops_reading
        self._gone = asyncio.Event()
        self._request_id = ""
        self._body = [orjson.dumps(body)]
        raw = {"authorization": f"Bearer {gateway.key}", **(headers or {})}
        self._scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in raw.items()],
        }

    @property
    def request_id(self) -> str:
        """The id of the request, known by its response's first message even to a client that reads none."""
        return self._request_id

    @property
    def status(self) -> int:
        return int(self.received[0]["status"])

    @property
    def is_complete(self) -> bool:
        return bool(self.received) and not self.received[-1].get("more_body", False)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.received)

    def leave(self) -> None:
        """Disconnect now, whatever has been received."""
        self._gone.set()

    async def run(self) -> None:
        """Return when the application has ended the request, which may be long after the client has left."""
        if self._leaves(self.received) and not self._stops_reading:
            self._gone.set()
        await self._gateway.app(self._scope, self._receive, self._send)

    async def _receive(self) -> Any:
        if self._body:
            return {"type": "http.request", "body": self._body.pop()}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self._request_id = dict(message["headers"])[b"x-request-id"].decode()
        if self._leaves(self.received):
            if self._stops_reading:
                await asyncio.sleep(STALLED_SECONDS)
            self._gone.set()
            return
        self.received.append(message)
        if self._leaves(self.received) and not self._stops_reading:
            self._gone.set()
