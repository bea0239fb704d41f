"""record_usage: price of usage on a prepaid plan."""

from __future__ import annotations

from datetime import timedelta

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import NOON, request_events
from tests.support.database.recorded import read_rows
from tests.support.database.tenant import call, record, sign_up


def test_prepaid_usage_costs_the_price_at_its_admission(db: Connection) -> None:
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    db.execute(
        "insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now()),"
        " ('oss-20b', '2026-11-20 13:00+00', 70, 300, now())"
    )
    tenant = sign_up(db, plan="payg")
    db.execute("update plan_subscriptions set started_at = '2026-01-01' where plan = 'payg'")
    early, late = new_request_id(), new_request_id()
    record(
        db,
        request_events(tenant, early, at=NOON) + request_events(tenant, late, at=NOON + timedelta(hours=2)),
    )
    for outcome in ("failed_before_first_byte", "failed_after_first_byte"):
        record(db, request_events(tenant, outcome=outcome))
    found = read_rows(db, "select source_id, amount_nanousd from billing_ledger where amount_nanousd <> 0")
    assert {entry["source_id"]: entry["amount_nanousd"] for entry in found} == {
        early: -(10 * 50 + 32 * 200),
        late: -(10 * 70 + 32 * 300),
    }
    (sums,) = read_rows(db, "select -sum(amount_nanousd) as ledger from billing_ledger")
    (events,) = read_rows(db, "select sum(cost_nanousd) as events from usage_events")
    (hours,) = read_rows(db, "select sum(cost_nanousd) as hours from usage_hourly")
    assert sums["ledger"] == events["events"] == hours["hours"]


def test_later_plan_does_not_price_earlier_usage(db: Connection) -> None:
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    db.execute("insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now())")
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="payg")
    record(db, request_events(tenant, at=NOON - timedelta(days=300)))
    assert read_rows(db, "select amount_nanousd from billing_ledger") == [{"amount_nanousd": 0}]
