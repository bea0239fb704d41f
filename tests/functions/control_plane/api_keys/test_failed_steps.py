"""Steps of creation and revocation that fail."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from functions.control_plane.api_keys.issuance import KeyOptions
from functions.control_plane.api_keys.writes import ApiKeyWrites, CompletedKey
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    KeyServiceUnavailable,
    OrganizationSuspended,
    PortalError,
    ResourceNotFound,
)
from portal.keys import IssuedKey, NewKey
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from tests.support.control_plane.api_keys import ApiKeyParts
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.team import Team
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


class RecordingIssuer(LocalKeyIssuer):
    """Issues keys with an id of its own, runs ``statement`` after it, and records what is revoked."""

    name = "unkey"

    def __init__(self, portal: Portal, **change: Any) -> None:
        super().__init__(KeyHasher(PEPPER), environ={})
        self._portal = portal
        self._change = change
        self.revoked: list[str | None] = []

    async def issue(self, new: NewKey) -> IssuedKey:
        if self._change:
            table, id_ = self._change.pop("table"), self._change.pop("id", None) or new.key_id
            await self._portal.database.table(table).update(self._change).eq("id", id_).execute()
        return IssuedKey(secret="never", masked="ctx_…", issuer_key_id=f"at-{new.key_id}")

    async def revoke(self, *, key_id: str, issuer_key_id: str | None) -> None:
        self.revoked.append(issuer_key_id)


class UnavailableIssuer(LocalKeyIssuer):
    def __init__(self) -> None:
        super().__init__(KeyHasher(PEPPER), environ={})

    async def issue(self, new: NewKey) -> IssuedKey:
        raise KeyServiceUnavailable("API keys cannot be created right now.")

    async def revoke(self, *, key_id: str, issuer_key_id: str | None) -> None:
        raise KeyServiceUnavailable("API keys cannot be revoked right now.")


class LostCompletion(ApiKeyWrites):
    async def complete(self, *arguments: Any) -> CompletedKey:
        await super().complete(*arguments)
        raise DatabaseUnavailable("The response was lost.")


class FailingConfirmation(ApiKeyWrites):
    async def confirm_revocations(self, *_: Any) -> None:
        raise DatabaseUnavailable("no")


async def test_key_that_was_not_issued_takes_no_place(portal: Portal, ada: PortalUser) -> None:
    lifecycle = ApiKeyParts(portal.database, key_admin=UnavailableIssuer(), max_keys=1).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    for _ in range(3):
        with pytest.raises(KeyServiceUnavailable):
            await lifecycle.create(caller, uuid.uuid4(), KeyOptions("never"), "req_test")
    response = await ada.get("/portal/api-keys")
    assert response["data"] == []
    assert response["allowance"]["used"] == 0
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == []
    await ApiKeyParts(portal.database, max_keys=1).lifecycle.create(
        caller, uuid.uuid4(), KeyOptions("works"), "req_test"
    )


async def test_key_whose_completion_was_lost_is_discarded(portal: Portal, ada: PortalUser) -> None:
    issuer = RecordingIssuer(portal)
    lifecycle = ApiKeyParts(
        portal.database, writes=LostCompletion(portal.database), key_admin=issuer
    ).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    key_id = uuid.uuid4()
    with pytest.raises(DatabaseUnavailable):
        await lifecycle.create(caller, key_id, KeyOptions("lost"), "req_test")
    assert (await ada.get("/portal/api-keys"))["data"] == []
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == []
    assert issuer.revoked == [f"at-{key_id}"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(
            {"table": "organizations", "suspended_at": "2026-01-01T00:00:00Z"},
            OrganizationSuspended,
            id="organisation suspended",
        ),
        pytest.param({"table": "api_keys", "status": "revoked"}, Conflict, id="account erased"),
        pytest.param(
            {"table": "api_keys", "created_at": "2026-01-01T00:00:00Z"}, Conflict, id="reservation ended"
        ),
    ],
)
async def test_key_that_the_database_refuses_is_revoked_at_the_key_service(
    portal: Portal, ada: PortalUser, change: dict[str, Any], error: type[PortalError]
) -> None:
    """What changes between the reservation and the completion decides."""
    if change["table"] == "organizations":
        change = change | {"id": await ada.organization_id()}
    issuer = RecordingIssuer(portal, **change)
    lifecycle = ApiKeyParts(portal.database, key_admin=issuer).lifecycle
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    key_id = uuid.uuid4()
    with pytest.raises(error):
        await lifecycle.create(caller, key_id, KeyOptions("refused"), "req_test")
    assert issuer.revoked == [f"at-{key_id}"]
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == []


class RemovingIssuer(RecordingIssuer):
    """Runs ``removal`` while the key service makes a key."""

    def __init__(self, portal: Portal, removal: Callable[[], Awaitable[Any]]) -> None:
        super().__init__(portal)
        self._removal = removal

    async def issue(self, new: NewKey) -> IssuedKey:
        await self._removal()
        return await super().issue(new)


@pytest.mark.parametrize("revoke_keys", ["true", "false"])
async def test_key_of_a_member_who_is_removed_meanwhile_is_revoked_at_the_key_service(
    portal: Portal, team: Team, ada: PortalUser, revoke_keys: str
) -> None:
    member = await team.join("Mo", "member")
    path = f"{team.path}/members/{await member.user_id()}"
    removals: list[httpx.Response] = []

    async def remove() -> None:
        removals.append(await ada.call("DELETE", path, params={"revoke_keys": revoke_keys}))

    issuer = RemovingIssuer(portal, remove)
    lifecycle = ApiKeyParts(portal.database, key_admin=issuer).lifecycle
    caller = await portal.services.auth.identification.identify(member.token, team.id, "192.0.2.1")
    key_id = uuid.uuid4()
    with pytest.raises(ResourceNotFound):
        await lifecycle.create(caller, key_id, KeyOptions("late"), "req_test")
    assert [response.status_code for response in removals] == [200]
    assert issuer.revoked == [f"at-{key_id}"]
    assert await portal.rows("api_keys", organization_id=team.id) == []
    with pytest.raises(ResourceNotFound):
        await lifecycle.create(caller, uuid.uuid4(), KeyOptions("later"), "req_test")


async def test_revocation_is_confirmed_once_the_key_service_has_it(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    for parts in (
        ApiKeyParts(portal.database, key_admin=UnavailableIssuer()),
        ApiKeyParts(portal.database, writes=FailingConfirmation(portal.database)),
        ApiKeyParts(portal.database),
    ):
        (row,) = await portal.rows("api_keys", id=key["id"])
        assert row["revocation_confirmed_at"] is None
        try:
            await parts.lifecycle.revoke(caller, uuid.UUID(key["id"]), "req_test")
        except KeyServiceUnavailable:
            assert key["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["revocation_confirmed_at"] is not None
    assert len(await portal.rows("audit_log", target_id=key["id"], action="api_key.revoked")) == 1
