"""Members: who may change and remove whom; a team always has an owner."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from portal.errors import InvalidKey
from portal.keys.presented_key import present_key
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_role_change_is_permitted_by_the_roles_of_both_members(team: Team, ada: PortalUser) -> None:
    admin, other = await team.join("Grace", "admin"), await team.join("Alan", "admin")
    member = await team.join("Mo", "member")
    for by, of, role, status in (
        (admin, member, "admin", 200), (admin, other, "member", 200), (admin, other, "owner", 403),
        (admin, ada, "member", 403), (other, admin, "member", 403), (other, other, "admin", 403),
        (ada, admin, "owner", 200), (admin, ada, "member", 200), (ada, admin, "member", 403),
    ):  # fmt: skip
        response = await team.set_role(by, of, role)
        assert response.status_code == status, (role, response.text)
        if status == 200:
            assert response.json()["role"] == role
    assert len(await team.audit_entries("member.role_changed")) == 4


async def test_last_owner_cannot_leave_or_give_up_the_role(team: Team, ada: PortalUser) -> None:
    for response in (await team.set_role(ada, ada, "member"), await team.remove(ada, ada)):
        assert error_code(response) == (409, "last_owner")
        assert response.json()["error"]["hint"]
    second = await team.join("Grace", "owner")
    responses = await asyncio.gather(team.remove(ada, ada), team.remove(second, second))
    assert sorted(response.status_code for response in responses) == [200, 409]


async def test_owners_and_admins_remove_members_and_anyone_may_leave(team: Team, ada: PortalUser) -> None:
    admin, other = await team.join("Grace", "admin"), await team.join("Alan", "admin")
    member, leaver = await team.join("Mo", "member"), await team.join("Lee", "member")
    assert (await team.remove(member, leaver)).status_code == 403
    assert (await team.remove(admin, ada)).status_code == 403
    assert (await team.remove(leaver, leaver)).status_code == 200
    assert (await team.remove(admin, member)).status_code == 200
    assert (await team.remove(admin, other)).status_code == 200
    assert await team.roles() == {ada.email: "owner", admin.email: "admin"}
    assert len(await team.audit_entries("member.left")) == 1
    assert len(await team.audit_entries("member.removed")) == 2
    headers = {"x-organization-id": team.id}
    assert (await member.call("GET", "/portal/me", headers=headers)).status_code == 404


async def test_removal_returns_active_keys_and_withdraws_invitations(
    team: Team, ada: PortalUser, eve: PortalUser
) -> None:
    admin = await team.join("Grace", "admin")
    headers = {"x-organization-id": team.id}
    await admin.call("POST", "/portal/api-keys", json={"name": "ci"}, headers=headers)
    token = (await team.invite(admin, eve.email)).json()["token"]
    response = await team.remove(ada, admin)
    assert response.json()["keys_in_force"] == 1
    accept = await eve.call("POST", "/portal/invitations/accept", json={"token": token})
    assert accept.status_code == 404


async def test_removal_revokes_the_keys_of_the_member_on_request(
    portal: Portal, team: Team, ada: PortalUser
) -> None:
    member, other = await team.join("Mo", "member"), await team.join("Grace", "member")
    in_team = {"x-organization-id": team.id}
    created: list[dict[str, Any]] = []
    for user in (member, member, other):
        response = await user.call("POST", "/portal/api-keys", json={"name": "ci"}, headers=in_team)
        created.append(response.json())
    own = await member.create_key("in the personal organisation")
    path = f"{team.path}/members/{await member.user_id()}"
    response = await ada.call("DELETE", path, params={"revoke_keys": "true"})
    assert response.json()["revoked_keys"] == 2
    assert response.json()["keys_in_force"] == 0
    verifier = portal.verifier()
    for key in created[:2]:
        with pytest.raises(InvalidKey):
            await verifier.verify(present_key(key["key"]), model="oss-20b")
    for key in (created[2], own):
        assert (await verifier.verify(present_key(key["key"]), model="oss-20b")).key_id == key["id"]
    entries = await team.audit_entries("api_key.revoked")
    assert sorted(entry["target_id"] for entry in entries) == sorted(key["id"] for key in created[:2])
    assert {entry["actor"] for entry in entries} == {await ada.user_id()}
    snapshot = await portal.rpc("policy_snapshot")
    assert {key["id"] for key in created[:2]} <= set(snapshot["blocked_keys"])


async def test_refused_removal_revokes_nothing(portal: Portal, team: Team, ada: PortalUser) -> None:
    key = (
        await ada.call(
            "POST", "/portal/api-keys", json={"name": "ci"}, headers={"x-organization-id": team.id}
        )
    ).json()
    member = await team.join("Mo", "member")
    path = f"{team.path}/members/{await ada.user_id()}"
    assert (await member.call("DELETE", path, params={"revoke_keys": "true"})).status_code == 403
    assert (await ada.call("DELETE", path, params={"revoke_keys": "true"})).status_code == 409
    assert (await ada.call("DELETE", path, params={"revoke_keys": "perhaps"})).status_code == 422
    assert (await portal.verifier().verify(present_key(key["key"]), model="oss-20b")).key_id == key["id"]


async def test_personal_organisation_cannot_be_left(ada: PortalUser) -> None:
    path = f"/portal/organizations/{await ada.organization_id()}/members/{await ada.user_id()}"
    assert error_code(await ada.call("DELETE", path)) == (409, "last_owner")
