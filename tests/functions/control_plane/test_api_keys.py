"""A key's life: made once and shown once, listed masked, revoked for ever, and all of it audited."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.control_plane.api_keys.lifecycle import KeyLifecycle, KeyOptions
from functions.control_plane.api_keys.repository import ApiKeyRows
from functions.control_plane.database.audit import AuditLog
from functions.control_plane.usage.repository import Usage
from portal.errors import DatabaseUnavailable, InvalidKey, KeyServiceUnavailable
from portal.keys import IssuedKey, NewKey
from portal.keys.local import LocalKeyIssuer, LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.secret import KeyHasher
from portal.keys.sliding_window import SlidingWindows
from portal.keys.supabase_records import SupabaseKeyRecords
from portal.keys.warm_up import SupabaseRequestHistory, WarmUpRecords
from tests.functions.control_plane.portals import PEPPER, Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


def verifier(portal: Portal) -> LocalKeyVerifier:
    """The gateway's own view of a key, without anything remembered."""
    return LocalKeyVerifier(KeyLookup(SupabaseKeyRecords(portal.database), KeyHasher(PEPPER)))


async def test_a_key_is_shown_once_and_works(portal: Portal, ada: Person) -> None:
    answer = await ada.call("POST", "/portal/api-keys", json={"name": "  staging server "})
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    key = answer.json()
    assert re.fullmatch(r"ctx_[0-9A-Za-z]{36}", key["key"])
    assert key["masked"] == f"{key['key'][:8]}…{key['key'][-4:]}"
    assert key["name"] == "staging server"
    assert key["status"] == "active"
    assert key["last_used_at"] is None
    assert key["created_by"] == (await ada.get("/portal/me"))["user"]["id"]

    principal = await verifier(portal).verify(key["key"], model="oss-20b")
    assert principal.key_id == key["id"]
    assert principal.organization_id == await ada.organization_id()
    assert principal.plan == "free"
    assert [window.limit for window in principal.windows] == [20, 100, 1_000]

    listed = (await ada.get("/portal/api-keys"))["data"]
    assert listed == [{name: value for name, value in key.items() if name != "key"} | {"requests_7d": 0}]


async def test_what_the_portal_shows_as_used_is_what_a_restarted_gateway_counts(
    portal: Portal, ada: Person
) -> None:
    key = await ada.make_key()
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(minutes=2), timedelta(hours=6), timedelta(days=6)]
    await portal.use(key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages])
    windows = SlidingWindows()
    past = SupabaseRequestHistory(portal.database)
    records = WarmUpRecords(SupabaseKeyRecords(portal.database), past, windows)
    restarted = LocalKeyVerifier(KeyLookup(records, KeyHasher(PEPPER)), windows=windows)
    principal = await restarted.verify(key["key"], model=None)
    counted = {window.name: window.used for window in principal.windows if window.scope == "organization"}
    summary = await ada.get("/portal/usage-summary")
    shown = {
        entry["name"]: entry["used"] for entry in summary["allowance"] if entry["scope"] == "organization"
    }
    assert counted == shown
    assert counted["requests per week"] >= 2


async def test_only_a_keyed_hash_is_stored(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["secret_hash"] == portal.hash_of(key["key"])
    audits = await portal.rows("audit_log", target_id=key["id"])
    assert key["key"] not in repr(row) + repr(audits)


async def test_keys_are_listed_newest_first(ada: Person) -> None:
    made = [(await ada.make_key(name))["id"] for name in ("one", "two", "three")]
    answer = await ada.get("/portal/api-keys")
    assert [key["id"] for key in answer["data"]] == made[::-1]
    assert answer["allowance"] == {"name": "keys per organization", "limit": 50, "used": 3}


async def test_each_key_is_listed_with_its_requests_of_a_week(
    portal: Portal, ada: Person, eve: Person
) -> None:
    used, idle = await ada.make_key("used"), await ada.make_key("idle")
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(days=6), timedelta(days=8)]
    await portal.use(used, await ada.organization_id(), [{"admitted_at": now - age} for age in ages])
    await portal.use(await eve.make_key(), await eve.organization_id(), [{}])
    listed = {key["id"]: key["requests_7d"] for key in (await ada.get("/portal/api-keys"))["data"]}
    assert listed == {used["id"]: 2, idle["id"]: 0}
    (summed,) = (await ada.get("/portal/usage-summary", params={"range": "7d"}))["by_key"]
    assert listed[summed["key_id"]] == summed["requests"]


