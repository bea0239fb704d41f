"""A request that may have been sent before: what makes it the same, and what is done about it.

Every request has a fingerprint, by which the books know an SDK's retry. One with an ``Idempotency-Key`` is
looked up as well, which is the only database call a request ever makes: it gets the answer that was given
under the key, or runs and leaves its answer there.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from hashlib import blake2b
from typing import Any

from functions.gateway.dialects import Headers
from functions.gateway.pipeline.admission import Admission
from functions.gateway.pipeline.http_response import raw
from functions.gateway.pipeline.settlement import RequestResult
from portal.errors import Conflict, InvalidRequest, PortalError, UnprocessableRequest
from portal.idempotency import Claim, IdempotencyStore, Run, StoredResponse
from portal.idempotency.seal import seal, unseal
from portal.web.types import Send

log = logging.getLogger(__name__)

HEADER = "idempotency-key"
MAX_NAME_CHARACTERS = 255
KEPT_MAX_BYTES = 1_000_000
"""Longer answers are not kept: the same request runs again, and is not charged again."""


class Repetition:
    """How a request relates to earlier ones. ``earlier`` is how often it was tried before, if known.

    ``replay`` is the answer to give instead of running it.
    """

    replay: Replay | None = None

    def __init__(self, fingerprint: str, earlier: int) -> None:
        self.fingerprint = fingerprint
        self.earlier = earlier

    def watch(self, send: Send) -> Send:
        """Return what to send the answer with."""
        return send

    async def finish(self, outcome: RequestResult) -> None:
        """Say how it ended, after its last byte."""


class Replay(Repetition):
    """The request was answered before."""

    def __init__(self, fingerprint: str, answer: StoredResponse, body: bytes) -> None:
        super().__init__(fingerprint, 0)
        self.replay = self
        self._answer = answer
        self._body = body

    async def send(self, send: Send) -> None:
        headers = [
            ("content-type", self._answer.content_type),
            ("content-length", str(len(self._body))),
            ("cache-control", "no-store"),
            ("idempotent-replayed", "true"),
            ("original-request-id", self._answer.request_id),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": raw(headers)})
        await send({"type": "http.response.body", "body": self._body})


class Kept(Repetition):
    """The request runs under its key, and its answer is kept."""

    def __init__(self, kept: IdempotencyStore, claim: Claim, api_key: str, earlier: int) -> None:
        super().__init__(claim.fingerprint, earlier)
        self._kept = kept
        self._claim = claim
        self._api_key = api_key
        self._content_type = ""
        self._body = bytearray()
        self._is_whole = False

    def watch(self, send: Send) -> Send:
        async def watched(message: MutableMapping[str, Any]) -> None:
            await send(message)
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                self._content_type = headers.get(b"content-type", b"").decode("latin-1")
            elif message["type"] == "http.response.body":
                if len(self._body) <= KEPT_MAX_BYTES:
                    self._body += message.get("body", b"")
                self._is_whole = not message.get("more_body", False)

        return watched

    async def finish(self, outcome: RequestResult) -> None:
        answer = None
        if outcome.ending == "ok" and self._is_whole and len(self._body) <= KEPT_MAX_BYTES:
            sealed = seal(bytes(self._body), self._api_key, self._claim.name)
            answer = StoredResponse(self._claim.request_id, self._content_type, sealed)
        try:
            await self._kept.finish(self._claim, answer)
        except PortalError:
            # The key stays taken until the claim runs out; then the request runs again and costs no more.
            log.warning("repetition.not_kept: %s", self._claim.request_id, exc_info=True)


class Repetitions:
    """Tells what an admitted request repeats."""

    def __init__(self, kept: IdempotencyStore) -> None:
        self._kept = kept

    async def begin(
        self, headers: Headers, api_key: str, admission: Admission, request_id: str, body: bytes, *,
        route: str, seconds: float,
    ) -> Repetition:  # fmt: skip
        """Raises Conflict while the same request runs, UnprocessableRequest for another body under its key,
        InvalidRequest for a malformed key, DatabaseUnavailable: it must not run unseen.
        """
        principal = admission.principal
        print_ = fingerprint(principal.key_id, route, body)
        name = headers.get(HEADER)
        if name is None:
            return Repetition(print_, _retries(headers))
        if not 0 < len(name) <= MAX_NAME_CHARACTERS:
            raise InvalidRequest(
                f"The Idempotency-Key must have 1 to {MAX_NAME_CHARACTERS} characters.", param=HEADER
            )
        claim = Claim(
            key_id=principal.key_id,
            organization_id=principal.organization_id,
            name=blake2b(name.encode(), digest_size=16, key=principal.key_id.encode()).hexdigest(),
            fingerprint=print_,
            request_id=request_id,
            seconds=seconds,
        )
        standing = await self._kept.begin(claim)
        if isinstance(standing, Run):
            return Kept(self._kept, claim, api_key, max(standing.earlier, _retries(headers)))
        if isinstance(standing, StoredResponse):
            return Replay(print_, standing, _opened(standing, api_key, claim))
        if standing == "running":
            raise Conflict(
                "A request with this Idempotency-Key is still running. Ask again when it has ended.",
                param=HEADER,
                retry_after=2.0,
            )
        raise UnprocessableRequest(
            "This Idempotency-Key was used for another request in the last 24 hours.",
            param=HEADER,
            hint="Use a new key for each new request, and the same key only to send the same one again.",
        )


def _opened(answer: StoredResponse, api_key: str, claim: Claim) -> bytes:
    try:
        return unseal(answer.sealed, api_key, claim.name)
    except ValueError as error:
        raise Conflict(
            "This request was answered when it was sent with another secret of your API key.", param=HEADER
        ) from error


def fingerprint(key_id: str, route: str, body: bytes) -> str:
    """Return what is equal for the same body on the same route with the same key, and tells nothing else."""
    digest = blake2b(route.encode(), digest_size=16, key=key_id.encode())
    digest.update(b"\0")
    digest.update(body)
    return digest.hexdigest()


def _retries(headers: Headers) -> int:
    """Return how often the client's SDK tried before (``x-stainless-retry-count``)."""
    count = headers.get("x-stainless-retry-count", "")
    return int(count) if count.isdecimal() and len(count) <= 3 else 0
