"""``/portal/plans``."""

from __future__ import annotations

import uuid

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_plans_show_their_limits(portal: Portal, ada: PortalUser) -> None:
    plans = (await ada.get("/portal/plans"))["data"]
    current = {plan["id"]: plan["current"] for plan in plans}
    assert current["free"] is True
    assert current["pro"] is False
    me = await ada.get("/portal/me")
    assert plans[0]["limits"] == me["limits"]  # as the gateway counts them
    await portal.rpc("change_plan", p_organization_id=await ada.organization_id(), p_plan="pro")
    plans = {plan["id"]: plan for plan in (await ada.get("/portal/plans"))["data"]}
    assert plans["pro"]["current"] is True
    assert plans["pro"]["limits"] == (await ada.get("/portal/me"))["limits"]


async def test_unoffered_plan_is_shown_to_its_organisations(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    plan = f"old-{uuid.uuid4().hex[:8]}"
    await (
        portal.database.table("plans")
        .insert({"id": plan, "display_name": "Old", "is_offered": False, "monthly_tokens": 1000})
        .execute()
    )
    await portal.rpc("change_plan", p_organization_id=await ada.organization_id(), p_plan=plan)
    plans = (await ada.get("/portal/plans"))["data"]
    assert plan in [entry["id"] for entry in plans]
    assert plan not in [entry["id"] for entry in (await eve.get("/portal/plans"))["data"]]
    billing = await ada.get("/portal/billing")
    assert billing["plans"] == plans
    assert (billing["plan"]["id"], billing["tokens"]["limit"], billing["plan"]["limits"]) == (plan, 1000, [])
