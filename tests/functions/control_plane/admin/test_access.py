"""Who may call the operators' routes."""

from __future__ import annotations

import uuid

import pytest

from tests.support.control_plane.openapi import ADMIN_ROUTES, path_parameters
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.tenant import create_tenant
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


REASON = {"reason": "a test"}


async def fill_path(portal: Portal, user: PortalUser, path: str) -> str:
    ids = await create_tenant(portal, user)
    named = {"model": "oss-20b", "pool": "oss-20b"}
    named |= {"target_id": f"tgt_{'0' * 16}", "router_id": f"rtr_{'0' * 16}"}
    return path.format(**{name: named.get(name) or getattr(ids, name) for name in path_parameters(path)})


@pytest.mark.parametrize(("method", "path"), ADMIN_ROUTES)
async def test_non_operator_is_refused(portal: Portal, ada: PortalUser, method: str, path: str) -> None:
    path = await fill_path(portal, ada, path)
    claimed = portal.user_with_claims(
        sub=str(uuid.uuid4()),
        user_metadata={"role": "admin", "platform_admin": True},
        app_metadata={"role": "admin", "platform_admin": True},
    )
    body = None if method == "GET" else {**REASON, "state": "disabled", "plan": "pro", "amount_nanousd": 1}
    for user in (ada, claimed):
        response = await user.call(method, path, json=body)
        assert response.status_code == 403, response.text
        assert response.json()["error"]["code"] == "permission_denied"
    assert (await portal.client.request(method, path, json=body)).status_code == 401


async def test_former_operator_is_refused_at_once(portal: Portal, operator: PortalUser) -> None:
    assert (await operator.call("GET", "/portal/admin/pools")).status_code == 200
    user_id = await operator.user_id()
    arguments = {"p_user_id": user_id, "p_is_admin": False, "p_actor": "system", "p_reason": "left"}
    await portal.rpc("set_platform_admin", **arguments)
    assert (await operator.call("GET", "/portal/admin/pools")).status_code == 403
    entries = await portal.rows("audit_log", target_id=user_id, actor_type="system")
    assert {entry["action"] for entry in entries} == {"platform_admin.granted", "platform_admin.withdrawn"}


async def test_me_shows_whether_user_is_operator(ada: PortalUser, operator: PortalUser) -> None:
    assert (await operator.get("/portal/me"))["operator"] is True
    assert (await ada.get("/portal/me"))["operator"] is False
