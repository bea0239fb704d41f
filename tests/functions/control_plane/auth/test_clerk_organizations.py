"""Organisations at Clerk: mirrored here, and available while the session token claims them."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from tests.support.control_plane.clerk import ClerkPortal, new_subject
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class ClerkOrganization:
    """An organisation at Clerk, with sessions of its members."""

    clerk: ClerkPortal
    id: str = field(default_factory=lambda: f"org_{uuid.uuid4().hex}")

    def user(self, subject: str | None = None, role: str = "member") -> PortalUser:
        """Return a member with a session for this organisation."""
        return self.clerk.user(subject, o={"id": self.id, "slg": "acme", "rol": role})

    def user_of_version_1(self, subject: str, role: str) -> PortalUser:
        version_1 = {"v": None, "org_id": self.id, "org_slug": "acme", "org_role": role}
        return self.clerk.user(subject, **version_1)

    async def audit_entries(self, organization_id: str) -> list[tuple[str, Any]]:
        rows = await self.clerk.portal.rows("audit_log", organization_id=organization_id, actor="clerk")
        return [(row["action"], row["after"]) for row in sorted(rows, key=lambda row: int(row["id"]))]


@pytest_asyncio.fixture(loop_scope="session")
async def acme(clerk: ClerkPortal) -> ClerkOrganization:
    return ClerkOrganization(clerk)


async def test_organisation_is_mirrored_once_with_its_members(acme: ClerkOrganization) -> None:
    subjects = [new_subject() for _ in range(3)]
    responses = await asyncio.gather(
        *(acme.user(user, "admin").get("/portal/me") for user in subjects[:1] * 4),
        *(acme.user(user).get("/portal/me") for user in subjects[1:] * 2),
    )
    (organization_id,) = {response["organization"]["id"] for response in responses}
    assert {response["organization"]["name"] for response in responses} == {"acme"}
    assert {response["organization"]["members_managed_in"] for response in responses} == {"clerk"}
    assert {response["plan"] for response in responses} == {"free"}
    assert [response["organization"]["role"] for response in responses] == ["owner"] * 4 + ["member"] * 4
    assert [entry["kind"] for entry in responses[0]["organizations"]] == ["team", "personal"]
    path = f"/portal/organizations/{organization_id}/members"
    members = (await acme.user(subjects[1]).get(path))["data"]
    assert sorted(member["role"] for member in members) == ["member", "member", "owner"]
    actions = [action for action, _ in await acme.audit_entries(organization_id)]
    assert sorted(actions) == ["member.joined"] * 3 + ["organization.created"]


async def test_both_token_versions_claim_same_organisation(acme: ClerkOrganization) -> None:
    ada = new_subject()
    new = (await acme.user(ada, "admin").get("/portal/me"))["organization"]
    old = (await acme.user_of_version_1(ada, "org:admin").get("/portal/me"))["organization"]
    assert old == new
    assert old["role"] == "owner"


async def test_changed_role_is_applied(acme: ClerkOrganization) -> None:
    ada = new_subject()
    roles = [
        (await acme.user(ada, role).get("/portal/me"))["organization"]["role"]
        for role in ("admin", "billing", "billing", "admin")
    ]
    assert roles == ["owner", "member", "member", "owner"]
    _, *audited = await acme.audit_entries(await acme.user(ada, "admin").organization_id())
    assert [after for _, after in audited] == [
        {"role": "owner"}, {"role": "member"}, {"role": "owner"},
    ]  # fmt: skip


async def test_organisation_is_available_while_token_claims_it(acme: ClerkOrganization) -> None:
    """After a removal or a switch at Clerk, the user's tokens no longer claim it."""
    ada, other = new_subject(), ClerkOrganization(acme.clerk)
    inside = acme.user(ada, "admin")
    key = await inside.create_key()
    organization_id = await inside.organization_id()
    for outside, acts_for in ((acme.clerk.user(ada), "personal"), (other.user(ada, "admin"), "team")):
        me = await outside.get("/portal/me")
        assert organization_id not in [entry["id"] for entry in me["organizations"]]
        assert me["organization"]["kind"] == acts_for
        assert (await outside.get("/portal/api-keys"))["data"] == []
        for method, path in (
            ("GET", f"/portal/organizations/{organization_id}/members"),
            ("PATCH", f"/portal/organizations/{organization_id}"),
            ("DELETE", f"/portal/api-keys/{key['id']}"),
        ):
            response = await outside.call(method, path, json={"name": "mine"} if method == "PATCH" else None)
            assert response.status_code == 404, path
        named = await outside.call("GET", "/portal/me", headers={"x-organization-id": organization_id})
        assert named.status_code == 404
    assert [entry["id"] for entry in (await inside.get("/portal/api-keys"))["data"]] == [key["id"]]


async def test_header_switches_to_personal_organisation(acme: ClerkOrganization) -> None:
    ada = new_subject()
    own = (await acme.clerk.user(ada).get("/portal/me"))["organization"]
    assert (own["kind"], own["members_managed_in"]) == ("personal", "portal")
    inside = acme.user(ada)
    assert (await inside.get("/portal/me"))["organization"]["id"] != own["id"]
    switched = await inside.get("/portal/me", headers={"x-organization-id": own["id"]})
    assert switched["organization"]["id"] == own["id"]


async def test_members_cannot_be_changed_in_the_portal(acme: ClerkOrganization) -> None:
    owner, member = acme.user(role="admin"), acme.user()
    organization_id = await owner.organization_id()
    user_id = await member.user_id()
    path = f"/portal/organizations/{organization_id}"
    for method, what, body in (
        ("POST", "invitations", {"email": "new@example.com"}),
        ("PATCH", f"members/{user_id}", {"role": "admin"}),
        ("DELETE", f"members/{user_id}", None),
    ):
        response = await owner.call(method, f"{path}/{what}", json=body)
        assert response.status_code == 409, response.text
        assert "managed in Clerk" in response.json()["error"]["message"]
    assert (await member.get("/portal/me"))["organization"]["role"] == "member"
    assert (await owner.call("PATCH", path, json={"name": "Acme Inc."})).status_code == 200
    assert (await member.get("/portal/me"))["organization"]["name"] == "Acme Inc."


async def test_portal_teams_are_available_in_every_session(acme: ClerkOrganization) -> None:
    ada = new_subject()
    team = await acme.clerk.user(ada).call("POST", "/portal/organizations", json={"name": "ours"})
    me = await acme.user(ada).get("/portal/me")
    assert [entry["name"] for entry in me["organizations"]] == ["acme", ada, "ours"]
    assert team.json()["members_managed_in"] == "portal"


async def test_deletion_of_last_member_closes_organisation(acme: ClerkOrganization) -> None:
    owner, member = acme.user(role="admin"), acme.user()
    organization_id = await owner.organization_id()
    key = await owner.create_key()
    await acme.clerk.portal.record_requests(key, organization_id, [{}])
    await member.get("/portal/me")
    assert (await owner.get("/portal/account/export"))["usage_by_day"] == []
    left = (await owner.call("DELETE", "/portal/account")).json()
    assert organization_id not in left["closed_organizations"]
    assert (await member.get("/portal/me"))["organization"]["id"] == organization_id
    closed = (await member.call("DELETE", "/portal/account")).json()
    assert organization_id in closed["closed_organizations"]
    assert closed["revoked_keys"] == 1
    assert (await member.call("GET", "/portal/me")).status_code == 401
    next_one = await acme.user(role="admin").get("/portal/me")
    assert next_one["organization"]["id"] != organization_id
    assert next_one["organization"]["suspended"] is False
