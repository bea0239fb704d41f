"""Creating under an Idempotency-Key: once, whatever is sent twice and wherever the first try died."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import Response
from pydantic import BaseModel

from functions.control_plane.auth.caller import Caller
from functions.control_plane.database.idempotent_creates import IdempotentCreateRows
from functions.control_plane.http.idempotency import Attempt, Create, IdempotentCreates
from portal.errors import Conflict, DatabaseUnavailable
from tests.functions.control_plane.portals import Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Thing(BaseModel):
    id: UUID
    secret: str | None = "s"


class Body(BaseModel):
    name: str = "x"


async def post(person: Person, idempotency_key: str | None, **body: Any) -> httpx.Response:
    headers = {} if idempotency_key is None else {"idempotency-key": idempotency_key}
    return await person.call("POST", "/portal/api-keys", headers=headers, json={"name": "one", **body})


async def test_the_same_create_again_makes_nothing_and_shows_no_secret(portal: Portal, ada: Person) -> None:
    name = str(uuid.uuid4())
    first, again = await post(ada, name), await post(ada, name)
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


async def test_without_the_header_each_create_makes_one(ada: Person) -> None:
    for _ in range(2):
        assert (await post(ada, None)).json()["key"]
    assert len((await ada.get("/portal/api-keys"))["data"]) == 2


async def test_the_same_key_with_another_body_is_refused(ada: Person) -> None:
    name = str(uuid.uuid4())
    await post(ada, name)
    answer = await post(ada, name, name="two")
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "Idempotency-Key"


async def test_the_same_key_of_somebody_else_is_another(ada: Person, eve: Person) -> None:
    name = str(uuid.uuid4())
    first, second = await post(ada, name), await post(eve, name)
    assert first.json()["id"] != second.json()["id"]
    assert second.json()["key"]


async def test_of_many_at_once_one_makes_it(ada: Person) -> None:
    name = str(uuid.uuid4())
    answers = await asyncio.gather(*(post(ada, name) for _ in range(6)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert sum(answer.status_code == 201 and bool(answer.json()["key"]) for answer in answers) == 1
    assert len((await ada.get("/portal/api-keys"))["data"]) == 1


@pytest.mark.parametrize("name", ["", "x" * 256])
async def test_a_key_out_of_bounds_is_refused(ada: Person, name: str) -> None:
    answer = await post(ada, name)
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "Idempotency-Key"


class Dies(BaseException):
    """The process ends here."""


async def caller_of(portal: Portal, person: Person) -> Caller:
    return await portal.services.identification.identify(person.token, None)


def asked(caller: Caller, name: str) -> Create:
    return Create(Attempt(caller, name, f"req_{uuid.uuid4().hex}", Response()), "thing", Body())


async def test_who_takes_over_from_the_dead_is_given_the_same_id(portal: Portal, ada: Person) -> None:
    creates = IdempotentCreates(IdempotentCreateRows(portal.database, running_seconds=0.5))
    caller, name, ids = await caller_of(portal, ada), str(uuid.uuid4()), []

    async def die(resource_id: UUID) -> Thing:
        ids.append(resource_id)
        raise Dies

    async def make(resource_id: UUID) -> Thing:
        ids.append(resource_id)
        return Thing(id=resource_id)

    with pytest.raises(Dies):
        await creates.once(asked(caller, name), Thing, die)
    with pytest.raises(Conflict):
        await creates.once(asked(caller, name), Thing, make)
    await asyncio.sleep(0.6)
    made = await creates.once(asked(caller, name), Thing, make)
    assert ids == [made.id, made.id]


async def test_who_comes_back_after_another_took_over_is_told_so(portal: Portal, ada: Person) -> None:
    creates = IdempotentCreates(IdempotentCreateRows(portal.database, running_seconds=0.0))
    caller, name = await caller_of(portal, ada), str(uuid.uuid4())

    async def make(resource_id: UUID) -> Thing:
        return Thing(id=resource_id)

    async def overtaken(resource_id: UUID) -> Thing:
        await creates.once(asked(caller, name), Thing, make)
        return Thing(id=resource_id)

    with pytest.raises(Conflict):
        await creates.once(asked(caller, name), Thing, overtaken)
    again = asked(caller, name)
    await creates.once(again, Thing, make)
    assert again.attempt.response.headers["idempotent-replayed"] == "true"


async def test_what_failed_may_be_tried_at_once_and_anew(portal: Portal, ada: Person) -> None:
    caller, name, ids = await caller_of(portal, ada), str(uuid.uuid4()), []
    creates = portal.services.creates

    async def fail(resource_id: UUID) -> Thing:
        ids.append(resource_id)
        raise DatabaseUnavailable("no")

    async def make(resource_id: UUID) -> Thing:
        return Thing(id=resource_id)

    with pytest.raises(DatabaseUnavailable):
        await creates.once(asked(caller, name), Thing, fail)
    made = await creates.once(asked(caller, name), Thing, make)
    assert made.id not in ids


async def test_after_a_day_it_is_forgotten(portal: Portal, ada: Person) -> None:
    name = str(uuid.uuid4())
    first = await post(ada, name)
    organization_id = await ada.organization_id()
    table = portal.database.table("idempotent_creates")
    past = {"expires_at": "2026-01-01T00:00:00Z"}
    await table.update(past).eq("organization_id", organization_id).execute()
    await post(ada, None)
    second = await post(ada, name)
    assert second.json()["key"] is not None
    assert second.json()["id"] != first.json()["id"]
    assert len(await portal.rows("idempotent_creates", organization_id=organization_id)) == 1
