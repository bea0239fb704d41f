"""Rotate API keys with a grace period."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from portal.errors import (
    InvalidKey,
)
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from portal.keys.supabase_records import SupabaseKeyRecords
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def post(user: PortalUser, path: str = "", **body: Any) -> httpx.Response:
    return await user.call("POST", f"/portal/api-keys{path}", json=body)


async def listed_keys(user: PortalUser) -> dict[str, Any]:
    """Return the keys by id, without their usage: as their creation and change return them."""
    keys = (await user.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


def in_future(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


async def test_both_keys_work_until_the_grace_period_ends(portal: Portal, ada: PortalUser) -> None:
    old = (await post(ada, name="live", models=["oss-20b"], requests_per_minute=7)).json()
    response = await post(ada, f"/{old['id']}/rotate", grace_seconds=3_600)
    assert response.status_code == 201
    new = response.json()
    assert (new["name"], new["models"], new["requests_per_minute"]) == ("live", ["oss-20b"], 7)
    assert (new["replaces"], new["expires_at"]) == (old["id"], None)
    gateway = portal.verifier()
    assert (await gateway.verify(present_key(old["key"]), model="oss-20b")).key_id == old["id"]
    assert (await gateway.verify(present_key(new["key"]), model="oss-20b")).key_id == new["id"]
    await portal.record_requests(old, await ada.organization_id(), [{}])
    shown = (await listed_keys(ada))[old["id"]]
    assert shown["last_used_at"] is not None
    until = datetime.fromisoformat(shown["expires_at"])
    assert timedelta(minutes=59) < until - datetime.now(UTC) <= timedelta(hours=1)
    (audit,) = await portal.rows("audit_log", target_id=old["id"], action="api_key.rotated")
    assert audit["after"]["replaced_by"] == new["id"]

    now = until.timestamp()
    afterwards = LocalKeyVerifier(
        KeyLookup(SupabaseKeyRecords(portal.gateway_database), KeyHasher(PEPPER)), clock=lambda: now
    )
    with pytest.raises(InvalidKey):
        await afterwards.verify(present_key(old["key"]), model="oss-20b")
    await afterwards.verify(present_key(new["key"]), model="oss-20b")


async def test_old_key_is_refused_at_once_without_grace(portal: Portal, ada: PortalUser) -> None:
    old = await ada.create_key()
    await post(ada, f"/{old['id']}/rotate", grace_seconds=0)
    with pytest.raises(InvalidKey):
        await portal.verifier().verify(present_key(old["key"]), model="oss-20b")
    assert old["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]


async def test_expiry_is_inherited_and_not_extended(ada: PortalUser) -> None:
    old = (await post(ada, name="short", expires_at=in_future(hours=1))).json()
    new = (await post(ada, f"/{old['id']}/rotate", grace_seconds=86_400)).json()
    assert new["expires_at"] == old["expires_at"]
    assert (await listed_keys(ada))[old["id"]]["expires_at"] == old["expires_at"]


async def test_key_is_rotated_once_then_its_replacement(ada: PortalUser) -> None:
    old = await ada.create_key()
    new = (await post(ada, f"/{old['id']}/rotate")).json()
    assert (await post(ada, f"/{old['id']}/rotate")).status_code == 409
    assert (await post(ada, f"/{new['id']}/rotate")).status_code == 201


async def test_rotation_may_exceed_key_limit_twofold(portal: Portal) -> None:
    small = Portal(portal.supabase, max_keys_per_organization=1)
    try:
        ada = await small.sign_up()
        first = await ada.create_key()
        assert (await post(ada, name="more")).status_code == 409
        second = await post(ada, f"/{first['id']}/rotate")
        assert second.status_code == 201
        third = await post(ada, f"/{second.json()['id']}/rotate")
        assert (third.status_code, third.json()["error"]["code"]) == (409, "too_many_keys")
    finally:
        await small.close()


async def test_retry_with_idempotency_key_rotates_once(ada: PortalUser) -> None:
    old = await ada.create_key()
    path, headers = f"/portal/api-keys/{old['id']}/rotate", {"idempotency-key": str(uuid.uuid4())}
    first = await ada.call("POST", path, json={}, headers=headers)
    again = await ada.call("POST", path, json={}, headers=headers)
    assert again.json() == first.json() | {"key": None}
    assert len(await listed_keys(ada)) == 2
