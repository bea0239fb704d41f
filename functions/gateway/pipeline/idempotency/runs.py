"""A request that runs: with an ``Idempotency-Key`` to its end, without one as long as its client stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from functions.gateway.pipeline.idempotency.detached_client import DetachedClient
from functions.gateway.pipeline.settlement import HTTP_OK, RequestResult
from portal.errors import Conflict, DatabaseUnavailable
from portal.idempotency import RENEWALS_PER_LEASE, IdempotencyClaim, IdempotencyStore, StoredResponse
from portal.idempotency.seal import ResponseSealer
from portal.web.types import Receive, Send

log = logging.getLogger(__name__)

STORE_SECONDS = 2.5
"""How long storing a response is tried, before the settlement. Lambda's reserve has room for it."""

STORE_RETRY_SECONDS = 0.2

Stop = Callable[[Exception], None]


class RequestRun:
    """A request without an ``Idempotency-Key``. It ends when its client disconnects."""

    def attach(self, receive: Receive, send: Send) -> tuple[Receive | None, Send]:
        """Return what to watch for a disconnect (None: it ends nothing), and the ``send`` to respond with."""
        return receive, send

    def holding_claim(self, stop: Stop) -> AbstractAsyncContextManager[None]:  # noqa: ARG002
        """Enter this while the request runs. ``stop`` ends it with an error if the claim is lost."""
        return nullcontext()

    async def finish(self, result: RequestResult, *, is_charged: bool) -> RequestResult:  # noqa: ARG002
        """Call this after the last byte and before the settlement. Return the result to settle."""
        return result

    async def drain(self, seconds: float) -> None:
        """Wait until the client has its response."""

    def close(self) -> None:
        pass


class ClaimedRun(RequestRun):
    """A request that runs under its ``Idempotency-Key``.

    It goes on when its client leaves. What is charged is stored, so the same request gets it instead of
    running again (of an error that is charged, only that there was one); what costs nothing frees the key.
    A run that has lost its claim, because it could not renew it, is ended as a failure of the service: only
    the run that took over is charged.
    """

    def __init__(self, store: IdempotencyStore, claim: IdempotencyClaim, api_key: str) -> None:
        self._store = store
        self._claim = claim
        self._api_key = api_key
        self._content_type = ""
        self._is_success = True
        self._response = ResponseSealer()
        self._client: DetachedClient | None = None

    def attach(self, receive: Receive, send: Send) -> tuple[Receive | None, Send]:
        client = self._client = DetachedClient(receive, send)

        async def capturing_send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                self._is_success = message["status"] == HTTP_OK
                self._content_type = headers.get(b"content-type", b"").decode("latin-1")
            elif message["type"] == "http.response.body":
                self._response.add(message.get("body", b""))
            client.send(message)

        return None, capturing_send

    @asynccontextmanager
    async def holding_claim(self, stop: Stop) -> AsyncIterator[None]:
        renewing = asyncio.create_task(self._renew(stop))
        try:
            yield
        finally:
            renewing.cancel()

    async def finish(self, result: RequestResult, *, is_charged: bool) -> RequestResult:
        try:
            if not is_charged:
                await self._store.release(self._claim)
            elif not await self._complete():
                return _lost(result)
        except (DatabaseUnavailable, TimeoutError):
            # The claim expires; the usage events then tell whether the next request may run.
            fields = {"request_id": self._claim.request_id}
            log.warning("idempotency.finish_failed", extra=fields, exc_info=True)
        return result

    async def drain(self, seconds: float) -> None:
        if self._client is not None:
            await self._client.drain(seconds)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()

    async def _complete(self) -> bool:
        """Store the response. False: another request has taken the claim over."""
        claim = self._claim
        sealed = await asyncio.to_thread(self._response.seal, self._api_key, claim.name_hash)
        response = None
        if sealed is not None and self._is_success:
            response = StoredResponse(claim.request_id, self._content_type, sealed)
        async with asyncio.timeout(STORE_SECONDS):
            while True:
                try:
                    return await self._store.complete(claim, response)
                except DatabaseUnavailable as error:
                    log.info("idempotency.store_failed: %s", error)
                await asyncio.sleep(STORE_RETRY_SECONDS)

    async def _renew(self, stop: Stop) -> None:
        while True:
            await asyncio.sleep(self._claim.lease_seconds / RENEWALS_PER_LEASE)
            try:
                is_ours = await self._store.renew(self._claim)
            except DatabaseUnavailable:
                log.warning("idempotency.renewal_failed", extra={"request_id": self._claim.request_id})
                continue
            if not is_ours:
                stop(Conflict("Another request with this Idempotency-Key has taken over from this one."))
                return


def _lost(result: RequestResult) -> RequestResult:
    """Return the result of a request whose claim another one has: a failure of the service."""
    return RequestResult("failed_after_first_byte", result.status, Conflict.code)
