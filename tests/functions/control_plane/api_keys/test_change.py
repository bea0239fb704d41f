"""Change API keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from portal.keys.presented_key import present_key
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def post(user: PortalUser, path: str = "", **body: Any) -> httpx.Response:
    return await user.call("POST", f"/portal/api-keys{path}", json=body)


async def patch(user: PortalUser, key: dict[str, Any], **body: Any) -> httpx.Response:
    return await user.call("PATCH", f"/portal/api-keys/{key['id']}", json=body)


async def listed_keys(user: PortalUser) -> dict[str, Any]:
    """Return the keys by id, without their usage: as their creation and change return them."""
    keys = (await user.get("/portal/api-keys"))["data"]
    return {key["id"]: {name: v for name, v in key.items() if name != "requests_7d"} for key in keys}


async def test_change_applies_to_sent_fields_only(portal: Portal, ada: PortalUser) -> None:
    key = (await post(ada, name="old", models=["oss-20b"], requests_per_minute=3)).json()
    renamed = await patch(ada, key, name=" new ")
    assert renamed.status_code == 200
    assert renamed.json() == {name: v for name, v in key.items() if name != "key"} | {"name": "new"}
    widened = await patch(ada, key, models=None, requests_per_minute=None)
    assert (widened.json()["name"], widened.json()["models"]) == ("new", None)
    principal = await portal.verifier().verify(present_key(key["key"]), model="oss-120b")
    assert principal.windows[0].limit == 20
    audits = await portal.rows("audit_log", target_id=key["id"], action="api_key.changed")
    assert [(row["before"], row["after"]) for row in sorted(audits, key=lambda row: int(row["id"]))] == [
        ({"name": "old"}, {"name": "new"}),
        (
            {"models": ["oss-20b"], "requests_per_minute": 3},
            {"models": None, "requests_per_minute": None},
        ),
    ]


async def test_null_name_and_unknown_fields_are_422(ada: PortalUser) -> None:
    key = await ada.create_key("stays")
    for body in ({}, {"name": None}, {"name": ""}, {"status": "revoked"}):
        assert (await patch(ada, key, **body)).status_code == 422
    assert (await listed_keys(ada))[key["id"]]["name"] == "stays"


async def test_revoked_or_expired_key_cannot_be_changed(portal: Portal, ada: PortalUser) -> None:
    revoked, expired = await ada.create_key(), await ada.create_key()
    await ada.call("DELETE", f"/portal/api-keys/{revoked['id']}")
    past = {"expires_at": datetime(2026, 1, 1, tzinfo=UTC).isoformat()}
    await portal.database.table("api_keys").update(past).eq("id", expired["id"]).execute()
    for key in (revoked, expired):
        assert (await patch(ada, key, name="again")).status_code == 409
        assert (await post(ada, f"/{key['id']}/rotate")).status_code == 409
    assert len(await listed_keys(ada)) == 2


async def test_member_changes_and_rotates_only_own_keys(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    key = await ada.create_key()
    organization_id = await ada.organization_id()
    await portal.add_member(organization_id, eve, "member")
    eve.headers = {"x-organization-id": organization_id}
    assert (await patch(eve, key, name="hers")).status_code == 403
    assert (await post(eve, f"/{key['id']}/rotate")).status_code == 403
    own = await eve.create_key()
    assert (await patch(eve, own, name="hers")).status_code == 200
    assert (await post(eve, f"/{own['id']}/rotate")).status_code == 201
