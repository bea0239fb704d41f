"""``/portal/billing/ledger``."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def grant_credit(portal: Portal, organization_id: str, amount: int) -> None:
    await portal.rpc(
        "grant_credit",
        p_organization_id=organization_id,
        p_amount_nanousd=amount,
        p_source_id=f"grant:{uuid.uuid4()}",
        p_actor="system",
        p_reason="a gift",
        p_request_id=None,
    )


async def test_ledger_is_paginated(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    organization_id = await ada.organization_id()
    for amount in (1, 2, 3, 4, 5):
        await grant_credit(portal, organization_id, amount)
    seen: list[int] = []
    params: dict[str, Any] = {"limit": 2}
    while True:
        page = await ada.get("/portal/billing/ledger", params=params)
        seen += [entry["amount_nanousd"] for entry in page["data"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == [5, 4, 3, 2, 1]
    assert page["data"][0]["reason"] == "a gift"
    assert "actor" not in page["data"][0]
    assert (await eve.get("/portal/billing/ledger"))["data"] == []
    response = await ada.call("GET", "/portal/billing/ledger", params={"cursor": "nonsense"})
    assert (response.status_code, response.json()["error"]["param"]) == (400, "cursor")


async def test_members_cannot_read_the_ledger(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    organization_id = await ada.organization_id()
    await portal.add_member(organization_id, eve, "member")
    headers = {"x-organization-id": organization_id}
    assert (await eve.call("GET", "/portal/billing", headers=headers)).status_code == 200
    assert (await eve.call("GET", "/portal/billing/ledger", headers=headers)).status_code == 403
