"""Create and rename organisations."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_new_team_has_owner_and_plan(portal: Portal, team: Team, ada: PortalUser) -> None:
    me = await ada.get("/portal/me", headers={"x-organization-id": team.id})
    assert me["plan"] == "free"
    assert (me["organization"]["name"], me["organization"]["kind"]) == ("Analytical Engines", "team")
    assert me["organization"]["role"] == "owner"
    assert [entry["kind"] for entry in (await ada.get("/portal/organizations"))["data"]] == [
        "personal",
        "team",
    ]
    (entry,) = await team.audit_entries("organization.created")
    assert (entry["actor_type"], entry["actor"]) == ("user", await ada.user_id())


async def test_retry_with_idempotency_key_creates_one_team(ada: PortalUser, eve: PortalUser) -> None:
    headers = {"idempotency-key": "the same for both"}
    responses = [
        await user.call("POST", "/portal/organizations", json={"name": "once"}, headers=headers)
        for user in (ada, ada, eve)
    ]
    assert [response.status_code for response in responses] == [201, 201, 201]
    assert responses[0].json() == responses[1].json()
    assert responses[0].json()["id"] != responses[2].json()["id"]
    assert len((await ada.get("/portal/organizations"))["data"]) == 2
    other = await ada.call("POST", "/portal/organizations", json={"name": "other"}, headers=headers)
    assert other.status_code == 422


async def test_keys_belong_to_the_team(team: Team, ada: PortalUser) -> None:
    headers = {"x-organization-id": team.id}
    created = await ada.call("POST", "/portal/api-keys", json={"name": "team key"}, headers=headers)
    assert created.status_code == 201
    assert (await ada.get("/portal/api-keys"))["data"] == []
    assert len((await ada.get("/portal/api-keys", headers=headers))["data"]) == 1


async def test_number_of_teams_per_user_is_limited(portal: Portal) -> None:
    small = Portal(portal.supabase, max_organizations_per_user=2)
    try:
        ada = await small.sign_up()
        responses = await asyncio.gather(
            *(ada.call("POST", "/portal/organizations", json={"name": f"team {n}"}) for n in range(6))
        )
        assert sorted(response.status_code for response in responses) == [201, 201, 409, 409, 409, 409]
        assert {error_code(response) for response in responses if response.status_code != 201} == {
            (409, "too_many")
        }
    finally:
        await small.close()


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b", "a\nb", 5, None])
async def test_invalid_name_is_422(ada: PortalUser, name: object) -> None:
    response = await ada.call("POST", "/portal/organizations", json={"name": name})
    assert error_code(response) == (422, "unprocessable_request")
    assert response.json()["error"]["param"] == "name"


async def test_owners_and_admins_can_rename(team: Team, ada: PortalUser) -> None:
    admin, member = await team.join("Grace", "admin"), await team.join("Mo", "member")
    for user in (ada, admin):
        response = await user.call("PATCH", team.path, json={"name": "New name"})
        assert response.status_code == 200
        assert response.json()["name"] == "New name"
    assert error_code(await member.call("PATCH", team.path, json={"name": "Mine"})) == (
        403,
        "permission_denied",
    )
    (entry,) = await team.audit_entries("organization.renamed")  # the second time nothing changed
    assert (entry["before"], entry["after"]) == ({"name": "Analytical Engines"}, {"name": "New name"})
    assert entry["request_id"].startswith("req_")
