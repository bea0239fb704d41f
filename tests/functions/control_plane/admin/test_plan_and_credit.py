"""Operators change plans and grant credit."""

from __future__ import annotations

import uuid
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


async def test_plan_is_changed(portal: Portal, ada: PortalUser, operator: PortalUser) -> None:
    organization_id = await ada.organization_id()
    change = await put(operator, f"organizations/{organization_id}/plan", plan="pro")
    assert (change["before"], change["after"]) == ("free", "pro")
    assert (await ada.get("/portal/me"))["plan"] == "pro"
    (entry,) = await portal.rows("audit_log", target_id=organization_id, action="plan.changed")
    assert (entry["actor_type"], entry["reason"]) == ("admin", "a test")
    assert entry["request_id"].startswith("req_")
    for organization, plan in ((organization_id, "gold"), (uuid.uuid4(), "pro")):
        path = f"/portal/admin/organizations/{organization}/plan"
        response = await operator.call("PUT", path, json={**REASON, "plan": plan})
        assert response.status_code == 404, response.text


async def test_credit_is_granted_once_per_idempotency_key(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    organization_id = await ada.organization_id()
    path = f"/portal/admin/organizations/{organization_id}/credits"
    body = {**REASON, "amount_nanousd": 5_000_000_000}
    headers = {"idempotency-key": uuid.uuid4().hex}
    first = await operator.call("POST", path, json=body, headers=headers)
    assert first.status_code == 201, first.text
    again = await operator.call("POST", path, json=body, headers=headers)
    assert again.json() == first.json()
    other = await operator.call("POST", path, json={**body, "amount_nanousd": 1}, headers=headers)
    assert other.status_code == 409
    more = await operator.call("POST", path, json=body)
    assert more.json()["balance_nanousd"] == 10_000_000_000
    entries = await portal.rows("billing_ledger", organization_id=organization_id)
    assert [(entry["kind"], entry["reason"]) for entry in entries] == [("credit", "a test")] * 2
    assert len(await portal.rows("audit_log", target_id=organization_id, action="credit.granted")) == 2
    for amount in (0, -1, 10**15 + 1, 1.5, "1", None):
        response = await operator.call("POST", path, json={**REASON, "amount_nanousd": amount})
        assert response.status_code == 422, amount
