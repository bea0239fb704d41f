"""List API keys with their usage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from portal.keys.sliding_window import SlidingWindows
from portal.keys.supabase_records import SupabaseKeyRecords
from portal.keys.warm_up import SupabaseRequestHistory, WarmUpRecords
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_portal_shows_counts_of_a_restarted_gateway(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(minutes=2), timedelta(hours=6), timedelta(days=6)]
    await portal.record_requests(
        key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages]
    )
    windows = SlidingWindows()
    past = SupabaseRequestHistory(portal.gateway_database)
    records = WarmUpRecords(SupabaseKeyRecords(portal.gateway_database), past, windows)
    restarted = LocalKeyVerifier(KeyLookup(records, KeyHasher(PEPPER)), windows=windows)
    principal = await restarted.verify(present_key(key["key"]), model=None)
    counted = {window.name: window.used for window in principal.windows if window.scope == "organization"}
    summary = await ada.get("/portal/usage-summary")
    shown = {
        entry["name"]: entry["used"] for entry in summary["allowance"] if entry["scope"] == "organization"
    }
    assert counted == shown
    assert counted["requests per week"] >= 2


async def test_keys_are_listed_newest_first(ada: PortalUser) -> None:
    created = [(await ada.create_key(name))["id"] for name in ("one", "two", "three")]
    response = await ada.get("/portal/api-keys")
    assert [key["id"] for key in response["data"]] == created[::-1]
    assert response["allowance"] == {"name": "keys per organization", "limit": 50, "used": 3}


async def test_keys_are_listed_with_requests_of_a_week(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    used, idle = await ada.create_key("used"), await ada.create_key("idle")
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(days=6), timedelta(days=8)]
    await portal.record_requests(
        used, await ada.organization_id(), [{"admitted_at": now - age} for age in ages]
    )
    await portal.record_requests(await eve.create_key(), await eve.organization_id(), [{}])
    listed = {key["id"]: key["requests_7d"] for key in (await ada.get("/portal/api-keys"))["data"]}
    assert listed == {used["id"]: 2, idle["id"]: 0}
    (summed,) = (await ada.get("/portal/usage-summary", params={"range": "7d"}))["by_key"]
    assert listed[summed["key_id"]] == summed["requests"]


async def test_expired_key_is_listed_as_expired(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    await portal.database.table("api_keys").update({"expires_at": past}).eq("id", key["id"]).execute()
    response = await ada.get("/portal/api-keys")
    assert response["data"][0]["status"] == "expired"
    assert response["allowance"]["used"] == 0
