"""Adds the request id to every response: of a route, a preflight, a 404 or a crash."""

from __future__ import annotations

from portal.web.ids import new_request_id
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

CLIENT_REQUEST_ID = b"x-client-request-id"
CLIENT_REQUEST_ID_MAX_BYTES = 512


class RequestIdMiddleware:
    """Outermost middleware: puts ``request_id`` in ``scope["state"]`` and on every response.

    OpenAI's SDKs read it from ``x-request-id``, Anthropic's from ``request-id``. A client's own
    ``x-client-request-id`` of at most 512 bytes of ASCII is echoed and logged (``client_request_id_of``).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = new_request_id()
        # A copy: the server may share one state mapping between requests.
        scope["state"] = state = {**scope.get("state", {}), "request_id": request_id}
        encoded = request_id.encode()
        added = [(b"x-request-id", encoded), (b"request-id", encoded)]
        for name, value in scope["headers"]:
            if name == CLIENT_REQUEST_ID and len(value) <= CLIENT_REQUEST_ID_MAX_BYTES and value.isascii():
                added.append((CLIENT_REQUEST_ID, value))
                state["client_request_id"] = value.decode("ascii")

        async def send_with_ids(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await self.app(scope, receive, send_with_ids)


def request_id_of(scope: Scope) -> str:
    """Return the id that ``RequestIdMiddleware`` gave this request."""
    request_id: str = scope["state"]["request_id"]
    return request_id


def client_request_id_of(scope: Scope) -> str | None:
    """Return the client's own id of this request, None if it sent none."""
    client_request_id: str | None = scope["state"].get("client_request_id")
    return client_request_id
