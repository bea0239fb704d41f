"""Plans, allowance, balance and ledger; profile; and the public status."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from local.supabase.server import EmbeddedSupabase
from tests.functions.control_plane.portals import FIVE_HOURS, WEEK, Person, Portal, counted

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_plans_say_what_they_allow(portal: Portal, ada: Person) -> None:
    plans = (await ada.get("/portal/plans"))["data"]
    current = {plan["id"]: plan["current"] for plan in plans}
    assert current["free"] is True
    assert current["pro"] is False
    me = await ada.get("/portal/me")
    assert plans[0]["limits"] == me["limits"]  # named and numbered as the gateway counts them
    await portal.rpc("change_plan", p_organization_id=await ada.organization_id(), p_plan="pro")
    plans = {plan["id"]: plan for plan in (await ada.get("/portal/plans"))["data"]}
    assert plans["pro"]["current"] is True
    assert plans["pro"]["limits"] == (await ada.get("/portal/me"))["limits"]


async def test_a_plan_that_is_not_offered_is_shown_to_who_is_on_it(
    portal: Portal, ada: Person, eve: Person
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


async def test_billing_shows_plan_usage_and_balance(portal: Portal, ada: Person) -> None:
    key, organization_id = await ada.make_key(), await ada.organization_id()
    billing = await ada.get("/portal/billing")
    assert (billing["balance_nanousd"], billing["held_nanousd"], billing["tokens"]["used"]) == (0, 0, 0)
    await portal.use(key, organization_id, [{}, {}])
    await credit(portal, organization_id, 7)
    billing = await ada.get("/portal/billing")
    assert billing["plan"]["id"] == "free"
    assert billing["plan_since"] is not None
    assert billing["balance_nanousd"] == 7
    assert billing["tokens"]["used"] == 30
    used = [window["used"] for window in billing["allowance"]]
    assert used == [0, counted(2, FIVE_HOURS), counted(2, WEEK)]


async def test_billing_shows_the_prices_that_hold_now_of_models_that_are_on(
    portal: Portal, ada: Person
) -> None:
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


async def credit(portal: Portal, organization_id: str, amount: int) -> None:
    await portal.rpc(
        "grant_credit",
        p_organization_id=organization_id,
        p_amount_nanousd=amount,
        p_source_id=f"grant:{uuid.uuid4()}",
        p_actor="system",
        p_reason="a gift",
        p_request_id=None,
    )


async def test_the_ledger_is_read_in_pages(portal: Portal, ada: Person, eve: Person) -> None:
    organization_id = await ada.organization_id()
    for amount in (1, 2, 3, 4, 5):
        await credit(portal, organization_id, amount)
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
    answer = await ada.call("GET", "/portal/billing/ledger", params={"cursor": "nonsense"})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "cursor")


async def test_plain_members_do_not_read_the_ledger(portal: Portal, ada: Person, eve: Person) -> None:
    organization_id = await ada.organization_id()
    eve_id = (await eve.get("/portal/me"))["user"]["id"]
    row = {"organization_id": organization_id, "user_id": eve_id, "role": "member"}
    await portal.database.table("organization_members").insert(row).execute()
    headers = {"x-organization-id": organization_id}
    assert (await eve.call("GET", "/portal/billing", headers=headers)).status_code == 200
    assert (await eve.call("GET", "/portal/billing/ledger", headers=headers)).status_code == 403


async def test_a_profile_is_read_and_changed(ada: Person) -> None:
    before = await ada.get("/portal/profile")
    assert before == (await ada.get("/portal/me"))["user"]
    answer = await ada.call("PATCH", "/portal/profile", json={"display_name": "  Countess "})
    assert answer.json() == before | {"display_name": "Countess"}
    assert await ada.get("/portal/profile") == before | {"display_name": "Countess"}
    for name in ("x" * 201, "a\x00b", None, 5):
        answer = await ada.call("PATCH", "/portal/profile", json={"display_name": name})
        assert answer.status_code == 422
    answer = await ada.call("PATCH", "/portal/profile", json={"email": "other@example.com"})
    assert answer.status_code == 422


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(supabase: EmbeddedSupabase) -> AsyncIterator[Portal]:
    """A portal that has not looked at the policy yet."""
    fresh = Portal(supabase)
    yield fresh
    await fresh.database.table("router_pools").update({"state": "active"}).neq("state", "active").execute()
    await fresh.close()


@pytest.mark.parametrize(("drained", "status"), [([], "operational"), (["qwen"], "degraded"), (None, "down")])
async def test_the_status_needs_no_sign_in(fresh: Portal, drained: list[str] | None, status: str) -> None:
    pools = fresh.database.table("router_pools").update({"state": "draining"})
    if drained is None:
        await pools.neq("name", "").execute()
    elif drained:
        await pools.in_("name", drained).execute()
    answer = await fresh.client.get("/portal/status")
    assert answer.status_code == 200
    assert answer.json()["status"] == status
    models = {model["id"]: model["status"] for model in answer.json()["models"]}
    assert models["qwen-3.5-9b"] == ("available" if drained == [] else "unavailable")
    assert "http" not in answer.text
