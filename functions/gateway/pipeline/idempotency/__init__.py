"""``Idempotency-Key``: a request with one is paid for once, and the same request gets its stored response.

Such a request is claimed in the store, the only database call on the path of a request. It gets the response
that is stored under the key, or runs and stores its own.
"""

from __future__ import annotations

import asyncio
import logging
from hashlib import blake2b

from functions.gateway.dialects import Headers
from functions.gateway.pipeline.idempotency.runs import ClaimedRun, RequestRun
from functions.gateway.pipeline.idempotency.stored_replay import StoredReplay
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InvalidRequest,
    RequestStillRunning,
    ResponseNotStored,
    UnprocessableRequest,
)
from portal.idempotency import LEASE_SECONDS, IdempotencyClaim, IdempotencyStore, StoredResponse
from portal.idempotency.seal import unseal
from portal.keys import Principal

__all__ = ["ClaimedRun", "IdempotentRequests", "RequestRun", "StoredReplay"]

log = logging.getLogger(__name__)

HEADER = "idempotency-key"
MAX_NAME_CHARACTERS = 255
RETRY_SECONDS = 2.0
"""When a client should ask again for the response of a request that runs."""


class IdempotentRequests:
    """Decides whether an admitted request runs, or is a replay. ``lease_seconds`` is that of its claims."""

    def __init__(self, store: IdempotencyStore, *, lease_seconds: float = LEASE_SECONDS) -> None:
        self._store = store
        self._lease_seconds = lease_seconds
        self._releases: set[asyncio.Task[None]] = set()

    async def claim(
        self, headers: Headers, api_key: str, principal: Principal, request_id: str, body: bytes, *,
        route: str,
    ) -> RequestRun | StoredReplay:  # fmt: skip
        """Claim the request's ``Idempotency-Key``, if it has one.

        Raises RequestStillRunning, ResponseNotStored, UnprocessableRequest for another body with the same
        key, InvalidRequest for a malformed key, and DatabaseUnavailable, because it must not run without a
        claim.
        """
        name = headers.get(HEADER)
        if name is None:
            return RequestRun()
        if not 0 < len(name) <= MAX_NAME_CHARACTERS:
            raise InvalidRequest(
                f"The Idempotency-Key must have 1 to {MAX_NAME_CHARACTERS} characters.", param=HEADER
            )
        claim = IdempotencyClaim(
            key_id=principal.key_id,
            organization_id=principal.organization_id,
            name_hash=blake2b(name.encode(), digest_size=16, key=principal.key_id.encode()).hexdigest(),
            fingerprint=request_fingerprint(principal.key_id, route, body),
            request_id=request_id,
            lease_seconds=self._lease_seconds,
        )
        try:
            result = await self._store.claim(claim)
        except DatabaseUnavailable:
            # It may have been granted all the same. If this release fails too, the claim expires by itself.
            release = asyncio.create_task(self._release(claim))
            self._releases.add(release)
            release.add_done_callback(self._releases.discard)
            raise
        if result == "granted":
            return ClaimedRun(self._store, claim, api_key)
        if isinstance(result, StoredResponse):
            return StoredReplay(result, await _unsealed(result, api_key, claim))
        if result == "running":
            raise RequestStillRunning(
                "A request with this Idempotency-Key is still running. Retry when it has ended.",
                param=HEADER,
                retry_after=RETRY_SECONDS,
            )
        if result == "not_stored":
            raise ResponseNotStored(
                "The request with this Idempotency-Key has ended and was paid for, but its response was not "
                "stored, because it was an error or too large, or the store was unavailable.",
                param=HEADER,
                hint="Use a new key to run the request again, and pay for it again.",
            )
        raise UnprocessableRequest(
            "This Idempotency-Key was used for another request in the last 24 hours.",
            param=HEADER,
            hint="Use a new key for each new request, and the same key only to send the same one again.",
        )

    async def settle(self) -> None:
        """Wait for releases in the background: an environment that is frozen during one would break it."""
        if self._releases:
            await asyncio.wait(self._releases)

    async def _release(self, claim: IdempotencyClaim) -> None:
        try:
            await self._store.release(claim)
        except DatabaseUnavailable:
            log.warning("idempotency.release_failed", extra={"request_id": claim.request_id})


async def _unsealed(response: StoredResponse, api_key: str, claim: IdempotencyClaim) -> bytes:
    try:
        return await asyncio.to_thread(unseal, response.sealed_response, api_key, claim.name_hash)
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
