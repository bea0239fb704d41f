"""One call to one router: sending it, reading the answer as it comes, and leaving nothing running."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp

from portal.errors import PortalError, StreamInterrupted
from portal.pools import Target
from portal.router import Piece, RouterCall, failures
from portal.router.text.text_filter import TextFilter
from portal.router.v3.decoder import AnswerDecoder
from portal.router.v3.request import is_streamed
from portal.router.watchdog import Watchdog

if TYPE_CHECKING:
    from portal.router.aiohttp_client import AiohttpRouterClient

log = logging.getLogger(__name__)

_ERROR_BYTES = 4096
_ERROR_SECONDS = 2.0
_STALE_SECONDS = 0.05


class AiohttpExchange:
    """Implements Exchange, the context that opens and closes it, and the iterator over its pieces.

    An iterator of its own, not a generator: one that is left in the middle needs no finalising.
    """

    def __init__(self, client: AiohttpRouterClient, target: Target, call: RouterCall) -> None:
        self._client = client
        self._target = target
        self._call = call
        self._streamed = is_streamed(call)
        self._decoder = AnswerDecoder()
        self._filter = TextFilter(call.sampling.stop, call.guards)
        self._handed_out = False
        self._received = 0
        self._watchdog: Watchdog | None = None
        self._over_by: float | None = None
        self._left_open = False
        self._over = False

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        opened_at = self._loop.time()
        self._ends_at = opened_at + self._call.timeout_seconds
        try:
            if self._streamed:
                self._first_byte_by = min(self._ends_at, opened_at + self._client.bounds.first_byte_seconds)
                async with asyncio.timeout_at(self._first_byte_by):
                    self._response = await self._send(opened_at)
            else:
                # Its time is up when the call's is, and aiohttp sees to that, the body included.
                self._response = await self._send(opened_at)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise self._failed(_translated(error), error) from error
        if not 200 <= self._response.status < 300:
            try:
                raise self._failed(await self._refusal())
            finally:
                self._response.close()
        if self._streamed:
            self._watchdog = Watchdog(self._response.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watchdog is not None:
            self._watchdog.stop()
        decoder = self._decoder
        whole = decoder.ended and decoder.failure is None and not self._left_open
        if kind is None and whole and not self._filter.ended:
            self._client.keep(self._target, self._response)
        else:
            # Closing the connection is the one way to tell a router to stop.
            self._response.close()

    def pieces(self) -> AsyncIterator[Sequence[Piece]]:
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Sequence[Piece]:
        decoder, text_filter = self._decoder, self._filter
        if self._over:
            raise StopAsyncIteration
        while not (decoder.ended or text_filter.ended):
            text = text_filter.feed(await self._next_text())
            if text_filter.ended or (decoder.ended and decoder.failure is None):
                self._over = True
                return (self._last_piece(text + text_filter.finish()),)
            if text:
                self._handed_out = True
                return (Piece(text),)
        self._over = True
        raise self._failed(decoder.failure or failures.interrupted())

    async def _send(self, opened_at: float) -> aiohttp.ClientResponse:
        maybe_stale = self._client.may_be_stale(self._target)
        try:
            return await self._client.post(self._target, self._call)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            at_once = self._loop.time() - opened_at < _STALE_SECONDS
            if isinstance(error, aiohttp.ClientConnectorError) or not (maybe_stale and at_once):
                raise
            # The router closed a kept connection as we took it; it has not seen the request.
            return await self._client.post(self._target, self._call)

    async def _next_text(self) -> str:
        """Return the text of the next network read; the decoder knows whether it was the last."""
        decoder, content = self._decoder, self._response.content
        watchdog = self._watchdog
        try:
            if watchdog is not None:
                watchdog.wait_until(self._read_by())
            data = await content.readany()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if decoder.finish_reason is not None:
                # The text is whole; only its usage or terminator is missing.
                self._left_open = True
                return decoder.close()
            late = watchdog is not None and watchdog.barked
            raise self._failed(failures.timed_out() if late else _translated(error), error) from error
        if watchdog is not None:
            watchdog.rest()
        if not data:
            return decoder.close()
        self._received += len(data)
        if self._received > self._client.bounds.max_answer_bytes:
            raise self._failed(failures.unreadable())
        text = decoder.feed(data)
        if content.at_eof() and not decoder.ended:
            text += decoder.close()
        return text

    def _read_by(self) -> float:
        """Return until when the next read of a stream may take."""
        bounds = self._client.bounds
        if self._decoder.finish_reason is not None:
            self._over_by = self._over_by or self._loop.time() + bounds.afterwards_seconds
            return self._over_by
        if not self._received:
            return self._first_byte_by
        return min(self._ends_at, self._loop.time() + bounds.idle_seconds)

    def _last_piece(self, text: str) -> Piece:
        decoder, text_filter = self._decoder, self._filter
        if text_filter.ended:
            return Piece(text, "stop", text_filter.stop_sequence, decoder.usage)
        reason, usage = decoder.finish_reason, decoder.usage
        said_nothing = not text and not self._handed_out and not text_filter.reasoned
        if said_nothing and reason == "stop" and (usage is None or usage.completion_tokens == 0):
            raise self._failed(failures.pending())
        return Piece(text, reason, None, usage)

    async def _refusal(self) -> PortalError:
        """Return what an HTTP error comes to."""
        words = b""
        try:
            async with asyncio.timeout(_ERROR_SECONDS):
                words = await self._response.content.read(_ERROR_BYTES)
        except (aiohttp.ClientError, OSError, ValueError):
            pass
        return failures.rejected(self._response.status, words.decode("utf-8", "replace"))

    def _failed(self, failure: PortalError, cause: Exception | None = None) -> PortalError:
        """Log ``failure`` for the operator and return it as the customer's progress makes it."""
        if self._handed_out:
            failure = failures.interrupted()
        elif isinstance(failure, StreamInterrupted):
            # Nothing of it was seen, so it may be tried elsewhere.
            failure = failures.pending()
        log.warning(
            "router.failed",
            extra={
                "router": self._target.url,
                "session": self._target.session_id,
                "request_id": self._call.client_reference,
                "error_code": failure.code,
                "upstream_status": getattr(failure, "upstream_status", None),
                "cause": type(cause).__name__ if cause is not None else None,
            },
        )
        return failure


def _translated(error: Exception) -> PortalError:
    if isinstance(error, TimeoutError) and not isinstance(error, aiohttp.ConnectionTimeoutError):
        return failures.timed_out()
    if isinstance(error, aiohttp.ClientResponseError):
        return failures.unreadable()
    return failures.unreachable()
