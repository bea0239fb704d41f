"""Teams: who may do what to whom, invitations that work once, and always an owner."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.functions.control_plane.portals import Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Team:
    def __init__(self, portal: Portal, owner: Person, organization_id: str) -> None:
        self.portal = portal
        self.owner = owner
        self.id = organization_id
        self.path = f"/portal/organizations/{organization_id}"

    async def invite(self, by: Person, email: str, role: str = "member") -> httpx.Response:
        return await by.call("POST", f"{self.path}/invitations", json={"email": email, "role": role})

    async def join(self, name: str, role: str) -> Person:
        """Somebody new, invited by the owner, who accepted."""
        person = await self.portal.sign_up(name)
        token = (await self.invite(self.owner, person.email, role)).json()["token"]
        answer = await person.call("POST", "/portal/invitations/accept", json={"token": token})
        assert answer.json() == {"organization_id": self.id, "accepted": True}
        return person

    async def roles(self) -> dict[str, str]:
        members = await self.owner.get(f"{self.path}/members")
        return {member["email"]: member["role"] for member in members["data"]}

    async def set_role(self, by: Person, of: Person, role: str) -> httpx.Response:
        path = f"{self.path}/members/{await id_of(of)}"
        return await by.call("PATCH", path, json={"role": role})

    async def remove(self, by: Person, whom: Person) -> httpx.Response:
        return await by.call("DELETE", f"{self.path}/members/{await id_of(whom)}")

    async def audited(self, action: str) -> list[dict[str, Any]]:
        return await self.portal.rows("audit_log", organization_id=self.id, action=action)


async def id_of(person: Person) -> str:
    return str((await person.get("/portal/me"))["user"]["id"])


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@pytest_asyncio.fixture(loop_scope="session")
async def team(portal: Portal, ada: Person) -> Team:
    answer = await ada.call("POST", "/portal/organizations", json={"name": " Analytical Engines "})
    assert answer.status_code == 201, answer.text
    return Team(portal, ada, answer.json()["id"])


async def test_a_team_is_made_with_its_owner_and_a_plan(portal: Portal, team: Team, ada: Person) -> None:
    me = await ada.get("/portal/me", headers={"x-organization-id": team.id})
    assert me["plan"] == "free"
    assert (me["organization"]["name"], me["organization"]["kind"]) == ("Analytical Engines", "team")
    assert me["organization"]["role"] == "owner"
    assert [entry["kind"] for entry in (await ada.get("/portal/organizations"))["data"]] == [
        "personal",
        "team",
    ]
    (entry,) = await team.audited("organization.created")
    assert (entry["actor_type"], entry["actor"]) == ("user", await id_of(ada))


async def test_a_team_is_made_once_under_an_idempotency_key(ada: Person, eve: Person) -> None:
    headers = {"idempotency-key": "the same for both"}
    answers = [
        await person.call("POST", "/portal/organizations", json={"name": "once"}, headers=headers)
        for person in (ada, ada, eve)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["id"] != answers[2].json()["id"]
    assert len((await ada.get("/portal/organizations"))["data"]) == 2
    other = await ada.call("POST", "/portal/organizations", json={"name": "other"}, headers=headers)
    assert other.status_code == 422


async def test_keys_of_a_team_are_the_teams(team: Team, ada: Person) -> None:
    headers = {"x-organization-id": team.id}
    made = await ada.call("POST", "/portal/api-keys", json={"name": "team key"}, headers=headers)
    assert made.status_code == 201
    assert (await ada.get("/portal/api-keys"))["data"] == []
    assert len((await ada.get("/portal/api-keys", headers=headers))["data"]) == 1


async def test_a_user_makes_so_many_teams_and_no_more(portal: Portal) -> None:
    small = Portal(portal.supabase, max_organizations_per_user=2)
    try:
        ada = await small.sign_up()
        answers = await asyncio.gather(
            *(ada.call("POST", "/portal/organizations", json={"name": f"team {n}"}) for n in range(6))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
        assert {code_of(answer) for answer in answers if answer.status_code != 201} == {(409, "too_many")}
    finally:
        await small.close()


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b", "a\nb", 5, None])
async def test_a_name_that_cannot_be_shown_is_refused(ada: Person, name: object) -> None:
    answer = await ada.call("POST", "/portal/organizations", json={"name": name})
    assert code_of(answer) == (422, "unprocessable_request")
    assert answer.json()["error"]["param"] == "name"


async def test_owners_and_admins_rename(team: Team, ada: Person) -> None:
    admin, member = await team.join("Grace", "admin"), await team.join("Mo", "member")
    for person in (ada, admin):
        answer = await person.call("PATCH", team.path, json={"name": "New name"})
        assert answer.status_code == 200
        assert answer.json()["name"] == "New name"
    assert code_of(await member.call("PATCH", team.path, json={"name": "Mine"})) == (403, "permission_denied")
    (entry,) = await team.audited("organization.renamed")  # the second time nothing changed
    assert (entry["before"], entry["after"]) == ({"name": "Analytical Engines"}, {"name": "New name"})
    assert entry["request_id"].startswith("req_")


async def test_an_invitation_is_looked_at_accepted_once_and_stored_as_a_hash(
    portal: Portal, team: Team, ada: Person, eve: Person
) -> None:
    invited = (await team.invite(ada, f" {eve.email.upper()} ", "admin")).json()
    assert invited["email"] == eve.email
    listed = (await ada.get(f"{team.path}/invitations"))["data"]
    assert listed == [{name: value for name, value in invited.items() if name != "token"}]
    assert invited["token"] not in repr(await portal.rows("organization_invitations", id=invited["id"]))
    assert invited["token"] not in repr(await team.audited("invitation.created"))

    token = {"token": invited["token"]}
    preview = await eve.call("POST", "/portal/invitations/preview", json=token)
    assert (preview.json()["organization_name"], preview.json()["role"]) == ("Analytical Engines", "admin")
    answers = await asyncio.gather(
        *(eve.call("POST", "/portal/invitations/accept", json=token) for _ in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
    assert await team.roles() == {ada.email: "owner", eve.email: "admin"}
    for action in ("preview", "accept", "decline"):
        assert (await eve.call("POST", f"/portal/invitations/{action}", json=token)).status_code == 404
    assert len(await team.audited("invitation.accepted")) == 1
    assert (await ada.get(f"{team.path}/invitations"))["data"] == []


async def test_an_invitation_is_for_one_address(portal: Portal, team: Team, ada: Person, eve: Person) -> None:
    token = {"token": (await team.invite(ada, "grace@example.com")).json()["token"]}
    wallet = portal.person_with_token(sub=str(uuid.uuid4()))
    for person in (eve, wallet):
        for action in ("preview", "accept", "decline"):
            answer = await person.call("POST", f"/portal/invitations/{action}", json=token)
            assert code_of(answer) == (403, "permission_denied")
    assert len((await ada.get(f"{team.path}/invitations"))["data"]) == 1


async def test_declined_withdrawn_replaced_and_expired_invitations_are_dead(
    portal: Portal, team: Team, ada: Person, eve: Person
) -> None:
    dead = []
    endings = {
        "decline": "was declined already",
        "withdraw": "was withdrawn already",
        "replace": "was withdrawn already",
        "expire": "has expired",
    }
    for end in endings:
        invited = (await team.invite(ada, eve.email)).json()
        dead.append(invited["token"])
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
    for token, told in zip(dead, endings.values(), strict=True):
        for action in ("accept", "preview"):
            answer = await eve.call("POST", f"/portal/invitations/{action}", json={"token": token})
            assert answer.status_code == 404
            assert answer.json()["error"]["param"] == "token"
        assert told in answer.json()["error"]["message"]
    assert await team.roles() == {ada.email: "owner"}


async def test_who_may_invite_whom(portal: Portal, team: Team, ada: Person) -> None:
    admin, member = await team.join("Grace", "admin"), await team.join("Mo", "member")
    for by, role, status in (
        (ada, "owner", 201), (ada, "admin", 201), (admin, "admin", 201), (admin, "member", 201),
        (admin, "owner", 403), (member, "member", 403),
    ):  # fmt: skip
        answer = await team.invite(by, f"{uuid.uuid4().hex}@example.com", role)
        assert answer.status_code == status, (role, answer.text)
    assert code_of(await member.call("GET", f"{team.path}/invitations")) == (403, "permission_denied")
    assert code_of(await team.invite(ada, member.email)) == (409, "conflict")
    assert (await team.invite(ada, "no address")).status_code == 422
    assert (await team.invite(ada, "new@example.com", "god")).status_code == 422


async def test_nobody_is_invited_into_a_personal_organisation(ada: Person) -> None:
    path = f"/portal/organizations/{await ada.organization_id()}/invitations"
    answer = await ada.call("POST", path, json={"email": "grace@example.com"})
    assert code_of(answer) == (409, "conflict")
    assert "personal" in answer.json()["error"]["message"] or "own" in answer.json()["error"]["message"]


async def test_an_invitation_is_made_once_under_an_idempotency_key(
    team: Team, ada: Person, eve: Person
) -> None:
    headers = {"idempotency-key": str(uuid.uuid4())}

    async def invite(email: str) -> httpx.Response:
        path = f"{team.path}/invitations"
        return await ada.call("POST", path, headers=headers, json={"email": email})

    first, again = await invite(eve.email), await invite(eve.email)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json() | {"token": None}
    assert again.headers["idempotent-replayed"] == "true"
    assert len(await team.audited("invitation.created")) == 1
    assert first.json()["token"] not in str(await team.portal.rows("idempotent_creates"))
    assert (await invite("other@example.com")).status_code == 422
    elsewhere = (await ada.call("POST", "/portal/organizations", json={"name": "other"})).json()["id"]
    path = f"/portal/organizations/{elsewhere}/invitations"
    answer = await ada.call("POST", path, headers=headers, json={"email": eve.email})
    assert code_of(answer) == (422, "unprocessable_request")
    accepted = await eve.call("POST", "/portal/invitations/accept", json={"token": first.json()["token"]})
    assert accepted.status_code == 200


async def test_an_invitation_that_a_dead_try_left_is_taken_over(team: Team, ada: Person) -> None:
    invitation_id, actor = str(uuid.uuid4()), await id_of(ada)
    for token_hash in ("left behind", "told"):
        made = await team.portal.rpc(
            "invite_member", p_id=invitation_id, p_organization_id=team.id, p_actor=actor,
            p_email="new@example.com", p_role="member", p_token_hash=token_hash, p_most=5,
            p_expires_at="2099-01-01T00:00:00Z", p_request_id="req_test",
        )  # fmt: skip
        assert (made["outcome"], made["id"]) == ("done", invitation_id)
    (row,) = await team.portal.rows("organization_invitations", organization_id=team.id)
    assert (row["id"], row["token_hash"], row["state"]) == (invitation_id, "told", "open")
    assert len(await team.audited("invitation.created")) == 1


async def test_a_team_has_so_many_members_and_invitations(portal: Portal) -> None:
    small = Portal(portal.supabase, max_members_per_organization=2)
    try:
        ada = await small.sign_up()
        made = await ada.call("POST", "/portal/organizations", json={"name": "small"})
        team = Team(small, ada, made.json()["id"])
        answers = await asyncio.gather(*(team.invite(ada, f"n{n}@example.com") for n in range(3)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    finally:
        await small.close()


async def test_who_may_change_whose_role(team: Team, ada: Person) -> None:
    admin, other = await team.join("Grace", "admin"), await team.join("Alan", "admin")
    member = await team.join("Mo", "member")
    for by, of, role, status in (
        (admin, member, "admin", 200), (admin, other, "member", 200), (admin, other, "owner", 403),
        (admin, ada, "member", 403), (other, admin, "member", 403), (other, other, "admin", 403),
        (ada, admin, "owner", 200), (admin, ada, "member", 200), (ada, admin, "member", 403),
    ):  # fmt: skip
        answer = await team.set_role(by, of, role)
        assert answer.status_code == status, (role, answer.text)
        if status == 200:
            assert answer.json()["role"] == role
    assert len(await team.audited("member.role_changed")) == 4


async def test_a_team_always_has_an_owner(team: Team, ada: Person) -> None:
    for answer in (await team.set_role(ada, ada, "member"), await team.remove(ada, ada)):
        assert code_of(answer) == (409, "last_owner")
        assert answer.json()["error"]["hint"]
    second = await team.join("Grace", "owner")
    answers = await asyncio.gather(team.remove(ada, ada), team.remove(second, second))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_who_may_remove_whom(team: Team, ada: Person) -> None:
    admin, other = await team.join("Grace", "admin"), await team.join("Alan", "admin")
    member, leaver = await team.join("Mo", "member"), await team.join("Lee", "member")
    assert (await team.remove(member, leaver)).status_code == 403
    assert (await team.remove(admin, ada)).status_code == 403
    assert (await team.remove(leaver, leaver)).status_code == 200
    assert (await team.remove(admin, member)).status_code == 200
    assert (await team.remove(admin, other)).status_code == 200
    assert await team.roles() == {ada.email: "owner", admin.email: "admin"}
    assert len(await team.audited("member.left")) == 1
    assert len(await team.audited("member.removed")) == 2
    headers = {"x-organization-id": team.id}
    assert (await member.call("GET", "/portal/me", headers=headers)).status_code == 404


async def test_what_a_former_member_made_is_told_and_their_invitations_end(
    team: Team, ada: Person, eve: Person
) -> None:
    admin = await team.join("Grace", "admin")
    headers = {"x-organization-id": team.id}
    await admin.call("POST", "/portal/api-keys", json={"name": "ci"}, headers=headers)
    token = (await team.invite(admin, eve.email)).json()["token"]
    answer = await team.remove(ada, admin)
    assert answer.json()["keys_in_force"] == 1
    accept = await eve.call("POST", "/portal/invitations/accept", json={"token": token})
    assert accept.status_code == 404


async def test_a_personal_organisation_cannot_be_left(ada: Person) -> None:
    path = f"/portal/organizations/{await ada.organization_id()}/members/{await id_of(ada)}"
    assert code_of(await ada.call("DELETE", path)) == (409, "last_owner")
