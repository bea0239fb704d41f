"""What its owner chooses about a key, changes, and replaces."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.control_plane.api_keys.lifecycle import ROTATED, KeyLifecycle
from functions.control_plane.api_keys.repository import ApiKeyRow, ApiKeyRows
from functions.control_plane.database.audit import AuditLog
from functions.control_plane.usage.repository import Usage
from portal.errors import DatabaseUnavailable, InvalidKey, ModelNotPermitted
from portal.keys.local import LocalKeyIssuer, LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.secret import KeyHasher
from portal.keys.supabase_records import SupabaseKeyRecords
from tests.functions.control_plane.portals import PEPPER, Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


def verifier(portal: Portal) -> LocalKeyVerifier:
    return LocalKeyVerifier(KeyLookup(SupabaseKeyRecords(portal.database), KeyHasher(PEPPER)))


async def post(person: Person, path: str = "", **body: Any) -> httpx.Response:
    return await person.call("POST", f"/portal/api-keys{path}", json=body)


async def patch(person: Person, key: dict[str, Any], **body: Any) -> httpx.Response:
    return await person.call("PATCH", f"/portal/api-keys/{key['id']}", json=body)


async def listed(person: Person) -> dict[str, Any]:
    """The keys by id, without how much they are used: as making and changing them answers."""
    keys = (await person.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


def later(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


async def test_a_key_keeps_what_was_chosen_for_it(portal: Portal, ada: Person) -> None:
    expires_at = later(days=3)
    answer = await post(ada, name="narrow", expires_at=expires_at, models=["oss-20b"], requests_per_minute=3)
    assert answer.status_code == 201
    key = answer.json()
    assert key["models"] == ["oss-20b"]
    assert key["requests_per_minute"] == 3
    assert datetime.fromisoformat(key["expires_at"]) == datetime.fromisoformat(expires_at)
    assert (await listed(ada))[key["id"]] == {name: v for name, v in key.items() if name != "key"}
    principal = await verifier(portal).verify(key["key"], model="oss-20b")
    assert [window.limit for window in principal.windows] == [3, 100, 1_000]
    with pytest.raises(ModelNotPermitted):
        await verifier(portal).verify(key["key"], model="oss-120b")


async def test_a_limit_of_its_own_does_not_raise_the_plans(portal: Portal, ada: Person) -> None:
    key = (await post(ada, name="greedy", requests_per_minute=5_000)).json()
    principal = await verifier(portal).verify(key["key"], model="oss-20b")
    assert principal.windows[0].limit == 20


@pytest.mark.parametrize(
    ("body", "param"),
    [
        pytest.param({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", id="past"),
        pytest.param({"expires_at": "2060-01-01T00:00:00Z"}, "expires_at", id="far"),
        pytest.param({"expires_at": "2030-01-01T00:00:00"}, "expires_at", id="no zone"),
        pytest.param({"models": []}, "models", id="no model"),
        pytest.param({"models": ["no-such"]}, "models", id="unknown model"),
        pytest.param({"models": ["oss-20b OR model:*"]}, "models", id="injection"),
        pytest.param({"requests_per_minute": 0}, "requests_per_minute", id="zero"),
    ],
)
async def test_what_cannot_be_is_refused_on_making_and_changing(
    ada: Person, body: dict[str, Any], param: str
) -> None:
    made = await post(ada, name="no", **body)
    assert (made.status_code, made.json()["error"]["param"]) == (422, param)
    key = await ada.make_key()
    changed = await patch(ada, key, **body)
    assert (changed.status_code, changed.json()["error"]["param"]) == (422, param)
    assert list(await listed(ada)) == [key["id"]]


async def test_a_change_changes_what_it_names(portal: Portal, ada: Person) -> None:
    key = (await post(ada, name="old", models=["oss-20b"], requests_per_minute=3)).json()
    renamed = await patch(ada, key, name=" new ")
    assert renamed.status_code == 200
    assert renamed.json() == {name: v for name, v in key.items() if name != "key"} | {"name": "new"}
    widened = await patch(ada, key, models=None, requests_per_minute=None)
    assert (widened.json()["name"], widened.json()["models"]) == ("new", None)
    principal = await verifier(portal).verify(key["key"], model="oss-120b")
    assert principal.windows[0].limit == 20
    audits = await portal.rows("audit_log", target_id=key["id"], action="api_key.changed")
    assert [(row["before"], row["after"]) for row in sorted(audits, key=lambda row: int(row["id"]))] == [
        ({"name": "old"}, {"name": "new"}),
        (
            {"models": ["oss-20b"], "requests_per_minute": 3},
            {"models": None, "requests_per_minute": None},
        ),
    ]


async def test_nothing_nulled_and_nothing_unknown(ada: Person) -> None:
    key = await ada.make_key("stays")
    for body in ({}, {"name": None}, {"name": ""}, {"status": "revoked"}):
        assert (await patch(ada, key, **body)).status_code == 422
    assert (await listed(ada))[key["id"]]["name"] == "stays"


async def test_a_key_that_ended_is_neither_changed_nor_rotated(portal: Portal, ada: Person) -> None:
    revoked, expired = await ada.make_key(), await ada.make_key()
    await ada.call("DELETE", f"/portal/api-keys/{revoked['id']}")
    past = {"expires_at": datetime(2026, 1, 1, tzinfo=UTC).isoformat()}
    await portal.database.table("api_keys").update(past).eq("id", expired["id"]).execute()
    for key in (revoked, expired):
        assert (await patch(ada, key, name="again")).status_code == 409
        assert (await post(ada, f"/{key['id']}/rotate")).status_code == 409
    assert len(await listed(ada)) == 2


async def test_a_member_changes_and_rotates_only_own_keys(portal: Portal, ada: Person, eve: Person) -> None:
    key = await ada.make_key()
    organization_id = await ada.organization_id()
    eve_id = (await eve.get("/portal/me"))["user"]["id"]
    row = {"organization_id": organization_id, "user_id": eve_id, "role": "member"}
    await portal.database.table("organization_members").insert(row).execute()
    eve.headers = {"x-organization-id": organization_id}
    assert (await patch(eve, key, name="hers")).status_code == 403
    assert (await post(eve, f"/{key['id']}/rotate")).status_code == 403
    own = await eve.make_key()
    assert (await patch(eve, own, name="hers")).status_code == 200
    assert (await post(eve, f"/{own['id']}/rotate")).status_code == 201


async def test_both_keys_work_until_the_grace_ends(portal: Portal, ada: Person) -> None:
    old = (await post(ada, name="live", models=["oss-20b"], requests_per_minute=7)).json()
    answer = await post(ada, f"/{old['id']}/rotate", grace_seconds=3_600)
    assert answer.status_code == 201
    new = answer.json()
    assert (new["name"], new["models"], new["requests_per_minute"]) == ("live", ["oss-20b"], 7)
    assert (new["replaces"], new["expires_at"]) == (old["id"], None)
    gateway = verifier(portal)
    assert (await gateway.verify(old["key"], model="oss-20b")).key_id == old["id"]
    assert (await gateway.verify(new["key"], model="oss-20b")).key_id == new["id"]
    await portal.use(old, await ada.organization_id(), [{}])
    shown = (await listed(ada))[old["id"]]
    assert shown["last_used_at"] is not None
    until = datetime.fromisoformat(shown["expires_at"])
    assert timedelta(minutes=59) < until - datetime.now(UTC) <= timedelta(hours=1)
    (audit,) = await portal.rows("audit_log", target_id=old["id"], action="api_key.rotated")
    assert audit["after"]["replaced_by"] == new["id"]

    now = until.timestamp()
    afterwards = LocalKeyVerifier(
        KeyLookup(SupabaseKeyRecords(portal.database), KeyHasher(PEPPER)), clock=lambda: now
    )
    with pytest.raises(InvalidKey):
        await afterwards.verify(old["key"], model="oss-20b")
    await afterwards.verify(new["key"], model="oss-20b")


async def test_without_grace_the_old_key_ends_at_once_everywhere(portal: Portal, ada: Person) -> None:
    old = await ada.make_key()
    await post(ada, f"/{old['id']}/rotate", grace_seconds=0)
    with pytest.raises(InvalidKey):
        await verifier(portal).verify(old["key"], model="oss-20b")
    assert old["id"] in (await portal.rpc("policy_snapshot"))["revoked_keys"]


async def test_an_expiry_is_inherited_and_never_moved_back(ada: Person) -> None:
    old = (await post(ada, name="short", expires_at=later(hours=1))).json()
    new = (await post(ada, f"/{old['id']}/rotate", grace_seconds=86_400)).json()
    assert new["expires_at"] == old["expires_at"]
    assert (await listed(ada))[old["id"]]["expires_at"] == old["expires_at"]


async def test_a_key_is_rotated_once_and_then_its_successor(ada: Person) -> None:
    old = await ada.make_key()
    new = (await post(ada, f"/{old['id']}/rotate")).json()
    assert (await post(ada, f"/{old['id']}/rotate")).status_code == 409
    assert (await post(ada, f"/{new['id']}/rotate")).status_code == 201


async def test_rotating_needs_no_room_but_is_bounded(portal: Portal) -> None:
    small = Portal(portal.supabase, max_keys_per_organization=1)
    try:
        ada = await small.sign_up()
        first = await ada.make_key()
        assert (await post(ada, name="more")).status_code == 409
        second = await post(ada, f"/{first['id']}/rotate")
        assert second.status_code == 201
        third = await post(ada, f"/{second.json()['id']}/rotate")
        assert (third.status_code, third.json()["error"]["code"]) == (409, "too_many_keys")
    finally:
        await small.close()


async def test_a_rotation_under_an_idempotency_key_is_done_once(ada: Person) -> None:
    old = await ada.make_key()
    path, headers = f"/portal/api-keys/{old['id']}/rotate", {"idempotency-key": str(uuid.uuid4())}
    first = await ada.call("POST", path, json={}, headers=headers)
    again = await ada.call("POST", path, json={}, headers=headers)
    assert again.json() == first.json() | {"key": None}
    assert len(await listed(ada)) == 2


class DyingRows(ApiKeyRows):
    """Fails after the old key was retired: what comes next was never done."""

    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        await super().retire(organization_id, key_id, until)
        raise Dies


class Dies(BaseException):
    """The process ends here."""


class FailingRetirement(ApiKeyRows):
    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        raise DatabaseUnavailable("no")


class LostAnswer(ApiKeyRows):
    async def retire(
        self, organization_id: uuid.UUID, key_id: uuid.UUID, until: datetime
    ) -> ApiKeyRow | None:
        await super().retire(organization_id, key_id, until)
        raise DatabaseUnavailable("It was written, but nobody heard.")


class FailingAudit(AuditLog):
    async def key_action(self, action: str, **told: Any) -> None:
        if action == ROTATED:
            raise DatabaseUnavailable("no")
        await super().key_action(action, **told)


def lifecycle(portal: Portal, rows: ApiKeyRows, audit: AuditLog | None = None) -> KeyLifecycle:
    issuer = LocalKeyIssuer(KeyHasher(PEPPER), environ={})
    return KeyLifecycle(rows, Usage(portal.database), audit or AuditLog(portal.database), issuer, max_keys=5)


async def test_a_rotation_that_died_is_resumed_with_the_life_the_key_was_to_have(
    portal: Portal, ada: Person
) -> None:
    old = await ada.make_key()
    caller = await portal.services.identification.identify(ada.token, None)
    new_id, old_id = uuid.uuid4(), uuid.UUID(old["id"])
    for grace in (timedelta(0), timedelta(hours=1)):
        with pytest.raises(Dies):
            await lifecycle(portal, DyingRows(portal.database)).rotate(caller, new_id, old_id, grace, "req_1")
    row, issued = await portal.services.keys.rotate(caller, new_id, old_id, timedelta(0), "req_2")
    assert row.expires_at is None
    assert set(await listed(ada)) == {old["id"], str(new_id)}
    await verifier(portal).verify(issued.secret, model="oss-20b")


async def test_a_rotation_that_failed_leaves_the_old_key_as_it_was(portal: Portal, ada: Person) -> None:
    old = await ada.make_key()
    caller = await portal.services.identification.identify(ada.token, None)
    failing = lifecycle(portal, FailingRetirement(portal.database))
    with pytest.raises(DatabaseUnavailable):
        await failing.rotate(caller, uuid.uuid4(), uuid.UUID(old["id"]), timedelta(0), "req_1")
    assert await listed(ada) == {old["id"]: {name: v for name, v in old.items() if name != "key"}}
    await verifier(portal).verify(old["key"], model="oss-20b")
    assert (await post(ada, f"/{old['id']}/rotate")).status_code == 201


@pytest.mark.parametrize("grace", [timedelta(0), timedelta(hours=1)])
@pytest.mark.parametrize("fault", ["answer", "audit"])
async def test_a_rotation_that_failed_after_it_retired_the_old_key_gives_its_life_back(
    portal: Portal, ada: Person, fault: str, grace: timedelta
) -> None:
    old = await ada.make_key()
    caller = await portal.services.identification.identify(ada.token, None)
    old_id = uuid.UUID(old["id"])
    if fault == "answer":
        failing = lifecycle(portal, LostAnswer(portal.database))
    else:
        failing = lifecycle(portal, ApiKeyRows(portal.database), FailingAudit(portal.database))
    with pytest.raises(DatabaseUnavailable):
        await failing.rotate(caller, uuid.uuid4(), old_id, grace, "req_1")
    assert await listed(ada) == {old["id"]: {name: v for name, v in old.items() if name != "key"}}
    await verifier(portal).verify(old["key"], model="oss-20b")
    row, issued = await portal.services.keys.rotate(caller, uuid.uuid4(), old_id, grace, "req_2")
    assert row.expires_at is None
    await verifier(portal).verify(issued.secret, model="oss-20b")
