"""Conditional requests: send a response that has not changed as 304 without a body."""

from __future__ import annotations

from hashlib import blake2b

from portal.web.types import ASGIApp, Message, RawHeaders, Receive, Scope, Send

_BODY_HEADERS = frozenset({b"content-length", b"content-type"})


class ETagMiddleware:
    """Pure ASGI middleware: adds an ``ETag`` to JSON responses of GET and answers a matching one with 304.

    It saves the transfer, not the work: the response is computed to be compared. Tags are weak, because
    proxies may compress. Responses in several chunks (exports) pass unchanged.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def comparing_send(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if _is_json_success(message):
                    start = message
                    return
            elif start is not None:
                head, start = start, None
                if not message.get("more_body"):
                    etag = b'W/"%s"' % blake2b(message.get("body", b""), digest_size=12).hexdigest().encode()
                    head["headers"] = [*head.get("headers", ()), (b"etag", etag)]
                    if _matches(scope["headers"], etag):
                        head, message = _not_modified(head), {"type": "http.response.body", "body": b""}
                await send(head)
            await send(message)

        await self._app(scope, receive, comparing_send)


def _is_json_success(head: Message) -> bool:
    content_type = next((value for name, value in head.get("headers", ()) if name == b"content-type"), b"")
    return head["status"] == 200 and content_type.startswith(b"application/json")


def _not_modified(head: Message) -> Message:
    headers = [(name, value) for name, value in head["headers"] if name not in _BODY_HEADERS]
    return {**head, "status": 304, "headers": headers}


def _matches(headers: RawHeaders, etag: bytes) -> bool:
    """Return whether ``If-None-Match`` matches, by the weak comparison of RFC 9110, 13.1.2."""
    for name, value in headers:
        if name == b"if-none-match":
            etags = {part.strip().removeprefix(b"W/") for part in value.split(b",")}
            if b"*" in etags or etag.removeprefix(b"W/") in etags:
                return True
    return False
