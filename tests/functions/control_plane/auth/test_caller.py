"""Which sessions are accepted, and which organisation a caller acts for."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_organization_header_selects_organisation(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    own, other = await ada.organization_id(), await eve.organization_id()
    await portal.add_member(other, ada, "member")

    me = await ada.get("/portal/me")
    assert me["organization"]["id"] == own
    assert {entry["id"] for entry in me["organizations"]} == {own, other}

    me = await ada.get("/portal/me", headers={"x-organization-id": other.upper()})
    assert me["organization"]["id"] == other
    assert me["organization"]["role"] == "member"
    assert [entry["id"] for entry in me["organizations"]] == [other, own]


async def test_suspended_user_is_refused(portal: Portal, ada: PortalUser) -> None:
    user_id = await ada.user_id()
    now = datetime.now(UTC).isoformat()
    await portal.database.table("users").update({"suspended_at": now}).eq("id", user_id).execute()
    response = await ada.call("GET", "/portal/me")
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "permission_denied"


async def test_session_of_other_project_is_refused(portal: Portal, ada: PortalUser) -> None:
    for user in (
        portal.user_with_claims(sub=str(uuid.uuid4()), iss="https://other.example/auth/v1"),
        portal.user_with_claims(sub=str(uuid.uuid4()), aud="other"),
        portal.user_with_claims(),
        PortalUser(portal.supabase.secret_key, "", portal.client),
        PortalUser(portal.supabase.publishable_key, "", portal.client),
        # Signed with the key that signs sessions, but of a role and not of a user.
        *(PortalUser(token, "", portal.client) for token in portal.supabase.role_tokens.values()),
        portal.user_with_claims(sub=str(uuid.uuid4()), role="portal_control_plane"),
        portal.user_with_claims(sub=str(uuid.uuid4()), role="service_role"),
    ):
        response = await user.call("GET", "/portal/me")
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.json()["error"]["code"] == "invalid_session"
