"""Revoke API keys."""

from __future__ import annotations

import pytest

from portal.errors import (
    InvalidKey,
)
from portal.keys.presented_key import present_key
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_revoked_key_is_refused_and_stays_listed(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    response = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert response.status_code == 200
    assert response.json()["status"] == "revoked"
    assert response.json()["revoked_at"] is not None
    with pytest.raises(InvalidKey):
        await portal.verifier().verify(present_key(key["key"]), model="oss-20b")
    listed = await ada.get("/portal/api-keys")
    assert listed["data"] == [response.json() | {"requests_7d": 0}]
    assert listed["allowance"]["used"] == 0
    assert key["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]


async def test_second_revocation_returns_same_and_is_audited_once(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    first = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    again = await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert again.status_code == 200
    assert again.json() == first.json()
    audits = await portal.rows("audit_log", target_id=key["id"], action="api_key.revoked")
    assert len(audits) == 1


async def test_member_revokes_only_own_keys(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    key = await ada.create_key()
    organization_id = await ada.organization_id()
    await portal.add_member(organization_id, eve, "member")
    eve.headers = {"x-organization-id": organization_id}

    own = await eve.create_key("hers")
    assert (await eve.call("DELETE", f"/portal/api-keys/{own['id']}")).status_code == 200
    response = await eve.call("DELETE", f"/portal/api-keys/{key['id']}")
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "permission_denied"
    assert (await ada.get("/portal/api-keys"))["data"][-1]["status"] == "active"
