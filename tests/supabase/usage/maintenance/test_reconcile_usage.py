"""reconcile_usage: finds no difference in correct data, and reports each kind of difference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.prepaid import prepaid_tenant
from tests.support.database.roles import execute_as_owner
from tests.support.database.tenant import Tenant, call, record, sign_up

THREE_HOURS_LATER = datetime.now(UTC) + timedelta(hours=3)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def reconcile(db: Connection, hour: datetime = NOON, now: datetime = THREE_HOURS_LATER) -> Any:
    return call(db, "reconcile_usage", p_hour=hour, p_now=now)


def reported(found: Any) -> list[tuple[str, str]]:
    return [(each["difference"], each.get("request_id") or each["model"]) for each in found["first"]]


def test_correct_hour_has_no_differences(db: Connection, tenant: Tenant) -> None:
    free = sign_up(db)
    record(
        db,
        request_events(tenant)
        + request_events(free)
        + request_events(tenant, outcome="failed_before_first_byte"),
    )
    record(db, request_events(tenant, outcome="deadline") + request_events(tenant) + [admitted(tenant)])
    call(db, "reap_usage", p_now=THREE_HOURS_LATER)
    found = reconcile(db)
    assert (found["requests"], found["settled"], found["abandoned"], found["in_flight"]) == (6, 5, 1, 0)
    assert (found["router_tokens"], found["router_tokens_estimated"]) == (5 * 42, 5 * 40)
    assert found["cost_nanousd"] == 3 * (10 * 50 + 32 * 200)
    assert (found["differences"], found["first"]) == (0, [])


def test_hour_without_requests_has_no_differences(db: Connection) -> None:
    assert reconcile(db)["differences"] == 0


def test_request_that_was_not_abandoned_in_time_is_reported(db: Connection, tenant: Tenant) -> None:
    event = admitted(tenant)
    record(db, [event])
    assert reported(reconcile(db)) == [("not_abandoned", event["request_id"])]
    assert reported(reconcile(db, now=datetime.now(UTC) + timedelta(minutes=5))) == []


def test_settled_request_without_admission_is_reported(db: Connection, tenant: Tenant) -> None:
    event = settled(tenant)
    record(db, [event])
    assert reported(reconcile(db)) == [("admission_missing", event["request_id"])]


def test_missing_ledger_entry_is_reported(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, request_events(tenant, request_id))
    execute_as_owner(db, "delete from billing_ledger where source_id = %s", request_id)
    assert reported(reconcile(db)) == [("not_in_ledger", request_id)]


@pytest.mark.parametrize("table", ["usage_events", "billing_ledger"])
def test_different_amount_is_reported(db: Connection, tenant: Tenant, table: str) -> None:
    request_id = new_request_id()
    record(db, request_events(tenant, request_id))
    amount_column, id_column = {
        "usage_events": ("cost_nanousd", "request_id"),
        "billing_ledger": ("amount_nanousd", "source_id"),
    }[table]
    execute_as_owner(
        db, f"update {table} set {amount_column} = {amount_column} * 2 where {id_column} = %s", request_id
    )
    assert ("ledger_differs", request_id) in reported(reconcile(db))


def test_ledger_entry_without_request_is_reported(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, request_events(tenant, request_id))
    execute_as_owner(db, "delete from usage_events where request_id = %s", request_id)
    assert ("entry_without_request", request_id) in reported(reconcile(db))


@pytest.mark.parametrize("column", ["requests", "abandoned", "completion_tokens", "cost_nanousd"])
def test_differing_hour_is_reported(db: Connection, tenant: Tenant, column: str) -> None:
    record(db, request_events(tenant))
    db.execute(f"update usage_hourly set {column} = {column} + 1")
    (difference,) = reconcile(db)["first"]
    assert (difference["difference"], difference["organization_id"], difference["key_id"]) == (
        "hour_differs", str(tenant.organization_id), str(tenant.key_id),
    )  # fmt: skip
    assert difference["expected"] != difference["found"]


def test_missing_hour_is_reported(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant))
    db.execute("delete from usage_hourly")
    assert reported(reconcile(db)) == [("hour_differs", "oss-20b")]


def test_differing_day_is_reported_with_its_last_hour(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant))
    last = NOON + timedelta(hours=11)
    assert reported(reconcile(db, last)) == []  # not rolled up yet
    call(db, "roll_up_usage")
    assert reported(reconcile(db, last)) == []
    db.execute("update usage_daily set prompt_tokens = prompt_tokens + 1")
    assert reported(reconcile(db, last)) == [("day_differs", "oss-20b")]
    assert reported(reconcile(db)) == []


def test_all_differences_are_counted_and_some_listed(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant) for _ in range(7)])
    found = call(db, "reconcile_usage", p_hour=NOON, p_now=THREE_HOURS_LATER, p_limit=3)
    assert (found["differences"], len(found["first"])) == (7, 3)
