"""Export of a user's data, and deletion of their account."""

from __future__ import annotations

import time
import uuid

import jwt
import pytest

from tests.support.control_plane.clerk import ClerkPortal
from tests.support.control_plane.portal import PASSWORD, Portal
from tests.support.control_plane.team import error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


TABLES = (
    "users", "organizations", "organization_members", "organization_invitations", "api_keys",
    "request_logs", "usage_events", "billing_ledger", "audit_log", "platform_admins",
)  # fmt: skip


async def test_export_holds_all_data_of_user(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    key = await ada.create_key("my key")
    await portal.record_requests(key, await ada.organization_id(), [{}, {}])
    await eve.create_key("her key")
    data = await ada.get("/portal/account/export")
    assert data["user"]["email"] == ada.email
    assert [organization["role"] for organization in data["organizations"]] == ["owner"]
    assert [entry["name"] for entry in data["api_keys"]] == ["my key"]
    assert [entry["requests"] for entry in data["usage_by_day"]] == [2]
    assert [entry["action"] for entry in data["actions"]] == ["api_key.created"]
    assert key["key"] not in str(data)
    assert "hash" not in str(data)
    assert eve.email not in str(data)


async def test_deleted_user_is_in_no_table(portal: Portal, eve: PortalUser) -> None:
    name = f"Ada {uuid.uuid4().hex}"
    ada = await portal.sign_up(name)
    me = await ada.get("/portal/me")
    organization_id = me["organization"]["id"]
    key = await ada.create_key("key of " + name)
    (request_id,) = await portal.record_requests(key, organization_id, [{}])
    team = (await eve.call("POST", "/portal/organizations", json={"name": "team"})).json()
    path = f"/portal/organizations/{team['id']}/invitations"
    token = (await eve.call("POST", path, json={"email": ada.email})).json()["token"]
    await ada.call("POST", "/portal/invitations/accept", json={"token": token})

    response = await ada.call("DELETE", "/portal/account")
    assert response.status_code == 200, response.text
    assert response.json() == {
        "user_id": me["user"]["id"],
        "closed_organizations": [organization_id],
        "revoked_keys": 1,
        "sign_in_deleted": True,
    }
    for table in TABLES:
        rows = str(await portal.rows(table))
        assert ada.email not in rows, table
        if table != "audit_log":  # it holds the name of a key at its creation
            assert name not in rows, table
    assert await portal.rows("request_logs", request_id=request_id) == []
    (event,) = await portal.rows("usage_events", request_id=request_id)
    assert event["organization_id"] == organization_id
    (row,) = await portal.rows("api_keys", id=key["id"])
    assert row["status"] == "revoked"
    snapshot = await portal.rpc("policy_snapshot")
    assert organization_id not in snapshot["suspended_organizations"]  # it has no keys any more
    assert key["id"] in snapshot["blocked_keys"]
    (entry,) = await portal.rows("audit_log", target_id=me["user"]["id"], action="account.erased")
    assert entry["request_id"] == response.headers["x-request-id"]


async def test_token_of_deleted_account_is_refused(portal: Portal, ada: PortalUser) -> None:
    assert (await ada.call("DELETE", "/portal/account")).status_code == 200
    for method, path in (("GET", "/portal/me"), ("POST", "/portal/api-keys"), ("DELETE", "/portal/account")):
        response = await ada.call(method, path, json={"name": "x"} if method == "POST" else None)
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "invalid_session"
    body = {"email": ada.email, "password": PASSWORD}
    sign_in = await portal.auth.post("/auth/v1/token?grant_type=password", json=body)
    assert sign_in.status_code == 400
    again = await portal.auth.post("/auth/v1/signup", json=body)
    assert again.status_code == 200, again.text
    new_account = PortalUser(again.json()["access_token"], ada.email, portal.client)
    assert (await new_account.get("/portal/api-keys"))["data"] == []


async def test_only_owner_of_team_cannot_delete_account(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    team = (await ada.call("POST", "/portal/organizations", json={"name": "team"})).json()
    eve_id = await eve.user_id()
    await portal.add_member(team["id"], eve, "member")
    response = await ada.call("DELETE", "/portal/account")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "last_owner")
    assert (await ada.get("/portal/me"))["user"]["email"] == ada.email
    path = f"/portal/organizations/{team['id']}/members/{eve_id}"
    await ada.call("PATCH", path, json={"role": "owner"})
    response = await ada.call("DELETE", "/portal/account")
    assert response.status_code == 200
    assert team["id"] not in response.json()["closed_organizations"]
    members = await eve.get(f"/portal/organizations/{team['id']}/members")
    assert [member["user_id"] for member in members["data"]] == [eve_id]


async def test_account_is_deleted_only_soon_after_a_sign_in(portal: Portal, ada: PortalUser) -> None:
    claims = jwt.decode(ada.token, options={"verify_signature": False})
    now = int(time.time())
    of_hosted_project = claims | {"iss": f"{portal.supabase.url}/auth/v1"}
    for too_old in (
        claims | {"iat": now - 601},
        of_hosted_project | {"amr": [{"method": "password", "timestamp": now - 601}]},
        of_hosted_project | {"amr": ["password"]},
        of_hosted_project,
    ):
        refused = await portal.user_with_claims(**too_old).call("DELETE", "/portal/account")
        assert error_code(refused) == (403, "recent_sign_in_required")
        assert "Sign in" in refused.json()["error"]["hint"]
    assert (await ada.get("/portal/me"))["user"]["email"] == ada.email
    recent = of_hosted_project | {"amr": [{"method": "password", "timestamp": now - 500}]}
    assert (await portal.user_with_claims(**recent).call("DELETE", "/portal/account")).status_code == 200


@pytest.mark.parametrize(("factor_ages", "status"), [([0, -1], 200), ([11, -1], 403), (None, 403)])
async def test_clerk_account_is_deleted_only_soon_after_a_sign_in(
    clerk: ClerkPortal, factor_ages: list[int] | None, status: int
) -> None:
    user = clerk.user(fva=factor_ages)
    assert (await user.call("DELETE", "/portal/account")).status_code == status
