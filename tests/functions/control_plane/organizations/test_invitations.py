"""Invitations: who may invite whom, and how an invitation ends."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_invitation_is_accepted_once_and_stored_as_hash(
    portal: Portal, team: Team, ada: PortalUser, eve: PortalUser
) -> None:
    invited = (await team.invite(ada, f" {eve.email.upper()} ", "admin")).json()
    assert invited["email"] == eve.email
    listed = (await ada.get(f"{team.path}/invitations"))["data"]
    assert listed == [{name: value for name, value in invited.items() if name != "token"}]
    assert invited["token"] not in repr(await portal.rows("organization_invitations", id=invited["id"]))
    assert invited["token"] not in repr(await team.audit_entries("invitation.created"))

    token = {"token": invited["token"]}
    preview = await eve.call("POST", "/portal/invitations/preview", json=token)
    assert (preview.json()["organization_name"], preview.json()["role"]) == ("Analytical Engines", "admin")
    responses = await asyncio.gather(
        *(eve.call("POST", "/portal/invitations/accept", json=token) for _ in range(4))
    )
    assert sorted(response.status_code for response in responses) == [200, 404, 404, 404]
    assert await team.roles() == {ada.email: "owner", eve.email: "admin"}
    for action in ("preview", "accept", "decline"):
        assert (await eve.call("POST", f"/portal/invitations/{action}", json=token)).status_code == 404
    assert len(await team.audit_entries("invitation.accepted")) == 1
    assert (await ada.get(f"{team.path}/invitations"))["data"] == []


async def test_invitation_cannot_be_answered_by_another_address(
    portal: Portal, team: Team, ada: PortalUser, eve: PortalUser
) -> None:
    token = {"token": (await team.invite(ada, "grace@example.com")).json()["token"]}
    wallet = portal.user_with_claims(sub=str(uuid.uuid4()))
    for user, code in ((eve, "permission_denied"), (wallet, "email_not_verified")):
        for action in ("preview", "accept", "decline"):
            response = await user.call("POST", f"/portal/invitations/{action}", json=token)
            assert error_code(response) == (403, code)
    assert len((await ada.get(f"{team.path}/invitations"))["data"]) == 1


async def test_ended_invitation_cannot_be_accepted(
    portal: Portal, team: Team, ada: PortalUser, eve: PortalUser
) -> None:
    tokens = []
    messages = {
        "decline": "was already declined",
        "withdraw": "was already withdrawn",
        "replace": "was already withdrawn",
        "expire": "has expired",
    }
    for end in messages:
        invited = (await team.invite(ada, eve.email)).json()
        tokens.append(invited["token"])
        if end == "decline":
            await eve.call("POST", "/portal/invitations/decline", json={"token": invited["token"]})
        elif end == "withdraw":
            await ada.call("DELETE", f"{team.path}/invitations/{invited['id']}")
            again = await ada.call("DELETE", f"{team.path}/invitations/{invited['id']}")
            assert again.status_code == 404
        elif end == "expire":
            past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
            table = portal.database.table("organization_invitations")
            await table.update({"expires_at": past}).eq("id", invited["id"]).execute()
    for token, message in zip(tokens, messages.values(), strict=True):
        for action in ("accept", "preview"):
            response = await eve.call("POST", f"/portal/invitations/{action}", json={"token": token})
            assert response.status_code == 404
            assert response.json()["error"]["param"] == "token"
        assert message in response.json()["error"]["message"]
    assert await team.roles() == {ada.email: "owner"}


async def test_owners_and_admins_invite_up_to_their_own_role(
    portal: Portal, team: Team, ada: PortalUser
) -> None:
    admin, member = await team.join("Grace", "admin"), await team.join("Mo", "member")
    for by, role, status in (
        (ada, "owner", 201), (ada, "admin", 201), (admin, "admin", 201), (admin, "member", 201),
        (admin, "owner", 403), (member, "member", 403),
    ):  # fmt: skip
        response = await team.invite(by, f"{uuid.uuid4().hex}@example.com", role)
        assert response.status_code == status, (role, response.text)
    assert error_code(await member.call("GET", f"{team.path}/invitations")) == (403, "permission_denied")
    assert error_code(await team.invite(ada, member.email)) == (409, "conflict")
    assert (await team.invite(ada, "no address")).status_code == 422
    assert (await team.invite(ada, "new@example.com", "god")).status_code == 422


async def test_personal_organisation_takes_no_invitations(ada: PortalUser) -> None:
    path = f"/portal/organizations/{await ada.organization_id()}/invitations"
    response = await ada.call("POST", path, json={"email": "grace@example.com"})
    assert error_code(response) == (409, "conflict")
    assert "personal" in response.json()["error"]["message"] or "own" in response.json()["error"]["message"]
