"""``/portal/billing``: plan, allowance, balance, prices."""

from __future__ import annotations

import uuid

import pytest

from tests.support.control_plane.portal import FIVE_HOURS, WEEK, Portal, requests_in_window
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_billing_shows_plan_usage_and_balance(portal: Portal, ada: PortalUser) -> None:
    key, organization_id = await ada.create_key(), await ada.organization_id()
    billing = await ada.get("/portal/billing")
    assert (billing["balance_nanousd"], billing["held_nanousd"], billing["tokens"]["used"]) == (0, 0, 0)
    await portal.record_requests(key, organization_id, [{}, {}])
    await grant_credit(portal, organization_id, 7)
    billing = await ada.get("/portal/billing")
    assert billing["plan"]["id"] == "free"
    assert billing["plan_since"] is not None
    assert billing["balance_nanousd"] == 7
    assert billing["tokens"]["used"] == 30
    used = [window["used"] for window in billing["allowance"]]
    assert used == [0, requests_in_window(2, FIVE_HOURS), requests_in_window(2, WEEK)]


async def test_billing_shows_current_prices_of_active_models(portal: Portal, ada: PortalUser) -> None:
    name = f"priced-{uuid.uuid4().hex[:8]}"
    model = {"alias": name, "pool": "oss-20b", "display_name": "Priced", "position": 99}
    await portal.database.table("router_pool_models").insert(model).execute()
    try:
        dates = [("2020-01-01T00:00Z", 7), ("2021-01-01T00:00Z", 8), ("2100-01-01T00:00Z", 9)]
        rows = [
            {
                "model": name,
                "effective_from": at,
                "input_nanousd_per_token": price,
                "output_nanousd_per_token": 2 * price,
            }
            for at, price in dates
        ]
        await portal.database.table("model_prices").insert(rows).execute()
        prices = (await ada.get("/portal/billing"))["prices"]
        assert prices[-1] == {
            "model": name,
            "display_name": "Priced",
            "input_nanousd_per_token": 8,
            "output_nanousd_per_token": 16,
        }
        await (
            portal.database.table("router_pool_models")
            .update({"state": "disabled"})
            .eq("alias", name)
            .execute()
        )
        assert name not in [price["model"] for price in (await ada.get("/portal/billing"))["prices"]]
    finally:
        await portal.database.table("router_pool_models").delete().eq("alias", name).execute()


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
