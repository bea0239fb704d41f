"""Sign-in becomes an account, once; and the caller acts for an organisation they belong to."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.control_plane.portals import Person, Portal
from tests.portal.sessions import tokens

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_sign_up_has_an_account_an_organisation_and_a_plan(portal: Portal, ada: Person) -> None:
    me = await ada.get("/portal/me")
    assert me["user"]["email"] == ada.email
    assert me["user"]["display_name"] == "Ada"
    assert me["user"]["auth_provider"] == "supabase"
    assert me["organization"]["role"] == "owner"
    assert me["organization"]["kind"] == "personal"
    assert me["organization"]["suspended"] is False
    assert me["organizations"] == [me["organization"]]
    assert me["plan"] == "free"
    assert me["limits"] == [
        {"name": "requests per minute", "scope": "key", "limit": 20, "seconds": 60},
        {"name": "requests per 5 hours", "scope": "organization", "limit": 100, "seconds": 18_000},
        {"name": "requests per week", "scope": "organization", "limit": 1_000, "seconds": 604_800},
    ]
    age = datetime.now(UTC) - datetime.fromisoformat(me["user"]["created_at"])
    assert timedelta(0) <= age < timedelta(minutes=1)


async def test_the_first_call_of_an_unseen_identity_makes_the_account(portal: Portal) -> None:
    subject = str(uuid.uuid4())
    newcomer = portal.person_with_token(
        sub=subject, email="new@example.com", user_metadata={"full_name": "New Comer"}
    )
    me = await newcomer.get("/portal/me")
    assert me["user"]["email"] == "new@example.com"
    assert me["user"]["display_name"] == "New Comer"
    assert me["plan"] == "free"
    again = await newcomer.get("/portal/me")
    assert (again["user"], again["organization"]) == (me["user"], me["organization"])


async def test_a_wallet_has_an_account_without_an_address(portal: Portal) -> None:
    metadata = tokens.wallet("0x71C7656EC7ab88b098defB751B7401B5f6d8976F")
    wallet = portal.person_with_token(sub=str(uuid.uuid4()), email="", user_metadata=metadata)
    me = await wallet.get("/portal/me")
    assert (me["user"]["email"], me["user"]["display_name"]) == (None, "0x71C7…976F")
    assert me["organization"]["name"] == "0x71C7…976F"
    assert (await wallet.get("/portal/profile"))["email"] is None
    members = await wallet.get(f"/portal/organizations/{me['organization']['id']}/members")
    assert [(member["email"], member["display_name"]) for member in members["data"]] == [
        (None, "0x71C7…976F")
    ]
    assert (await wallet.make_key())["status"] == "active"


async def test_concurrent_first_calls_make_one_account(portal: Portal) -> None:
    subject = str(uuid.uuid4())
    newcomer = portal.person_with_token(sub=subject, email="many@example.com")
    answers = await asyncio.gather(*(newcomer.get("/portal/me") for _ in range(8)))
    assert len({answer["user"]["id"] for answer in answers}) == 1
    assert len({answer["organization"]["id"] for answer in answers}) == 1
    assert len(await portal.rows("users", auth_subject=subject)) == 1


async def test_a_member_of_several_chooses_by_header(portal: Portal, ada: Person, eve: Person) -> None:
    own, other = await ada.organization_id(), await eve.organization_id()
    ada_id = (await ada.get("/portal/me"))["user"]["id"]
    row = {"organization_id": other, "user_id": ada_id, "role": "member"}
    await portal.database.table("organization_members").insert(row).execute()

    me = await ada.get("/portal/me")
    assert me["organization"]["id"] == own
    assert {entry["id"] for entry in me["organizations"]} == {own, other}

    me = await ada.get("/portal/me", headers={"x-organization-id": other.upper()})
    assert me["organization"]["id"] == other
    assert me["organization"]["role"] == "member"
    assert [entry["id"] for entry in me["organizations"]] == [other, own]


async def test_another_plan_shows_its_own_limits(portal: Portal, ada: Person) -> None:
    organization_id = await ada.organization_id()
    await portal.rpc("change_plan", p_organization_id=organization_id, p_plan="pro")
    me = await ada.get("/portal/me")
    assert me["plan"] == "pro"
    assert [limit["limit"] for limit in me["limits"]] == [120, 5_000, 50_000]


async def test_where_the_limits_stand_is_told_as_in_a_summary(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    now = datetime.now(UTC)
    await portal.use(key, await ada.organization_id(), [{"admitted_at": now - timedelta(hours=1)}] * 3)
    me = await ada.get("/portal/me")
    summary = await ada.get("/portal/usage-summary")
    week, summed = (
        [entry for entry in answer["allowance"] if entry["name"] == "requests per week"]
        for answer in (me, summary)
    )
    assert week == summed
    assert [entry["name"] for entry in me["allowance"]] == [limit["name"] for limit in me["limits"]]


async def test_a_suspended_user_is_out(portal: Portal, ada: Person) -> None:
    user_id = (await ada.get("/portal/me"))["user"]["id"]
    now = datetime.now(UTC).isoformat()
    await portal.database.table("users").update({"suspended_at": now}).eq("id", user_id).execute()
    answer = await ada.call("GET", "/portal/me")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "permission_denied"


async def test_the_session_of_another_project_is_refused(portal: Portal, ada: Person) -> None:
    for person in (
        portal.person_with_token(sub=str(uuid.uuid4()), iss="https://other.example/auth/v1"),
        portal.person_with_token(sub=str(uuid.uuid4()), aud="other"),
        portal.person_with_token(),
        Person(portal.supabase.keys.secret, "", portal.client),
        Person(portal.supabase.keys.publishable, "", portal.client),
    ):
        answer = await person.call("GET", "/portal/me")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["error"]["code"] == "invalid_session"
