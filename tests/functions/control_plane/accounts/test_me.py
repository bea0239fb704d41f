"""``/portal/me``: sign-in provisions an account once; plan, limits and allowance."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from functions.control_plane.database.call import call_void_function
from tests.support import session_tokens
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_sign_up_creates_account_organisation_and_plan(portal: Portal, ada: PortalUser) -> None:
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
        {"name": "requests per minute", "scope": "organization", "limit": 20, "seconds": 60},
        {"name": "requests per 5 hours", "scope": "organization", "limit": 100, "seconds": 18_000},
        {"name": "requests per week", "scope": "organization", "limit": 1_000, "seconds": 604_800},
    ]
    age = datetime.now(UTC) - datetime.fromisoformat(me["user"]["created_at"])
    assert timedelta(0) <= age < timedelta(minutes=1)


async def test_first_call_of_new_identity_creates_account(portal: Portal) -> None:
    subject = str(uuid.uuid4())
    newcomer = portal.user_with_claims(
        sub=subject, email="new@example.com", user_metadata={"full_name": "New Comer"}
    )
    me = await newcomer.get("/portal/me")
    assert me["user"]["email"] == "new@example.com"
    assert me["user"]["display_name"] == "New Comer"
    assert me["plan"] == "free"
    again = await newcomer.get("/portal/me")
    assert (again["user"], again["organization"]) == (me["user"], me["organization"])


async def test_wallet_account_has_no_email(portal: Portal) -> None:
    metadata = session_tokens.wallet("0x71C7656EC7ab88b098defB751B7401B5f6d8976F")
    wallet = portal.user_with_claims(sub=str(uuid.uuid4()), email="", user_metadata=metadata)
    me = await wallet.get("/portal/me")
    assert (me["user"]["email"], me["user"]["display_name"]) == (None, "0x71C7…976F")
    assert me["organization"]["name"] == "0x71C7…976F"
    assert (await wallet.get("/portal/profile"))["email"] is None
    members = await wallet.get(f"/portal/organizations/{me['organization']['id']}/members")
    assert [(member["email"], member["display_name"]) for member in members["data"]] == [
        (None, "0x71C7…976F")
    ]
    # As the trigger does for a sign-up with a wallet, which this server does not offer.
    arguments = {"p_user_id": me["user"]["id"], "p_address": "0x71C7656E"}
    await call_void_function(portal.database, "verify_address", arguments)
    assert (await wallet.create_key())["status"] == "active"


async def test_concurrent_first_calls_create_one_account(portal: Portal) -> None:
    subject = str(uuid.uuid4())
    newcomer = portal.user_with_claims(sub=subject, email="many@example.com")
    responses = await asyncio.gather(*(newcomer.get("/portal/me") for _ in range(8)))
    assert len({response["user"]["id"] for response in responses}) == 1
    assert len({response["organization"]["id"] for response in responses}) == 1
    assert len(await portal.rows("users", auth_subject=subject)) == 1


async def test_me_shows_limits_of_current_plan(portal: Portal, ada: PortalUser) -> None:
    organization_id = await ada.organization_id()
    await portal.rpc("change_plan", p_organization_id=organization_id, p_plan="pro")
    me = await ada.get("/portal/me")
    assert me["plan"] == "pro"
    assert [limit["limit"] for limit in me["limits"]] == [120, 5_000, 50_000]


async def test_me_allowance_equals_usage_summary(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    now = datetime.now(UTC)
    await portal.record_requests(
        key, await ada.organization_id(), [{"admitted_at": now - timedelta(hours=1)}] * 3
    )
    me = await ada.get("/portal/me")
    summary = await ada.get("/portal/usage-summary")
    week, summed = (
        [entry for entry in response["allowance"] if entry["name"] == "requests per week"]
        for response in (me, summary)
    )
    assert week == summed
    assert [entry["name"] for entry in me["allowance"]] == [limit["name"] for limit in me["limits"]]
