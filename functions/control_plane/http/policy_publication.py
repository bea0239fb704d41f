"""Publishes what a request has changed before it is answered: it binds as soon as the caller knows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from portal.errors import PolicyUnavailable
from portal.policy.published import PublicationUnavailable
from portal.web.request_ids import request_id_of
from portal.web.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

PUBLICATION_SECONDS = 1.0
"""The longest that an answer waits for the publication of what it has changed."""

_READING = frozenset({"GET", "HEAD", "OPTIONS"})

Publish = Callable[[], Awaitable[object]]


class CurrentPublication:
    """Runs ``publish`` (``PolicyPublisher.publish_policy``) for all requests that wait for it.

    A request waits for a run that began after its change. However many change something at a time, one run is
    under way and one is next.
    """

    def __init__(self, publish: Publish, *, timeout_seconds: float = PUBLICATION_SECONDS) -> None:
        self._publish = publish
        self._timeout_seconds = timeout_seconds
        self._running: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None

    async def publish(self) -> None:
        """Publish what is in the database now. Raises TimeoutError, PolicyUnavailable and
        PublicationUnavailable.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._run(self._running))
            self._next.add_done_callback(_retrieve)
        async with asyncio.timeout(self._timeout_seconds):
            await asyncio.shield(self._next)

    async def _run(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        async with asyncio.timeout(self._timeout_seconds):
            await self._publish()


class PolicyPublicationMiddleware:
    """Pure ASGI middleware around all routes: no route can forget to publish.

    Before a response to anything but a read starts, it publishes the policy. A request that was refused (4xx)
    has changed nothing; one that failed (5xx) may have: a key is revoked in the database before the key
    service is told. A publication that fails is logged, and never changes the response: the pool monitor
    publishes within a second or two.
    """

    def __init__(self, app: ASGIApp, publication: CurrentPublication | None) -> None:
        self._app = app
        self._publication = publication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        publication = self._publication
        if publication is None or scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return

        async def publishing_send(message: Message) -> None:
            if message["type"] == "http.response.start" and not 400 <= message["status"] < 500:
                await self._publish(publication, scope)
            await send(message)

        await self._app(scope, receive, publishing_send)

    @staticmethod
    async def _publish(publication: CurrentPublication, scope: Scope) -> None:
        try:
            await publication.publish()
        except (PolicyUnavailable, PublicationUnavailable, TimeoutError) as error:
            log.warning(
                "policy.publish_failed",
                extra={"request_id": request_id_of(scope), "reason": f"{type(error).__name__}: {error}"},
            )
        except Exception:
            log.exception("policy.publish_failed", extra={"request_id": request_id_of(scope)})


def _retrieve(run: asyncio.Task[None]) -> None:
    """Take the exception of a run for which nobody waits any more."""
    if not run.cancelled():
        run.exception()
