"""Every action of operators takes a reason and is audited; the audit log is paginated and filtered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.control_plane.openapi import ADMIN_ROUTES, path_parameters
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.targets import configure_targets
from tests.support.control_plane.tenant import create_tenant
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


REASON = {"reason": "a test"}


ACTIONS = [route for route in ADMIN_ROUTES if route[0] != "GET"]


async def put(operator: PortalUser, path: str, **body: Any) -> Any:
    response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, **body})
    assert response.status_code == 200, response.text
    return response.json()


async def fill_path(portal: Portal, user: PortalUser, path: str) -> str:
    ids = await create_tenant(portal, user)
    (target,) = await configure_targets(portal)
    named = {"model": "oss-20b", "pool": "oss-20b"}
    named |= {"target_id": target["id"], "router_id": target["router_id"]}
    return path.format(**{name: named.get(name) or getattr(ids, name) for name in path_parameters(path)})


@pytest.mark.parametrize(("method", "path"), ACTIONS)
async def test_every_action_requires_a_reason(
    portal: Portal, ada: PortalUser, operator: PortalUser, method: str, path: str
) -> None:
    path = await fill_path(portal, ada, path)
    for reason in ({}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 501}, {"reason": "a\x00b"}):
        body = {"state": "active", "plan": "pro", "amount_nanousd": 1, **reason}
        fields = _fields(method, path)
        response = await operator.call(
            method, path, json={name: value for name, value in body.items() if name in fields}
        )
        assert response.status_code == 422
        assert response.json()["error"]["param"] == "reason"


@pytest.mark.parametrize(("method", "path"), ACTIONS)
async def test_every_action_is_audited_once(
    portal: Portal, ada: PortalUser, operator: PortalUser, method: str, path: str
) -> None:
    """With actor, reason, request id, and the changed fields before and after."""
    path = await fill_path(portal, ada, path)
    off = "suspended" if "/users/" in path or "/organizations/" in path else "disabled"
    body = {**REASON, "state": off, "plan": "pro", "amount_nanousd": 7}
    fields = _fields(method, path)
    sent = {name: value for name, value in body.items() if name in fields}
    last_id = await last_entry_id(portal)
    response = await operator.call(method, path, json=sent)
    assert response.is_success, response.text
    entry, *others = await entries_after(portal, last_id)
    assert others == []
    operator_id = await operator.user_id()
    assert (entry["actor_type"], entry["actor"], entry["reason"]) == ("admin", operator_id, "a test")
    assert entry["request_id"] == response.headers["x-request-id"]
    assert entry["target_id"] in path
    action = path.rpartition("/")[2]
    if "/routers/" in path:  # the changes of each of its targets
        (entry["before"],), (entry["after"],) = entry["before"].values(), entry["after"].values()
    assert (entry["before"], entry["after"]) == {
        "plan": ({"plan": "free"}, {"plan": "pro"}),
        "credits": (None, {"amount_nanousd": 7}),
    }.get(action, ({"state": "active"}, {"state": off}))
    if "state" in sent:
        assert (await operator.call(method, path, json={**sent, "state": "active"})).is_success


async def last_entry_id(portal: Portal) -> int:
    query = portal.database.table("audit_log").select("id").order("id", desc=True).limit(1)
    rows: Any = (await query.execute()).data
    return int(rows[0]["id"])


async def entries_after(portal: Portal, entry_id: int) -> list[dict[str, Any]]:
    rows: Any = (await portal.database.table("audit_log").select("*").gt("id", entry_id).execute()).data
    return list(rows)


def _fields(method: str, path: str) -> set[str]:
    end = path.rpartition("/")[2]
    more = {"plan": {"plan"}, "credits": {"amount_nanousd"}}
    return {"reason", *more.get(end, {"state"})}


async def test_audit_log_is_paginated_and_filtered(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key = await ada.create_key()
    await put(operator, f"keys/{key['id']}/state", state="disabled")
    organization_id = await ada.organization_id()
    params: dict[str, Any] = {"organization_id": organization_id, "limit": 1}
    page = await operator.get("/portal/admin/audit-log", params=params)
    assert [entry["action"] for entry in page["data"]] == ["api_key.state_changed"]
    assert [entry["actor_email"] for entry in page["data"]] == [operator.email]
    page = await operator.get("/portal/admin/audit-log", params={**params, "cursor": page["next_cursor"]})
    assert [entry["action"] for entry in page["data"]] == ["api_key.created"]
    assert page["next_cursor"] is None
    found = await operator.get(
        "/portal/admin/audit-log", params={"target_id": key["id"], "action": "api_key.created"}
    )
    assert len(found["data"]) == 1
    user_id = await operator.user_id()
    (granted,) = (await operator.get("/portal/admin/audit-log", params={"target_id": user_id}))["data"]
    assert (granted["actor"], granted["actor_email"]) == ("system", None)
    for cursor in ("x", "-1", "1e3", "9" * 16, "²"):
        response = await operator.call("GET", "/portal/admin/audit-log", params={"cursor": cursor})
        assert response.status_code == 400
