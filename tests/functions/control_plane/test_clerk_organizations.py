"""Organisations at Clerk: mirrored by one of ours, and a person's for as long as their token says so."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from tests.functions.control_plane.clerk import ClerkPortal
from tests.functions.control_plane.portals import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class AtClerk:
    """An organisation there, and tokens of people whose session is for it."""

    clerk: ClerkPortal
    id: str = field(default_factory=lambda: f"org_{uuid.uuid4().hex}")

    def person(self, subject: str | None = None, role: str = "member") -> Person:
        return self.clerk.person(subject, o={"id": self.id, "slg": "acme", "rol": role})

    def person_of_version_1(self, subject: str, role: str) -> Person:
        version_1 = {"v": None, "org_id": self.id, "org_slug": "acme", "org_role": role}
        return self.clerk.person(subject, **version_1)

    async def audited(self, organization_id: str) -> list[tuple[str, Any]]:
        rows = await self.clerk.portal.rows("audit_log", organization_id=organization_id, actor="clerk")
        return [(row["action"], row["after"]) for row in sorted(rows, key=lambda row: int(row["id"]))]


@pytest_asyncio.fixture(loop_scope="session")
async def acme(clerk: ClerkPortal) -> AtClerk:
    return AtClerk(clerk)


def subject() -> str:
    return f"user_{uuid.uuid4().hex}"


async def test_it_is_mirrored_once_with_everybody_in_their_role(acme: AtClerk) -> None:
    subjects = [subject() for _ in range(3)]
    answers = await asyncio.gather(
        *(acme.person(person, "admin").get("/portal/me") for person in subjects[:1] * 4),
        *(acme.person(person).get("/portal/me") for person in subjects[1:] * 2),
    )
    (organization_id,) = {answer["organization"]["id"] for answer in answers}
    assert {answer["organization"]["name"] for answer in answers} == {"acme"}
    assert {answer["organization"]["members_managed_in"] for answer in answers} == {"clerk"}
    assert {answer["plan"] for answer in answers} == {"free"}
    assert [answer["organization"]["role"] for answer in answers] == ["owner"] * 4 + ["member"] * 4
    assert [entry["kind"] for entry in answers[0]["organizations"]] == ["team", "personal"]
    path = f"/portal/organizations/{organization_id}/members"
    members = (await acme.person(subjects[1]).get(path))["data"]
    assert sorted(member["role"] for member in members) == ["member", "member", "owner"]
    actions = [action for action, _ in await acme.audited(organization_id)]
    assert sorted(actions) == ["member.joined"] * 3 + ["organization.created"]


async def test_both_versions_of_tokens_name_the_same_one(acme: AtClerk) -> None:
    ada = subject()
    new = (await acme.person(ada, "admin").get("/portal/me"))["organization"]
    old = (await acme.person_of_version_1(ada, "org:admin").get("/portal/me"))["organization"]
    assert old == new
    assert old["role"] == "owner"


async def test_a_changed_role_follows(acme: AtClerk) -> None:
    ada = subject()
    roles = [
        (await acme.person(ada, role).get("/portal/me"))["organization"]["role"]
        for role in ("admin", "billing", "billing", "admin")
    ]
    assert roles == ["owner", "member", "member", "owner"]
    _, *audited = await acme.audited(await acme.person(ada, "admin").organization_id())
    assert [after for _, after in audited] == [
        {"role": "owner"}, {"role": "member"}, {"role": "owner"},
    ]  # fmt: skip


async def test_it_is_theirs_while_their_token_says_so(acme: AtClerk) -> None:
    """Whoever is removed at Clerk, or switches there, gets tokens that do not name it any more."""
    ada, other = subject(), AtClerk(acme.clerk)
    inside = acme.person(ada, "admin")
    key = await inside.make_key()
    organization_id = await inside.organization_id()
    for outside, acts_for in ((acme.clerk.person(ada), "personal"), (other.person(ada, "admin"), "team")):
        me = await outside.get("/portal/me")
        assert organization_id not in [entry["id"] for entry in me["organizations"]]
        assert me["organization"]["kind"] == acts_for
        assert (await outside.get("/portal/api-keys"))["data"] == []
        for method, path in (
            ("GET", f"/portal/organizations/{organization_id}/members"),
            ("PATCH", f"/portal/organizations/{organization_id}"),
            ("DELETE", f"/portal/api-keys/{key['id']}"),
        ):
            answer = await outside.call(method, path, json={"name": "mine"} if method == "PATCH" else None)
            assert answer.status_code == 404, path
        named = await outside.call("GET", "/portal/me", headers={"x-organization-id": organization_id})
        assert named.status_code == 404
    assert [entry["id"] for entry in (await inside.get("/portal/api-keys"))["data"]] == [key["id"]]


async def test_without_one_they_have_their_own_and_can_switch_to_it(acme: AtClerk) -> None:
    ada = subject()
    own = (await acme.clerk.person(ada).get("/portal/me"))["organization"]
    assert (own["kind"], own["members_managed_in"]) == ("personal", "portal")
    inside = acme.person(ada)
    assert (await inside.get("/portal/me"))["organization"]["id"] != own["id"]
    switched = await inside.get("/portal/me", headers={"x-organization-id": own["id"]})
    assert switched["organization"]["id"] == own["id"]


async def test_its_members_are_changed_at_clerk_only(acme: AtClerk) -> None:
    owner, member = acme.person(role="admin"), acme.person()
    organization_id = await owner.organization_id()
    user_id = (await member.get("/portal/me"))["user"]["id"]
    path = f"/portal/organizations/{organization_id}"
    for method, what, body in (
        ("POST", "invitations", {"email": "new@example.com"}),
        ("PATCH", f"members/{user_id}", {"role": "admin"}),
        ("DELETE", f"members/{user_id}", None),
    ):
        answer = await owner.call(method, f"{path}/{what}", json=body)
        assert answer.status_code == 409, answer.text
        assert "managed in Clerk" in answer.json()["error"]["message"]
    assert (await member.get("/portal/me"))["organization"]["role"] == "member"
    assert (await owner.call("PATCH", path, json={"name": "Acme Inc."})).status_code == 200
    assert (await member.get("/portal/me"))["organization"]["name"] == "Acme Inc."


async def test_teams_of_ours_stay_theirs_whatever_the_session_is_for(acme: AtClerk) -> None:
    ada = subject()
    team = await acme.clerk.person(ada).call("POST", "/portal/organizations", json={"name": "ours"})
    me = await acme.person(ada).get("/portal/me")
    assert [entry["name"] for entry in me["organizations"]] == ["acme", "Personal", "ours"]
    assert team.json()["members_managed_in"] == "portal"


async def test_who_is_erased_leaves_it_and_the_last_one_closes_it(acme: AtClerk) -> None:
    owner, member = acme.person(role="admin"), acme.person()
    organization_id = await owner.organization_id()
    key = await owner.make_key()
    await acme.clerk.portal.use(key, organization_id, [{}])
    await member.get("/portal/me")
    assert (await owner.get("/portal/account/export"))["usage_by_day"] == []
    left = (await owner.call("DELETE", "/portal/account")).json()
    assert organization_id not in left["closed_organizations"]
    assert (await member.get("/portal/me"))["organization"]["id"] == organization_id
    closed = (await member.call("DELETE", "/portal/account")).json()
    assert organization_id in closed["closed_organizations"]
    assert closed["revoked_keys"] == 1
    assert (await member.call("GET", "/portal/me")).status_code == 401
    next_one = await acme.person(role="admin").get("/portal/me")
    assert next_one["organization"]["id"] != organization_id
    assert next_one["organization"]["suspended"] is False
