"""Reads that are asked again and again: an answer that has not changed is not sent again."""

from __future__ import annotations

from hashlib import blake2b

from portal.web.types import ASGIApp, Message, RawHeaders, Receive, Scope, Send

_OF_THE_BODY = frozenset({b"content-length", b"content-type"})


class ETagMiddleware:
    """Pure ASGI middleware: gives whole JSON answers of GET an ``ETag``, and 304 to who has that one already.

    It saves the way to the client, not the work: the answer is made to be compared. Tags are weak, because
    proxies may compress. Answers in pieces (exports) pass untouched.
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
                if _is_comparable(message):
                    start = message
                    return
            elif start is not None:
                head, start = start, None
                if not message.get("more_body"):
                    tag = b'W/"%s"' % blake2b(message.get("body", b""), digest_size=12).hexdigest().encode()
                    head["headers"] = [*head.get("headers", ()), (b"etag", tag)]
                    if _has(scope["headers"], tag):
                        head, message = _not_modified(head), {"type": "http.response.body", "body": b""}
                await send(head)
            await send(message)

        await self._app(scope, receive, comparing_send)


def _is_comparable(head: Message) -> bool:
    kind = next((value for name, value in head.get("headers", ()) if name == b"content-type"), b"")
    return head["status"] == 200 and kind.startswith(b"application/json")


def _not_modified(head: Message) -> Message:
    kept = [(name, value) for name, value in head["headers"] if name not in _OF_THE_BODY]
    return {**head, "status": 304, "headers": kept}


def _has(headers: RawHeaders, tag: bytes) -> bool:
    """Whether ``If-None-Match`` names the tag, compared weakly as RFC 9110 13.1.2 has it."""
    for name, value in headers:
        if name == b"if-none-match":
            named = {part.strip().removeprefix(b"W/") for part in value.split(b",")}
            if b"*" in named or tag.removeprefix(b"W/") in named:
                return True
    return False
