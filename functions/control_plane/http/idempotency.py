"""Creating once under an ``Idempotency-Key``, whatever is sent twice and whoever dies in between.

For a route that makes something::

    async def create_thing(body: ThingRequest, attempt: Attempting, services: ServicesOf) -> Thing:
        async def make(thing_id: UUID) -> Thing: ...

        return await services.creates.once(Create(attempt, "thing", body), Thing, make)

``make`` is given the id that what it makes must have. It must take over what an earlier try with that id
left behind: a process may die between any two of its steps. Nobody has seen what that one made, because an
answer is kept before it is sent. Where the answer has a secret, ``kept=`` takes it out of what is stored.
Without the header ``make`` simply runs, with a new id.
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

from functions.control_plane.auth.caller import Caller, SignedIn
from functions.control_plane.database.idempotent_creates import Claim, IdempotentCreateRows
from portal.errors import Conflict, PortalError, UnprocessableRequest
from portal.web.request_ids import request_id_of

log = logging.getLogger(__name__)

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Any text of your choice, such as a new uuid. For 24 hours, the same request with the "
        "same text makes nothing a second time and is answered as the first was.",
    ),
]

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries to make something, in which request, and whether it may have been tried before."""

    caller: Caller
    idempotency_key: str | None
    request_id: str
    response: Response


def attempt_of(
    caller: SignedIn, request: Request, response: Response, idempotency_key: IdempotencyKey = None
) -> Attempt:
    return Attempt(caller, idempotency_key, request_id_of(request.scope), response)


Attempting = Annotated[Attempt, Depends(attempt_of)]


@dataclass(frozen=True, slots=True)
class Create:
    """What is asked for. ``kind`` names what is made, and with ``body`` tells one request from another."""

    attempt: Attempt
    kind: str
    body: BaseModel

    @property
    def fingerprint(self) -> str:
        asked = json.dumps([self.kind, self.body.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()


class IdempotentCreates:
    def __init__(self, rows: IdempotentCreateRows) -> None:
        self._rows = rows

    async def once(
        self,
        create: Create,
        answer_type: type[Answer],
        make: Callable[[UUID], Awaitable[Answer]],
        *,
        kept: Callable[[Answer], Answer] = lambda answer: answer,
    ) -> Answer:
        """Make it, or answer again what was answered: ``kept`` of it, which is all that is stored.

        An answer given again is marked by the headers idempotent-replayed and original-request-id.

        Raises UnprocessableRequest (the same key with another request), Conflict (the same request is under
        way) and whatever ``make`` raises; after that the key is free again.
        """
        attempt = create.attempt
        if attempt.idempotency_key is None:
            return await make(uuid.uuid4())
        claim = Claim(
            organization_id=attempt.caller.organization_id,
            user_id=attempt.caller.account.id,
            name_hash=hashlib.sha256(attempt.idempotency_key.encode()).hexdigest(),
            request_id=attempt.request_id,
        )
        begun = await self._rows.begin(claim, create.fingerprint)
        if begun.state == "other_body":
            raise UnprocessableRequest(
                "This idempotency key was used with another request.",
                param="Idempotency-Key",
                hint="Use a new key for each new thing to make.",
            )
        if begun.state == "running":
            raise _under_way()
        if begun.answer is not None:
            attempt.response.headers["idempotent-replayed"] = "true"
            attempt.response.headers["original-request-id"] = begun.request_id
            return answer_type.model_validate(begun.answer)
        assert begun.resource_id is not None
        try:
            answer = await make(begun.resource_id)
        except PortalError:
            await self._release(claim)
            raise
        # Before the answer goes out: what nobody was told of may be made anew by the next try.
        if not await self._rows.finish(claim, kept(answer).model_dump(mode="json")):
            raise _under_way()
        return answer

    async def _release(self, claim: Claim) -> None:
        try:
            await self._rows.release(claim)
        except PortalError as error:
            # It frees itself when nobody can be running any more.
            log.warning("creates.not_released", extra={"reason": error.code})


def _under_way() -> Conflict:
    return Conflict(
        "A request with this idempotency key is under way.", hint="Send the same request again shortly."
    )
