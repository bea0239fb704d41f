"""reconcile_usage: books that agree say so, and each way of disagreeing is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection
from tests.database.tenant import Tenant, call, record, sign_up
from tests.database.test_repetitions import SOON, payer, tried

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return payer(db)


def reconcile(db: Connection, hour: datetime = NOON, now: datetime = LATER) -> Any:
    return call(db, "reconcile_usage", p_hour=hour, p_now=now)


def named(found: Any) -> list[tuple[str, str]]:
    return [(each["difference"], each.get("request_id") or each["model"]) for each in found["first"]]


def test_books_that_agree(db: Connection, tenant: Tenant) -> None:
    free = sign_up(db)
    record(db, both(tenant) + both(free) + both(tenant, ending="failed_before_first_byte"))
    record(db, tried(tenant, 0) + tried(tenant, 1) + [admitted(tenant)])
    call(db, "refund_retries", p_now=SOON)
    call(db, "reap_usage", p_now=LATER)
    found = reconcile(db)
    assert (found["requests"], found["settled"], found["abandoned"], found["in_flight"]) == (6, 5, 1, 0)
    assert (found["router_tokens"], found["router_tokens_estimated"]) == (5 * 42, 5 * 40)
    assert found["cost_nanousd"] == 2 * (10 * 50 + 32 * 200)
    assert (found["differences"], found["first"]) == (0, [])


def test_an_hour_without_requests_agrees(db: Connection) -> None:
    assert reconcile(db)["differences"] == 0


def test_a_forgotten_request_is_named(db: Connection, tenant: Tenant) -> None:
    event = admitted(tenant)
    record(db, [event])
    assert named(reconcile(db)) == [("forgotten", event["request_id"])]
    assert named(reconcile(db, now=NOON + timedelta(minutes=5))) == []


def test_an_end_without_its_admission_is_named(db: Connection, tenant: Tenant) -> None:
    event = settled(tenant)
    record(db, [event])
    assert named(reconcile(db)) == [("admission_never_told", event["request_id"])]


def as_owner(db: Connection, statement: str, *values: Any) -> None:
    """Change what nobody may change, as a defect or a hand would."""
    db.execute("reset role")
    db.execute("alter table billing_ledger disable trigger user")
    db.execute(statement, list(values))
    db.execute("set local role service_role")


def test_a_missing_entry_is_named(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, both(tenant, request_id))
    as_owner(db, "delete from billing_ledger where source_id = %s", request_id)
    assert named(reconcile(db)) == [("not_in_ledger", request_id)]


@pytest.mark.parametrize("table", ["usage_events", "billing_ledger"])
def test_a_different_amount_is_named(db: Connection, tenant: Tenant, table: str) -> None:
    request_id = new_request_id()
    record(db, both(tenant, request_id))
    column, place = {
        "usage_events": ("cost_nanousd", "request_id"),
        "billing_ledger": ("amount_nanousd", "source_id"),
    }[table]
    as_owner(db, f"update {table} set {column} = {column} * 2 where {place} = %s", request_id)
    assert ("ledger_differs", request_id) in named(reconcile(db))


def test_an_entry_without_a_request_is_named(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, both(tenant, request_id))
    as_owner(db, "delete from usage_events where request_id = %s", request_id)
    assert ("entry_without_request", request_id) in named(reconcile(db))


@pytest.mark.parametrize("column", ["requests", "abandoned", "completion_tokens", "cost_nanousd"])
def test_an_hour_that_differs_is_named(db: Connection, tenant: Tenant, column: str) -> None:
    record(db, both(tenant))
    db.execute(f"update usage_hourly set {column} = {column} + 1")
    (difference,) = reconcile(db)["first"]
    assert (difference["difference"], difference["organization_id"], difference["key_id"]) == (
        "hour_differs", str(tenant.organization_id), str(tenant.key_id),
    )  # fmt: skip
    assert difference["expected"] != difference["found"]


def test_an_hour_of_nothing_is_named(db: Connection, tenant: Tenant) -> None:
    record(db, both(tenant))
    db.execute("delete from usage_hourly")
    assert named(reconcile(db)) == [("hour_differs", "oss-20b")]


def test_a_day_that_differs_is_named_with_its_last_hour(db: Connection, tenant: Tenant) -> None:
    record(db, both(tenant))
    last = NOON + timedelta(hours=11)
    assert named(reconcile(db, last)) == []  # it is still to be rolled up
    call(db, "roll_up_usage")
    assert named(reconcile(db, last)) == []
    db.execute("update usage_daily set prompt_tokens = prompt_tokens + 1")
    assert named(reconcile(db, last)) == [("day_differs", "oss-20b")]
    assert named(reconcile(db)) == []


def test_only_so_many_are_listed_and_all_counted(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant) for _ in range(7)])
    found = call(db, "reconcile_usage", p_hour=NOON, p_now=LATER, p_limit=3)
    assert (found["differences"], len(found["first"])) == (7, 3)
