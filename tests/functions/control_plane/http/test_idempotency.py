"""``Idempotency-Key``: a resource is created once, whatever is retried and wherever an attempt dies."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import Response
from pydantic import BaseModel

from functions.control_plane.auth.identification import Caller
from functions.control_plane.http.idempotency.creates import (
    CreateAttempt,
    IdempotentCreate,
    IdempotentCreates,
)
from functions.control_plane.http.idempotency.repository import IdempotentCreateRepository
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
)
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


class CreatedThing(BaseModel):
    id: UUID
    secret: str | None = "s"


class CreateBody(BaseModel):
    name: str = "x"


async def create_key(user: PortalUser, idempotency_key: str | None, **body: Any) -> httpx.Response:
    headers = {} if idempotency_key is None else {"idempotency-key": idempotency_key}
    return await user.call("POST", "/portal/api-keys", headers=headers, json={"name": "one", **body})


async def test_retry_creates_nothing_and_shows_no_secret(portal: Portal, ada: PortalUser) -> None:
    name = str(uuid.uuid4())
    first, again = await create_key(ada, name), await create_key(ada, name)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["key"].startswith("ctx_")
    assert again.json() == first.json() | {"key": None}
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["original-request-id"] == first.headers["x-request-id"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert "idempotent-replayed" not in first.headers
    assert len((await ada.get("/portal/api-keys"))["data"]) == 1
    (row,) = await portal.rows("idempotent_creates", organization_id=await ada.organization_id())
    assert name not in str(row)
    assert first.json()["key"] not in str(row)


async def test_each_request_without_header_creates_a_key(ada: PortalUser) -> None:
    for _ in range(2):
        assert (await create_key(ada, None)).json()["key"]
    assert len((await ada.get("/portal/api-keys"))["data"]) == 2


async def test_key_reused_with_other_body_is_422(ada: PortalUser) -> None:
    name = str(uuid.uuid4())
    await create_key(ada, name)
    response = await create_key(ada, name, name="two")
    assert response.status_code == 422
    assert response.json()["error"]["param"] == "Idempotency-Key"


async def test_same_key_of_other_user_is_independent(ada: PortalUser, eve: PortalUser) -> None:
    name = str(uuid.uuid4())
    first, second = await create_key(ada, name), await create_key(eve, name)
    assert first.json()["id"] != second.json()["id"]
    assert second.json()["key"]


async def test_concurrent_requests_create_one_key(ada: PortalUser) -> None:
    name = str(uuid.uuid4())
    responses = await asyncio.gather(*(create_key(ada, name) for _ in range(6)))
    assert {response.status_code for response in responses} <= {201, 409}
    assert sum(response.status_code == 201 and bool(response.json()["key"]) for response in responses) == 1
    assert len((await ada.get("/portal/api-keys"))["data"]) == 1


@pytest.mark.parametrize("name", ["", "x" * 256])
async def test_idempotency_key_out_of_bounds_is_422(ada: PortalUser, name: str) -> None:
    response = await create_key(ada, name)
    assert response.status_code == 422
    assert response.json()["error"]["param"] == "Idempotency-Key"


class AttemptDied(BaseException):
    """Raised where the attempt dies."""


async def identify(portal: Portal, user: PortalUser) -> Caller:
    return await portal.services.auth.identification.identify(user.token, None, "192.0.2.1")


def attempt(caller: Caller, name: str) -> IdempotentCreate:
    return IdempotentCreate(
        CreateAttempt(caller, name, f"req_{uuid.uuid4().hex}", Response()), "thing", CreateBody()
    )


async def test_retry_of_an_attempt_that_died_gets_the_same_id(portal: Portal, ada: PortalUser) -> None:
    creates = IdempotentCreates(IdempotentCreateRepository(portal.database, running_seconds=0.5))
    caller, name, ids = await identify(portal, ada), str(uuid.uuid4()), []

    async def die(resource_id: UUID) -> CreatedThing:
        ids.append(resource_id)
        raise AttemptDied

    async def create(resource_id: UUID) -> CreatedThing:
        ids.append(resource_id)
        return CreatedThing(id=resource_id)

    with pytest.raises(AttemptDied):
        await creates.run(attempt(caller, name), CreatedThing, die)
    with pytest.raises(Conflict):
        await creates.run(attempt(caller, name), CreatedThing, create)
    await asyncio.sleep(0.6)
    created = await creates.run(attempt(caller, name), CreatedThing, create)
    assert ids == [created.id, created.id]


async def test_attempt_whose_claim_was_taken_over_is_409(portal: Portal, ada: PortalUser) -> None:
    creates = IdempotentCreates(IdempotentCreateRepository(portal.database, running_seconds=0.0))
    caller, name = await identify(portal, ada), str(uuid.uuid4())

    async def create(resource_id: UUID) -> CreatedThing:
        return CreatedThing(id=resource_id)

    async def overtaken(resource_id: UUID) -> CreatedThing:
        await creates.run(attempt(caller, name), CreatedThing, create)
        return CreatedThing(id=resource_id)

    with pytest.raises(Conflict):
        await creates.run(attempt(caller, name), CreatedThing, overtaken)
    again = attempt(caller, name)
    await creates.run(again, CreatedThing, create)
    assert again.attempt.response.headers["idempotent-replayed"] == "true"


async def test_failed_attempt_releases_the_key(portal: Portal, ada: PortalUser) -> None:
    caller, name, ids = await identify(portal, ada), str(uuid.uuid4()), []
    creates = portal.services.api_keys.creates

    async def fail(resource_id: UUID) -> CreatedThing:
        ids.append(resource_id)
        raise DatabaseUnavailable("no")

    async def create(resource_id: UUID) -> CreatedThing:
        return CreatedThing(id=resource_id)

    with pytest.raises(DatabaseUnavailable):
        await creates.run(attempt(caller, name), CreatedThing, fail)
    created = await creates.run(attempt(caller, name), CreatedThing, create)
    assert created.id not in ids


async def test_expired_key_can_be_reused(portal: Portal, ada: PortalUser) -> None:
    name = str(uuid.uuid4())
    first = await create_key(ada, name)
    organization_id = await ada.organization_id()
    table = portal.database.table("idempotent_creates")
    past = {"expires_at": "2026-01-01T00:00:00Z"}
    await table.update(past).eq("organization_id", organization_id).execute()
    await create_key(ada, None)
    second = await create_key(ada, name)
    assert second.json()["key"] is not None
    assert second.json()["id"] != first.json()["id"]
    assert len(await portal.rows("idempotent_creates", organization_id=organization_id)) == 1
