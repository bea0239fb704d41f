"""Create a resource once per ``Idempotency-Key``, whatever is retried and whichever process dies.

For a route that creates something::

    async def create_resource(
        body: ResourceRequest, attempt: CreateAttemptDep, services: ResourceServicesDep
    ) -> Resource:
        async def create(resource_id: UUID) -> Resource: ...

        request = IdempotentCreate(attempt, "resource", body)
        return await services.creates.run(request, Resource, create)

``create`` gets the id of the new resource. It must take over what an earlier attempt with that id left: a
process may die between any two of its steps. No client has seen that attempt's resource, because the response
is stored before it is sent. If the response holds a secret, ``redact=`` removes it from what is stored.
Without the header ``create`` runs with a new id.
"""

from __future__ import annotations

import hashlib
import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.auth.identification import Caller
from functions.control_plane.http.idempotency.repository import CreateClaim, IdempotentCreateRepository
from portal.errors import Conflict, PortalError, UnprocessableRequest
from portal.web.request_ids import request_id_of

log = logging.getLogger(__name__)

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="A string of your choice, such as a new UUID. A retry with the same key and body within "
        "24 hours creates nothing and returns the first response.",
    ),
]

CreatedT = TypeVar("CreatedT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class CreateAttempt:
    """Caller, idempotency key and ids of one request that creates something."""

    caller: Caller
    idempotency_key: str | None
    request_id: str
    response: Response


def create_attempt(
    caller: SignedIn, request: Request, response: Response, idempotency_key: IdempotencyKey = None
) -> CreateAttempt:
    """FastAPI dependency: return the attempt that the request makes."""
    return CreateAttempt(caller, idempotency_key, request_id_of(request.scope), response)


CreateAttemptDep = Annotated[CreateAttempt, Depends(create_attempt)]


@dataclass(frozen=True, slots=True)
class IdempotentCreate:
    """An attempt to create a resource of ``kind`` as ``body`` describes it."""

    attempt: CreateAttempt
    kind: str
    body: BaseModel

    @property
    def fingerprint(self) -> str:
        """Hash of kind and body: what makes two requests the same."""
        content = json.dumps([self.kind, self.body.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


class IdempotentCreates:
    """Runs a creation once per idempotency key and replays its response."""

    def __init__(self, repository: IdempotentCreateRepository) -> None:
        self._repository = repository

    async def run(
        self,
        request: IdempotentCreate,
        response_type: type[CreatedT],
        create: Callable[[UUID], Awaitable[CreatedT]],
        *,
        redact: Callable[[CreatedT], CreatedT] = lambda response: response,
    ) -> CreatedT:
        """Run ``create`` and store its response after ``redact``, or replay the stored response.

        A replay carries the headers idempotent-replayed and original-request-id.

        Raises UnprocessableRequest (the key was used with another request), Conflict (the same request is
        running) and whatever ``create`` raises, which releases the key.
        """
        attempt = request.attempt
        if attempt.idempotency_key is None:
            return await create(uuid.uuid4())
        claim = CreateClaim(
            organization_id=attempt.caller.organization_id,
            user_id=attempt.caller.account.id,
            name_hash=hashlib.sha256(attempt.idempotency_key.encode()).hexdigest(),
            request_id=attempt.request_id,
        )
        claimed = await self._repository.claim(claim, request.fingerprint)
        if claimed.state == "other_body":
            raise UnprocessableRequest(
                "This idempotency key was used with another request.",
                param="Idempotency-Key",
                hint="Use a new key for each new resource.",
            )
        if claimed.state == "running":
            raise _already_running()
        if claimed.response is not None:
            attempt.response.headers["idempotent-replayed"] = "true"
            attempt.response.headers["original-request-id"] = claimed.request_id
            return response_type.model_validate(claimed.response)
        assert claimed.resource_id is not None
        try:
            created = await create(claimed.resource_id)
        except PortalError:
            await self._release(claim)
            raise
        # Stored before it is sent: the next attempt may replace a resource that no client has seen.
        if not await self._repository.store_response(claim, redact(created).model_dump(mode="json")):
            raise _already_running()
        return created

    async def _release(self, claim: CreateClaim) -> None:
        try:
            await self._repository.release(claim)
        except PortalError as error:
            # The claim expires by itself after RUNNING_SECONDS.
            log.warning("creates.claim_not_released", extra={"reason": error.code})


def _already_running() -> Conflict:
    return Conflict(
        "A request with this idempotency key is still running.", hint="Send the same request again shortly."
    )
