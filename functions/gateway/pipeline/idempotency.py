"""Retried requests: their fingerprint, and the claims and stored responses of ``Idempotency-Key``.

Every request has a fingerprint, by which the usage events show an SDK's retry. A request with an
``Idempotency-Key`` is claimed in the store, the only database call that a request ever makes: it gets the
response that is stored under the key, or runs and stores its own.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from hashlib import blake2b
from typing import Any

from functions.gateway.dialects import Headers
from functions.gateway.pipeline.http_response import raw
from functions.gateway.pipeline.settlement import RequestResult
from portal.errors import Conflict, InvalidRequest, PortalError, UnprocessableRequest
from portal.idempotency import ClaimGranted, IdempotencyClaim, IdempotencyStore, StoredResponse
from portal.idempotency.seal import seal, unseal
from portal.keys import Principal
from portal.web.types import Send

log = logging.getLogger(__name__)

HEADER = "idempotency-key"
MAX_NAME_CHARACTERS = 255
STORED_MAX_BYTES = 1_000_000
"""Longer responses are not stored: a retry runs again, and is not charged again."""


class RequestRun:
    """A request that runs. ``client_retry`` is the number of earlier attempts, as far as known."""

    def __init__(self, fingerprint: str, client_retry: int) -> None:
        self.fingerprint = fingerprint
        self.client_retry = client_retry

    def capture(self, send: Send) -> Send:
        """Return the ``send`` to respond with."""
        return send

    async def finish(self, result: RequestResult) -> None:
        """Call this after the last byte."""


class ClaimedRun(RequestRun):
    """A request that runs under its ``Idempotency-Key``: it stores its response, or releases the claim."""

    def __init__(
        self, store: IdempotencyStore, claim: IdempotencyClaim, api_key: str, client_retry: int
    ) -> None:
        super().__init__(claim.fingerprint, client_retry)
        self._store = store
        self._claim = claim
        self._api_key = api_key
        self._content_type = ""
        self._body = bytearray()
        self._is_complete = False

    def capture(self, send: Send) -> Send:
        async def capturing_send(message: MutableMapping[str, Any]) -> None:
            await send(message)
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                self._content_type = headers.get(b"content-type", b"").decode("latin-1")
            elif message["type"] == "http.response.body":
                if len(self._body) <= STORED_MAX_BYTES:
                    self._body += message.get("body", b"")
                self._is_complete = not message.get("more_body", False)

        return capturing_send

    async def finish(self, result: RequestResult) -> None:
        try:
            if result.outcome == "ok" and self._is_complete and len(self._body) <= STORED_MAX_BYTES:
                await self._store_response()
            else:
                await self._store.release(self._claim)
        except PortalError:
            # The claim stays until it expires; then a retry runs again and costs nothing more.
            fields = {"request_id": self._claim.request_id}
            log.warning("idempotency.finish_failed", extra=fields, exc_info=True)

    async def _store_response(self) -> None:
        claim = self._claim
        sealed = seal(bytes(self._body), self._api_key, claim.name_hash)
        await self._store.store(claim, StoredResponse(claim.request_id, self._content_type, sealed))


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


class IdempotentRequests:
    """Decides whether an admitted request runs, or is a replay."""

    def __init__(self, store: IdempotencyStore) -> None:
        self._store = store

    async def claim(
        self, headers: Headers, api_key: str, principal: Principal, request_id: str, body: bytes, *,
        route: str, running_seconds: float,
    ) -> RequestRun | StoredReplay:  # fmt: skip
        """Claim the request's ``Idempotency-Key`` for ``running_seconds``, if it has one.

        Raises Conflict while the same request runs, UnprocessableRequest for another body with the same key,
        InvalidRequest for a malformed key, and DatabaseUnavailable, because it must not run without a claim.
        """
        fingerprint = request_fingerprint(principal.key_id, route, body)
        name = headers.get(HEADER)
        if name is None:
            return RequestRun(fingerprint, _sdk_retries(headers))
        if not 0 < len(name) <= MAX_NAME_CHARACTERS:
            raise InvalidRequest(
                f"The Idempotency-Key must have 1 to {MAX_NAME_CHARACTERS} characters.", param=HEADER
            )
        claim = IdempotencyClaim(
            key_id=principal.key_id,
            organization_id=principal.organization_id,
            name_hash=blake2b(name.encode(), digest_size=16, key=principal.key_id.encode()).hexdigest(),
            fingerprint=fingerprint,
            request_id=request_id,
            running_seconds=running_seconds,
        )
        result = await self._store.claim(claim)
        if isinstance(result, ClaimGranted):
            client_retry = max(result.previous_runs, _sdk_retries(headers))
            return ClaimedRun(self._store, claim, api_key, client_retry)
        if isinstance(result, StoredResponse):
            return StoredReplay(result, _unsealed(result, api_key, claim))
        if result == "running":
            raise Conflict(
                "A request with this Idempotency-Key is still running. Retry when it has ended.",
                param=HEADER,
                retry_after=2.0,
            )
        raise UnprocessableRequest(
            "This Idempotency-Key was used for another request in the last 24 hours.",
            param=HEADER,
            hint="Use a new key for each new request, and the same key only to send the same one again.",
        )


def _unsealed(response: StoredResponse, api_key: str, claim: IdempotencyClaim) -> bytes:
    try:
        return unseal(response.sealed_response, api_key, claim.name_hash)
    except ValueError as error:
        raise Conflict(
            "The stored response can only be read with the API key secret that the request was sent with.",
            param=HEADER,
        ) from error


def request_fingerprint(key_id: str, route: str, body: bytes) -> str:
    """Return a keyed hash that is equal for the same key, route and body, and reveals none of them."""
    digest = blake2b(route.encode(), digest_size=16, key=key_id.encode())
    digest.update(b"\0")
    digest.update(body)
    return digest.hexdigest()


def _sdk_retries(headers: Headers) -> int:
    """Return the SDK's number of earlier attempts (docs/protocols/openai.md, "Request headers")."""
    count = headers.get("x-stainless-retry-count", "")
    return int(count) if count.isdecimal() and len(count) <= 3 else 0
