"""Tenants on a prepaid plan, and the prices of their requests."""

from __future__ import annotations

from typing import Any

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.tenant import Tenant, call, sign_up

PRICE_IN, PRICE_OUT = 50, 200
"""Nano-USD per prompt and per completion token of oss-20b."""
MAX_HELD_TOKENS = 4096
"""Completion tokens that an admission holds at most."""


def prepaid_tenant(db: Connection) -> Tenant:
    """Create a tenant that has been on the plan ``payg`` since long before ``NOON``."""
    db.execute(
        "insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')"
        " on conflict do nothing"
    )
    db.execute(
        "insert into model_prices values ('oss-20b', '2020-01-01', %s, %s, now()) on conflict do nothing",
        [PRICE_IN, PRICE_OUT],
    )
    tenant = sign_up(db, plan="payg")
    db.execute(
        "update plan_subscriptions set started_at = '2026-01-01'"
        " where plan = 'payg' and organization_id = %s",
        [tenant.organization_id],
    )
    return tenant


def request_price(tokens: int) -> int:
    """Return the price of a settled request with so many completion tokens."""
    return 10 * PRICE_IN + tokens * PRICE_OUT


def hold_price(tokens: int) -> int:
    """Return the hold of an admitted request that allows so many completion tokens."""
    return 9 * PRICE_IN + tokens * PRICE_OUT


def grant_credit(db: Connection, tenant: Tenant, amount: int) -> Any:
    """Add an amount in nano-USD to the balance."""
    return call(
        db,
        "grant_credit",
        p_organization_id=tenant.organization_id,
        p_amount_nanousd=amount,
        p_source_id=new_request_id(),
        p_actor="system",
        p_reason="paid",
        p_request_id=None,
    )


def balance_and_hold(db: Connection, tenant: Tenant) -> tuple[int, int]:
    """Return balance and holds as the billing page reads them."""
    status = call(db, "billing_status", p_organization_id=tenant.organization_id)
    return status["balance_nanousd"], status["held_nanousd"]


def credit_differences(db: Connection) -> list[tuple[str, int, int]]:
    """Return the differences that ``reconcile_credit`` finds: kind, expected, found."""
    found = call(db, "reconcile_credit")["differences"]
    return [(each["difference"], each["expected"], each["found"]) for each in found]
