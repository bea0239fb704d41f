"""Prices of the launch models."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from scripts.database.postgres import Connection
from tests.support.database.events import NOON, request_events
from tests.support.database.tenant import record, sign_up

BILLING = Path(__file__).parents[3] / "docs" / "billing.md"


def test_billing_page_has_the_same_prices(db: Connection) -> None:
    documented = re.findall(
        r"^\| `([\w.-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d-]+) \|$", BILLING.read_text(), re.MULTILINE
    )
    rows = db.execute(
        "select model, input_nanousd_per_token, output_nanousd_per_token,"
        " (effective_from at time zone 'UTC')::date::text from model_prices"
    )
    assert {(m, round(float(i) * 1000), round(float(o) * 1000), d) for m, i, o, d in documented} == set(rows)


def test_every_model_has_a_price(db: Connection) -> None:
    unpriced = db.execute(
        "select alias from router_pool_models m"
        " where not exists (select from model_prices p where p.model = m.alias)"
    )
    assert unpriced.fetchall() == []


def test_free_plan_costs_nothing_and_prepaid_costs_the_price(db: Connection) -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    record(db, request_events(sign_up(db), at=at))
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    prepaid = sign_up(db, plan="payg")
    db.execute(
        "update plan_subscriptions set started_at = %s where plan = 'payg' and organization_id = %s",
        [NOON, prepaid.organization_id],
    )
    record(db, request_events(prepaid, at=at))
    costs = db.execute("select cost_nanousd from usage_events order by 1").fetchall()
    assert costs == [(0,), (10 * 50 + 32 * 200,)]
