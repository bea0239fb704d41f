"""The number of keys is exact, however many requests run at once."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from postgrest import AsyncPostgrestClient

from functions.control_plane.api_keys.issuance import KeyOptions
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from portal.database import connect
from portal.errors import TooManyKeys
from portal.keys import IssuedKey, NewKey
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

MAX_KEYS = 5
CALLERS = 8


class SlowIssuer(LocalKeyIssuer):
    """Issues nothing until ``expected`` keys are being issued, or a while has passed."""

    def __init__(self, expected: int) -> None:
        super().__init__(KeyHasher(PEPPER), environ={})
        self._barrier = asyncio.Barrier(expected)
        self.issued = 0

    async def issue(self, new: NewKey) -> IssuedKey:
        try:
            async with asyncio.timeout(1):
                await self._barrier.wait()
        except (TimeoutError, asyncio.BrokenBarrierError):
            pass
        self.issued += 1
        return await super().issue(new)


@pytest_asyncio.fixture(loop_scope="session")
async def small(portal: Portal) -> AsyncIterator[Portal]:
    small = Portal(portal.supabase, database_seconds=30, max_keys_per_organization=MAX_KEYS)
    yield small
    await small.close()


@pytest_asyncio.fixture(loop_scope="session")
async def patient(portal: Portal) -> AsyncIterator[AsyncPostgrestClient]:
    """The database client, with time for many calls at once."""
    client = connect(portal.supabase.url, portal.supabase.secret_key, call_seconds=30)
    yield client
    await client.aclose()


async def keys_in_force(portal: Portal, user: PortalUser) -> list[dict[str, Any]]:
    """Return the rows of keys that work, read from the database."""
    now = datetime.now(UTC)
    return [
        row
        for row in await portal.rows("api_keys", organization_id=await user.organization_id())
        if row["status"] != "revoked"
        and (row["expires_at"] is None or datetime.fromisoformat(row["expires_at"]) > now)
    ]


async def test_concurrent_creations_stop_exactly_at_the_limit(small: Portal) -> None:
    ada = await small.sign_up()
    responses = await asyncio.gather(
        *(ada.call("POST", "/portal/api-keys", json={"name": "k"}) for _ in range(CALLERS))
    )
    assert sorted(response.status_code for response in responses) == [201] * MAX_KEYS + [409] * 3
    refused = next(response for response in responses if response.status_code == 409)
    assert refused.json()["error"]["code"] == "too_many_keys"
    assert f"{MAX_KEYS} of {MAX_KEYS}" in refused.json()["error"]["message"]
    assert len(await keys_in_force(small, ada)) == MAX_KEYS
    assert (await ada.get("/portal/api-keys"))["allowance"]["used"] == MAX_KEYS


async def test_keys_that_are_being_issued_take_their_places(
    portal: Portal, patient: AsyncPostgrestClient, ada: PortalUser
) -> None:
    """All creations are past the count before the first one is completed."""
    issuer = SlowIssuer(CALLERS)
    lifecycle = ApiKeyParts(patient, key_admin=issuer, max_keys=MAX_KEYS).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    results = await asyncio.gather(
        *(lifecycle.create(caller, uuid.uuid4(), KeyOptions("k"), "req_1") for _ in range(CALLERS)),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, TooManyKeys)]
    assert len(refused) == CALLERS - MAX_KEYS
    assert issuer.issued == MAX_KEYS, "a refused key reaches no key service"
    assert len(await keys_in_force(portal, ada)) == MAX_KEYS


async def test_concurrent_rotations_of_one_key_make_one(
    portal: Portal, patient: AsyncPostgrestClient, ada: PortalUser
) -> None:
    """One of them completes; the others were issued and are revoked again."""
    old = await ada.create_key()
    rotation: ApiKeyRotation = ApiKeyParts(patient, key_admin=SlowIssuer(4), max_keys=MAX_KEYS).rotation
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    results = await asyncio.gather(
        *(
            rotation.rotate(caller, uuid.uuid4(), uuid.UUID(old["id"]), timedelta(hours=1), "req_1")
            for _ in range(4)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, tuple) for result in results) == 1
    assert len(await keys_in_force(portal, ada)) == 2


async def test_concurrent_rotations_stop_at_twice_the_limit(small: Portal) -> None:
    ada = await small.sign_up()
    keys = [await ada.create_key() for _ in range(MAX_KEYS)]
    statuses: list[int] = []
    for _ in range(2):
        responses = await asyncio.gather(
            *(ada.call("POST", f"/portal/api-keys/{key['id']}/rotate", json={}) for key in keys),
            *(ada.call("POST", "/portal/api-keys", json={"name": "more"}) for _ in range(2)),
        )
        assert [response.status_code for response in responses[-2:]] == [409, 409]
        statuses += [response.status_code for response in responses[:-2]]
        keys = [response.json() for response in responses[:-2] if response.status_code == 201]
    assert statuses == [201] * MAX_KEYS + [409] * MAX_KEYS
    assert len(await keys_in_force(small, ada)) == 2 * MAX_KEYS


async def test_expiring_keys_are_not_brought_back_over_the_limit(small: Portal) -> None:
    """Their places are taken at the moment they expire, and a change that comes later is refused."""
    ada = await small.sign_up()
    soon = (datetime.now(UTC) + timedelta(seconds=8)).isoformat()
    expiring = [
        (await ada.call("POST", "/portal/api-keys", json={"name": "k", "expires_at": soon})).json()
        for _ in range(MAX_KEYS)
    ]
    await asyncio.sleep(max(0.0, (datetime.fromisoformat(soon) - datetime.now(UTC)).total_seconds()) + 0.1)
    new = [(await ada.call("POST", "/portal/api-keys", json={"name": "new"})) for _ in range(MAX_KEYS)]
    assert [response.status_code for response in new] == [201] * MAX_KEYS
    changed = await asyncio.gather(
        *(ada.call("PATCH", f"/portal/api-keys/{key['id']}", json={"expires_at": None}) for key in expiring)
    )
    assert [response.status_code for response in changed] == [409] * MAX_KEYS
    assert len(await keys_in_force(small, ada)) == MAX_KEYS


async def test_concurrent_teams_and_invitations_stop_at_their_limits(portal: Portal) -> None:
    small = Portal(
        portal.supabase,
        database_seconds=30,
        max_organizations_per_user=3,
        max_members_per_organization=4,
    )
    try:
        ada = await small.sign_up()
        teams = await asyncio.gather(
            *(ada.call("POST", "/portal/organizations", json={"name": "t"}) for _ in range(CALLERS))
        )
        assert sorted(response.status_code for response in teams) == [201] * 3 + [409] * 5
        team_id = next(response for response in teams if response.status_code == 201).json()["id"]
        guests = [await small.sign_up() for _ in range(5)]
        invitations = await asyncio.gather(
            *(
                ada.call("POST", f"/portal/organizations/{team_id}/invitations", json={"email": guest.email})
                for guest in guests
            )
        )
        assert sorted(response.status_code for response in invitations) == [201] * 3 + [409] * 2
        answers = await asyncio.gather(
            *(
                guest.call("POST", "/portal/invitations/accept", json={"token": response.json()["token"]})
                for guest, response in zip(guests, invitations, strict=True)
                if response.status_code == 201
            )
        )
        assert [response.status_code for response in answers] == [200] * 3
        assert len((await ada.get(f"/portal/organizations/{team_id}/members"))["data"]) == 4
        last = await ada.call(
            "POST", f"/portal/organizations/{team_id}/invitations", json={"email": "x@example.com"}
        )
        assert last.status_code == 409
    finally:
        await small.close()
