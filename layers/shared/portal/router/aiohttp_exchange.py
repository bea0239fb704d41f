"""One call to one router: sends it and decodes the response as it arrives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp

from portal.errors import PortalError, RouterFailure, StreamInterrupted
from portal.pools import Target
from portal.router import Piece, RouterCall, TextChunk, failures
from portal.router.aiohttp_connections import RouterConnections
from portal.router.read_timeout import ReadTimeout
from portal.router.retry_after import retry_after_seconds
from portal.router.text.text_filter import TextFilter
from portal.router.v3 import bodies
from portal.router.v3.decoder import CallFragment
from portal.router.v4.answer import AnswerWithCalls, joined
from portal.router.wires import decoder_of

log = logging.getLogger(__name__)

_ERROR_BODY_BYTES = 4096
_ERROR_BODY_SECONDS = 2.0
_LOST_SECONDS = 1.0
"""A kept connection that ends sooner after a call was written was ended before the call was read."""

_BEGUN = (TextChunk(),)
"""The model writes, but nothing for the customer yet."""


class AiohttpExchange:
    """Implements Exchange; also the context that opens and closes it, and the iterator over its pieces.

    An iterator and not a generator: if it is abandoned in the middle, there is nothing to finalise.
    """

    def __init__(self, connections: RouterConnections, target: Target, call: RouterCall) -> None:
        self._connections = connections
        self._target = target
        self._call = call
        self._streamed = call.stream
        self._decoder = decoder_of(call)
        self._filter = TextFilter(
            call.sampling.stop, call.role_guards, call.answer_format, call.prompt, is_raw=call.raw_prompt
        )
        self._with_calls: AnswerWithCalls | None = None
        self._returned_text = False
        self._received = 0
        self._progress = 0
        self._progress_at = 0.0
        self._read_timeout: ReadTimeout | None = None
        self._after_finish_deadline: float | None = None
        self._incomplete = False
        self._exhausted = False

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        opened_at = self._loop.time()
        self._deadline = opened_at + self._call.timeout_seconds
        try:
            if self._streamed:
                first_byte_seconds = self._connections.bounds.first_byte_seconds
                self._first_byte_deadline = (
                    self._deadline
                    if first_byte_seconds is None
                    else min(self._deadline, opened_at + first_byte_seconds)
                )
                async with asyncio.timeout_at(self._first_byte_deadline):
                    self._response = await self._send()
            else:
                # aiohttp enforces the call's timeout, for the head and the body together.
                self._response = await self._send()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise self._failed(_translated(error), error) from error
        if not 200 <= self._response.status < 300:
            try:
                raise self._failed(await self._http_error())
            finally:
                self._response.close()
        if self._streamed:
            self._read_timeout = ReadTimeout(self._response.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._read_timeout is not None:
            self._read_timeout.cancel()
        decoder = self._decoder
        complete = decoder.ended and decoder.failure is None and not self._incomplete
        cut = self._filter.ended or (self._with_calls is not None and self._with_calls.ended)
        if kind is None and complete and not cut:
            self._connections.release(self._response)
        else:
            # Closing the connection is the only way to stop a router.
            self._response.close()

    def pieces(self) -> AsyncIterator[Sequence[Piece]]:
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Sequence[Piece]:
        decoder, text_filter = self._decoder, self._filter
        if self._exhausted:
            raise StopAsyncIteration
        while not (decoder.ended or text_filter.ended):
            has_begun = decoder.has_text
            text = await self._read_text()
            calls = decoder.take_calls()
            if calls or self._with_calls is not None:
                pieces = await self._read_calls(text, calls)
                if pieces:
                    return pieces
                continue
            text = await joined(text_filter.feed_slices(text))
            if text_filter.ended or (decoder.ended and decoder.failure is None):
                self._exhausted = True
                is_cut = decoder.finish_reason != "stop"
                text += await joined(text_filter.finish_slices(is_cut=is_cut))
                return (self._last_chunk(text),)
            if text:
                self._returned_text = True
                return (TextChunk(text),)
            if decoder.has_text and not has_begun:
                return _BEGUN
        self._exhausted = True
        raise self._failed(decoder.failure or failures.interrupted())

    async def _read_calls(self, text: str, calls: Sequence[str | CallFragment]) -> Sequence[Piece]:
        """Return the pieces of a network read of an answer with calls; ``text`` is that before them."""
        decoder = self._decoder
        if self._with_calls is None:
            self._with_calls = AnswerWithCalls(self._filter, self._call)
        answer = self._with_calls
        try:
            pieces = await answer.feed(text, calls)
            if answer.ended or (decoder.ended and decoder.failure is None):
                self._exhausted = True
                reason = decoder.finish_reason or "stop"
                pieces += await answer.finish(reason)
                if answer.ended:
                    pieces.append(TextChunk("", "stop", answer.stop_sequence, decoder.usage))
                else:
                    last = "tool_calls" if reason == "stop" else reason
                    pieces.append(TextChunk("", last, None, decoder.usage))
        except RouterFailure as error:
            self._exhausted = True
            raise self._failed(error) from error
        self._returned_text = self._returned_text or bool(pieces)
        return pieces

    async def _send(self) -> aiohttp.ClientResponse:
        connections, target = self._connections, self._target
        is_kept = await connections.check_idle(target)
        sent_at = self._loop.time()
        try:
            return await connections.post(target, self._call)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            failed_at_once = self._loop.time() - sent_at < _LOST_SECONDS
            if isinstance(error, aiohttp.ClientConnectorError) or not (is_kept and failed_at_once):
                raise
            # The router ended a kept connection before or while it was used. It has not answered, and most
            # likely not read the call. Should it run twice, the customer still pays once.
            connections.drop_idle(target)
            return await connections.post(target, self._call)

    async def _read_text(self) -> str:
        """Return the text of the next network read; afterwards the decoder knows whether it was the last."""
        decoder, content = self._decoder, self._response.content
        read_timeout = self._read_timeout
        try:
            if read_timeout is not None:
                read_timeout.start(self._read_deadline())
            data = await content.readany()
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if decoder.finish_reason is not None:
                # The text is complete; only its usage or terminator is missing.
                self._incomplete = True
                return decoder.close()
            expired = read_timeout is not None and read_timeout.expired
            raise self._failed(failures.timed_out() if expired else _translated(error), error) from error
        if read_timeout is not None:
            read_timeout.pause()
        if not data:
            return decoder.close()
        self._received += len(data)
        if self._received > self._connections.bounds.max_response_bytes:
            raise self._failed(failures.unreadable())
        text = decoder.feed(data)
        if content.at_eof() and not decoder.ended:
            text += decoder.close()
        return text

    def _read_deadline(self) -> float:
        """Return the deadline of a stream's next read."""
        bounds = self._connections.bounds
        if self._decoder.finish_reason is not None:
            self._after_finish_deadline = (
                self._after_finish_deadline or self._loop.time() + bounds.after_finish_seconds
            )
            return self._after_finish_deadline
        if not self._decoder.progress:
            return self._first_byte_deadline
        if self._progress != self._decoder.progress:
            self._progress, self._progress_at = self._decoder.progress, self._loop.time()
        return min(self._deadline, self._progress_at + bounds.idle_seconds)

    def _last_chunk(self, text: str) -> TextChunk:
        decoder, text_filter = self._decoder, self._filter
        if text_filter.ended:
            return TextChunk(text, "stop", text_filter.stop_sequence, decoder.usage)
        reason, usage = decoder.finish_reason, decoder.usage
        if reason == "tool_calls":
            # Said of an answer that has none.
            reason = "stop"
        reasoned = text_filter.reasoned or decoder.reasoned
        empty = not text and not self._returned_text and not reasoned
        if empty and reason == "stop" and (usage is None or usage.completion_tokens == 0):
            raise self._failed(failures.no_text())
        return TextChunk(text, reason, None, usage)

    async def _http_error(self) -> PortalError:
        """Return the error for a response with an HTTP error status."""
        body = b""
        try:
            async with asyncio.timeout(_ERROR_BODY_SECONDS):
                body = await self._response.content.read(_ERROR_BODY_BYTES)
        except (aiohttp.ClientError, OSError, ValueError):
            pass
        retry_after = retry_after_seconds(self._response.headers.get("Retry-After"), datetime.now(UTC))
        text = body.decode("utf-8", "replace")
        return failures.rejected(
            self._response.status, text, said=bodies.said_by_error(body, text), retry_after=retry_after
        )

    def _failed(self, failure: PortalError, cause: Exception | None = None) -> PortalError:
        """Log ``failure`` for operators and return the error to raise, which depends on the text so far."""
        if self._returned_text:
            failure = failures.interrupted()
        elif isinstance(failure, StreamInterrupted):
            # The customer has received no text, so another target may be tried.
            failure = failures.no_text()
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