async def test_a_revoked_key_is_dead_and_stays_listed(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    answer = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert answer.status_code == 200
    assert answer.json()["status"] == "revoked"
    assert answer.json()["revoked_at"] is not None
    with pytest.raises(InvalidKey):
        await verifier(portal).verify(key["key"], model="oss-20b")
    listed = await ada.get("/portal/api-keys")
    assert listed["data"] == [answer.json() | {"requests_7d": 0}]
    assert listed["allowance"]["used"] == 0
    assert key["id"] in (await portal.rpc("policy_snapshot"))["revoked_keys"]


async def test_revoking_again_answers_the_same_and_is_audited_once(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    first = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    again = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert again.status_code == 200
    assert again.json() == first.json()
    audits = await portal.rows("audit_log", target_id=key["id"], action="api_key.revoked")
    assert len(audits) == 1


async def test_making_and_revoking_leave_an_audit_row_each(portal: Portal, ada: Person) -> None:
    made = await ada.call("POST", "/portal/api-keys", json={"name": "audited"})
    key = made.json()
    revoked = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    me = await ada.get("/portal/me")
    audits = sorted(await portal.rows("audit_log", target_id=key["id"]), key=lambda row: int(row["id"]))
    assert [row["action"] for row in audits] == ["api_key.created", "api_key.revoked"]
    for row, answer in zip(audits, (made, revoked), strict=True):
        assert row["actor_type"] == "user"
        assert row["actor"] == me["user"]["id"]
        assert row["organization_id"] == me["organization"]["id"]
        assert row["request_id"] == answer.headers["x-request-id"]
    assert audits[0]["before"] is None
    assert audits[0]["after"] == {"name": "audited", "masked": key["masked"], "status": "active"}
    assert (audits[1]["before"], audits[1]["after"]) == ({"status": "active"}, {"status": "revoked"})


async def test_an_expired_key_is_shown_as_such(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    await portal.database.table("api_keys").update({"expires_at": past}).eq("id", key["id"]).execute()
    answer = await ada.get("/portal/api-keys")
    assert answer["data"][0]["status"] == "expired"
    assert answer["allowance"]["used"] == 0


async def test_an_organisation_may_have_so_many_keys_and_no_more(portal: Portal) -> None:
    small = Portal(portal.supabase, max_keys_per_organization=2)
    try:
        ada = await small.sign_up()
        first = await ada.make_key()
        await ada.make_key()
        answer = await ada.call("POST", "/portal/api-keys", json={"name": "third"})
        assert answer.status_code == 409
        assert answer.json()["error"]["code"] == "too_many_keys"
        assert "2 of 2" in answer.json()["error"]["message"]
        assert answer.json()["error"]["hint"]
        await ada.call("DELETE", f"/portal/api-keys/{first['id']}")
        await ada.make_key("third")
    finally:
        await small.close()


async def test_a_suspended_organisation_makes_no_keys_but_may_revoke(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    organization_id = await ada.organization_id()
    now = datetime.now(UTC).isoformat()
    update = portal.database.table("organizations").update({"suspended_at": now})
    await update.eq("id", organization_id).execute()
    answer = await ada.call("POST", "/portal/api-keys", json={"name": "no"})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "organization_suspended"
    assert (await ada.get("/portal/me"))["organization"]["suspended"] is True
    assert (await ada.call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 200


@pytest.mark.parametrize(
    ("body", "param"),
    [
        pytest.param({}, "name", id="missing"),
        pytest.param({"name": ""}, "name", id="empty"),
        pytest.param({"name": "   "}, "name", id="blank"),
        pytest.param({"name": "x" * 101}, "name", id="too long"),
        pytest.param({"name": "a\x00b"}, "name", id="control character"),
        pytest.param({"name": 5}, "name", id="number"),
        pytest.param({"name": None}, "name", id="null"),
        pytest.param({"name": "ok", "limit": 5}, "limit", id="unknown field"),
        pytest.param(["name"], None, id="list"),
        pytest.param("name", None, id="text"),
    ],
)
async def test_a_body_that_does_not_fit_names_the_field(ada: Person, body: Any, param: str | None) -> None:
    answer = await ada.call("POST", "/portal/api-keys", json=body)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "unprocessable_request"
    assert error["param"] == param
    assert (await ada.get("/portal/api-keys"))["data"] == []


@pytest.mark.parametrize("name", ["Ключ 🔑", "x" * 100, "'; drop table api_keys; --", "👩‍💻 laptop"])
async def test_any_readable_name_is_kept_as_it_is(ada: Person, name: str) -> None:
    await ada.make_key(name)
    assert (await ada.get("/portal/api-keys"))["data"][0]["name"] == name


async def test_a_member_revokes_only_own_keys(portal: Portal, ada: Person, eve: Person) -> None:
    key = await ada.make_key()
    organization_id = await ada.organization_id()
    eve_id = (await eve.get("/portal/me"))["user"]["id"]
    row = {"organization_id": organization_id, "user_id": eve_id, "role": "member"}
    await portal.database.table("organization_members").insert(row).execute()
    eve.headers = {"x-organization-id": organization_id}

    own = await eve.make_key("hers")
    assert (await eve.call("DELETE", f"/portal/api-keys/{own['id']}")).status_code == 200
    answer = await eve.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "permission_denied"
    assert (await ada.get("/portal/api-keys"))["data"][-1]["status"] == "active"


class FailingIssuer(LocalKeyIssuer):
    def __init__(self) -> None:
        super().__init__(KeyHasher(PEPPER), environ={})
        self.revoked: list[str] = []

    async def issue(self, new: NewKey) -> IssuedKey:
        raise KeyServiceUnavailable("Keys cannot be made right now.")


class FailingAudit(AuditLog):
    async def key_action(self, action: str, **_: Any) -> None:
        raise DatabaseUnavailable("The service's records cannot be reached right now.")


async def test_a_key_that_could_not_be_issued_is_not_listed(portal: Portal, ada: Person) -> None:
    rows, usage, audit = ApiKeyRows(portal.database), Usage(portal.database), AuditLog(portal.database)
    lifecycle = KeyLifecycle(rows, usage, audit, FailingIssuer(), max_keys=5)
    caller = await portal.services.identification.identify(ada.token, None)
    with pytest.raises(KeyServiceUnavailable):
        await lifecycle.create(caller, uuid.uuid4(), KeyOptions("never"), "req_test")
    answer = await ada.get("/portal/api-keys")
    assert answer["data"] == []
    assert answer["allowance"]["used"] == 0


async def test_a_key_whose_making_could_not_be_audited_is_taken_back(portal: Portal, ada: Person) -> None:
    rows, usage, audit = ApiKeyRows(portal.database), Usage(portal.database), FailingAudit(portal.database)
    issuer = LocalKeyIssuer(KeyHasher(PEPPER), environ={})
    lifecycle = KeyLifecycle(rows, usage, audit, issuer, max_keys=5)
    caller = await portal.services.identification.identify(ada.token, None)
    with pytest.raises(DatabaseUnavailable):
        await lifecycle.create(caller, uuid.uuid4(), KeyOptions("unaudited"), "req_test")
    assert (await ada.get("/portal/api-keys"))["data"] == []
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == []


async def test_a_revocation_whose_audit_failed_is_audited_by_the_next(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    rows, usage, audit = ApiKeyRows(portal.database), Usage(portal.database), FailingAudit(portal.database)
    issuer = LocalKeyIssuer(KeyHasher(PEPPER), environ={})
    lifecycle = KeyLifecycle(rows, usage, audit, issuer, max_keys=5)
    caller = await portal.services.identification.identify(ada.token, None)
    with pytest.raises(DatabaseUnavailable):
        await lifecycle.revoke(caller, uuid.UUID(key["id"]), "req_test")
    assert (await ada.get("/portal/api-keys"))["data"][0]["status"] == "revoked"
    assert (await ada.call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 200
    assert len(await portal.rows("audit_log", target_id=key["id"], action="api_key.revoked")) == 1
