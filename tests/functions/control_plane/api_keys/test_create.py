"""Create API keys: shown once, stored as a hash, audited."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_new_key_is_shown_once_and_works(portal: Portal, ada: PortalUser) -> None:
    response = await ada.call("POST", "/portal/api-keys", json={"name": "  staging server "})
    assert response.status_code == 201
    assert response.headers["cache-control"] == "no-store"
    key = response.json()
    assert re.fullmatch(r"ctx_[0-9A-Za-z]{36}", key["key"])
    assert key["masked"] == f"{key['key'][:8]}…{key['key'][-4:]}"
    assert key["name"] == "staging server"
    assert key["status"] == "active"
    assert key["last_used_at"] is None
    assert key["created_by"] == await ada.user_id()

    principal = await portal.verifier().verify(present_key(key["key"]), model="oss-20b")
    assert principal.key_id == key["id"]
    assert principal.organization_id == await ada.organization_id()
    assert principal.plan == "free"
    assert [window.limit for window in principal.windows] == [20, 100, 1_000]

    listed = (await ada.get("/portal/api-keys"))["data"]
    assert listed == [{name: value for name, value in key.items() if name != "key"} | {"requests_7d": 0}]


async def test_only_a_keyed_hash_is_stored(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["secret_hash"] == KeyHasher(PEPPER).hash(key["key"])
    audits = await portal.rows("audit_log", target_id=key["id"])
    assert key["key"] not in repr(row) + repr(audits)


async def test_creation_and_revocation_are_audited(portal: Portal, ada: PortalUser) -> None:
    created = await ada.call("POST", "/portal/api-keys", json={"name": "audited"})
    key = created.json()
    revoked = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    me = await ada.get("/portal/me")
    audits = sorted(await portal.rows("audit_log", target_id=key["id"]), key=lambda row: int(row["id"]))
    assert [row["action"] for row in audits] == ["api_key.created", "api_key.revoked"]
    for row, response in zip(audits, (created, revoked), strict=True):
        assert row["actor_type"] == "user"
        assert row["actor"] == me["user"]["id"]
        assert row["organization_id"] == me["organization"]["id"]
        assert row["request_id"] == response.headers["x-request-id"]
    assert audits[0]["before"] is None
    assert audits[0]["after"] == {"name": "audited", "masked": key["masked"], "status": "active"}
    assert (audits[1]["before"], audits[1]["after"]) == ({"status": "active"}, {"status": "revoked"})


async def test_number_of_keys_is_limited(portal: Portal) -> None:
    small = Portal(portal.supabase, max_keys_per_organization=2)
    try:
        ada = await small.sign_up()
        first = await ada.create_key()
        await ada.create_key()
        response = await ada.call("POST", "/portal/api-keys", json={"name": "third"})
        assert response.status_code == 409
        assert response.json()["error"]["code"] == "too_many_keys"
        assert "2 of 2" in response.json()["error"]["message"]
        assert response.json()["error"]["hint"]
        await ada.call("DELETE", f"/portal/api-keys/{first['id']}")
        await ada.create_key("third")
    finally:
        await small.close()


async def test_suspended_organisation_can_only_revoke(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    organization_id = await ada.organization_id()
    now = datetime.now(UTC).isoformat()
    update = portal.database.table("organizations").update({"suspended_at": now})
    await update.eq("id", organization_id).execute()
    response = await ada.call("POST", "/portal/api-keys", json={"name": "no"})
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "organization_suspended"
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
async def test_invalid_body_names_the_field(ada: PortalUser, body: Any, param: str | None) -> None:
    response = await ada.call("POST", "/portal/api-keys", json=body)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == "unprocessable_request"
    assert error["param"] == param
    assert (await ada.get("/portal/api-keys"))["data"] == []


@pytest.mark.parametrize("name", ["Ключ 🔑", "x" * 100, "'; drop table api_keys; --", "👩‍💻 laptop"])
async def test_printable_name_is_stored_unchanged(ada: PortalUser, name: str) -> None:
    await ada.create_key(name)
    assert (await ada.get("/portal/api-keys"))["data"][0]["name"] == name
