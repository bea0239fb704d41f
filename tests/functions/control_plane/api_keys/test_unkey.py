"""Unkey as key service: a key works at the gateway until it is revoked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.configuration.json_setting import ConfigurationError
from portal.errors import (
    InvalidKey,
)
from portal.keys.presented_key import present_key
from tests.support.control_plane.unkey import UnkeyPortal, open_unkey_portal
from tests.support.database.supabase import SupabaseProject
from tests.support.unkey.server import Unkey, UnkeyBehaviour

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: SupabaseProject) -> AsyncIterator[UnkeyPortal]:
    async with open_unkey_portal(supabase) as portal:
        yield portal


async def test_new_key_works_within_limits_of_plan(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    created = await ada.create_key("first")
    principal = await portal.unkey_verifier.verify(present_key(created["key"]), model="oss-20b")
    assert (principal.key_id, principal.plan) == (created["id"], "free")
    assert principal.organization_id == await ada.organization_id()
    assert [(window.name, window.limit) for window in principal.windows] == [
        ("requests per minute", 20),
        ("requests per 5 hours", 100),
        ("requests per week", 1_000),
    ]
    (row,) = await portal.rows("api_keys", id=created["id"])
    assert row["issuer"] == "unkey"
    assert row["issuer_key_id"] in portal.unkey.store.keys
    assert row["secret_hash"] is None
    assert created["key"] not in str(row)


async def test_revoked_key_is_refused(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    created = await ada.create_key()
    await portal.unkey_verifier.verify(present_key(created["key"]), model="oss-20b")
    response = await ada.call("DELETE", f"/portal/api-keys/{created['id']}")
    assert response.status_code < 300
    with pytest.raises(InvalidKey):
        await portal.unkey_verifier.verify(present_key(created["key"]), model="oss-20b")
    assert created["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]


async def test_revocation_applies_while_unkey_is_down(
    portal: UnkeyPortal,
) -> None:
    ada = await portal.sign_up()
    created = await ada.create_key()
    portal.unkey.behaviour = UnkeyBehaviour(status=503)
    response = await ada.call("DELETE", f"/portal/api-keys/{created['id']}")
    assert response.status_code == 503
    assert created["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]
    portal.unkey.behaviour = UnkeyBehaviour()
    assert (await ada.call("DELETE", f"/portal/api-keys/{created['id']}")).status_code < 300
    with pytest.raises(InvalidKey):
        await portal.unkey_verifier.verify(present_key(created["key"]), model="oss-20b")


async def test_creation_while_unkey_is_down_is_503_without_vendor(portal: UnkeyPortal) -> None:
    ada = await portal.sign_up()
    portal.unkey.behaviour = UnkeyBehaviour(status=500)
    response = await ada.call("POST", "/portal/api-keys", json={"name": "never"})
    assert response.status_code == 503
    assert "nkey.com" not in response.text
    assert "Unkey" not in response.text
    portal.unkey.behaviour = UnkeyBehaviour()
    assert (await ada.get("/portal/api-keys"))["data"] == []


async def test_missing_api_id_stops_the_start(supabase: SupabaseProject) -> None:
    with pytest.raises(ConfigurationError, match="PORTAL_UNKEY_API_ID"):
        UnkeyPortal(supabase, Unkey(), "http://127.0.0.1:9", unkey_api_id="")
