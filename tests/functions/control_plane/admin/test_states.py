"""Operators suspend users and organisations, and disable keys, models and pools."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


REASON = {"reason": "a test"}


async def put(operator: PortalUser, path: str, **body: Any) -> Any:
    response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, **body})
    assert response.status_code == 200, response.text
    return response.json()


async def test_user_is_suspended_and_reactivated(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    await ada.create_key()  # without a key, no gateway needs to know
    user_id, organization_id = await ada.user_id(), await ada.organization_id()
    change = await put(operator, f"users/{user_id}/state", state="suspended")
    assert (change["before"], change["after"]) == ("active", "suspended")
    assert (await ada.call("GET", "/portal/me")).status_code == 403
    assert organization_id in (await portal.rpc("policy_snapshot"))["suspended_organizations"]
    await put(operator, f"users/{user_id}/state", state="suspended")  # suspended already
    await put(operator, f"users/{user_id}/state", state="active")
    assert (await ada.call("GET", "/portal/me")).status_code == 200
    entries = await portal.rows("audit_log", target_id=user_id, action="user.state_changed")
    assert [entry["after"] for entry in sorted(entries, key=lambda entry: int(entry["id"]))] == [
        {"state": "suspended"},
        {"state": "active"},
    ]
    assert {entry["reason"] for entry in entries} == {"a test"}
    assert {entry["actor"] for entry in entries} == {await operator.user_id()}


async def test_operator_cannot_suspend_themselves(operator: PortalUser) -> None:
    user_id = await operator.user_id()
    path = f"/portal/admin/users/{user_id}/state"
    response = await operator.call("PUT", path, json={**REASON, "state": "suspended"})
    assert response.status_code == 409


async def test_organisation_is_suspended(portal: Portal, ada: PortalUser, operator: PortalUser) -> None:
    await ada.create_key()  # without a key, no gateway needs to know
    organization_id = await ada.organization_id()
    await put(operator, f"organizations/{organization_id}/state", state="suspended")
    assert organization_id in (await portal.rpc("policy_snapshot"))["suspended_organizations"]
    assert (await ada.get("/portal/me"))["organization"]["suspended"] is True
    response = await ada.call("POST", "/portal/api-keys", json={"name": "x"})
    assert response.json()["error"]["code"] == "organization_suspended"


async def test_key_is_disabled_and_enabled_but_not_unrevoked(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key = await ada.create_key()
    await put(operator, f"keys/{key['id']}/state", state="disabled")
    assert key["id"] in (await portal.rpc("policy_snapshot"))["blocked_keys"]
    assert (await ada.get("/portal/api-keys"))["data"][0]["status"] == "disabled"
    await put(operator, f"keys/{key['id']}/state", state="active")
    assert key["id"] not in (await portal.rpc("policy_snapshot"))["blocked_keys"]
    await ada.call("DELETE", f"/portal/api-keys/{key['id']}")
    for state in ("active", "disabled"):
        path = f"/portal/admin/keys/{key['id']}/state"
        response = await operator.call("PUT", path, json={**REASON, "state": state})
        assert (response.status_code, response.json()["error"]["code"]) == (409, "conflict")


async def test_states_of_models_and_pools_are_changed(portal: Portal, operator: PortalUser) -> None:
    try:
        await put(operator, "models/oss-120b/state", state="disabled")
        await put(operator, "pools/gemma4/state", state="draining")
        snapshot = await portal.rpc("policy_snapshot")
        assert {m["alias"] for m in snapshot["models"] if m["state"] == "disabled"} == {"oss-120b"}
        pools = {pool["name"]: pool for pool in snapshot["pools"]}
        assert pools["gemma4"]["state"] == "draining"
        listed = {pool["name"]: pool for pool in (await operator.get("/portal/admin/pools"))["data"]}
        assert listed["gemma4"]["state"] == "draining"
        models = {
            model["id"]: model["state"] for model in (await operator.get("/portal/admin/models"))["data"]
        }
        assert models["oss-120b"] == "disabled"
    finally:
        await put(operator, "models/oss-120b/state", state="active")
        await put(operator, "pools/gemma4/state", state="active")
    for path, body in (
        ("models/nope/state", {"state": "disabled"}),
        ("pools/nope/state", {"state": "draining"}),
    ):
        response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, **body})
        assert response.status_code == 404
    response = await operator.call(
        "PUT", "/portal/admin/models/oss-20b/state", json={**REASON, "state": "draining"}
    )
    assert response.status_code == 422
