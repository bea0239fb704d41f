"""reconcile_hour and reconcile_requests report each kind of difference, and none in correct data."""

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
from tests.support.usage.drain import abandon_overdue, set_drained

THREE_HOURS_LATER = datetime.now(UTC) + timedelta(hours=3)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def reconcile(db: Connection, hour: datetime = NOON) -> Any:
    return call(db, "reconcile_hour", p_hour=hour)


def reconcile_requests(
    db: Connection,
    now: datetime = THREE_HOURS_LATER,
    *,
    drained_until: datetime | None = None,
    **arguments: Any,
) -> Any:
    """Compare the requests of today, at ``now``, with a queue that is worked off."""
    set_drained(db, drained_until or now)
    since = datetime.now(UTC) - timedelta(days=1)
    return call(db, "reconcile_requests", p_from=since, p_now=now, **arguments)


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
    abandon_overdue(db, THREE_HOURS_LATER)
    found = reconcile(db)
    assert (found["requests"], found["settled"], found["abandoned"], found["in_flight"]) == (6, 5, 1, 0)
    assert (found["router_tokens"], found["router_tokens_estimated"]) == (5 * 42, 5 * 40)
    assert found["cost_nanousd"] == 3 * (10 * 50 + 32 * 200)
    assert (found["differences"], found["first"]) == (0, [])
    assert reconcile_requests(db) == {"compared": 6, "next": None, "differences": 0, "first": []}


def test_hour_without_requests_has_no_differences(db: Connection) -> None:
    assert reconcile(db)["differences"] == 0


def test_request_that_was_not_abandoned_in_time_is_reported(db: Connection, tenant: Tenant) -> None:
    event = admitted(tenant)
    record(db, [event])
    assert reported(reconcile_requests(db)) == [("not_abandoned", event["request_id"])]
    assert reported(reconcile_requests(db, datetime.now(UTC) + timedelta(minutes=5))) == []


def test_request_without_a_deadline_is_reported(db: Connection, tenant: Tenant) -> None:
    """Nothing would ever abandon it, and its hold would stay."""
    event = admitted(tenant)
    record(db, [event])
    db.execute("update usage_events set deadline_at = null")
    now = datetime.now(UTC) + timedelta(minutes=5)
    assert reported(reconcile_requests(db, now)) == [("not_abandoned", event["request_id"])]


def test_what_may_still_be_in_the_queue_is_not_missing(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant), settled(tenant)])
    assert reconcile_requests(db, drained_until=NOON)["differences"] == 0
    db.execute("update private.usage_queue_drain set drained_until = null")
    since = datetime.now(UTC) - timedelta(days=1)
    assert call(db, "reconcile_requests", p_from=since, p_now=THREE_HOURS_LATER)["differences"] == 0


def test_settled_request_without_admission_is_reported(db: Connection, tenant: Tenant) -> None:
    event = settled(tenant)
    record(db, [event])
    assert reported(reconcile_requests(db)) == [("admission_missing", event["request_id"])]


def test_missing_ledger_entry_is_reported(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, request_events(tenant, request_id))
    execute_as_owner(db, "delete from billing_ledger where source_id = %s", request_id)
    assert reported(reconcile_requests(db)) == [("not_in_ledger", request_id)]


def test_entry_of_another_organization_is_reported(db: Connection, tenant: Tenant) -> None:
    """Also if the balances agree with the ledger."""
    request_id, other = new_request_id(), prepaid_tenant(db)
    record(db, request_events(tenant, request_id) + request_events(other))
    execute_as_owner(
        db,
        "update billing_ledger set organization_id = %s where source_id = %s",
        other.organization_id, request_id,
    )  # fmt: skip
    assert reported(reconcile_requests(db)) == [("charged_to_another", request_id)]


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
    assert reported(reconcile_requests(db)) == [("ledger_differs", request_id)]


def test_ledger_entry_without_request_is_reported(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, request_events(tenant, request_id))
    execute_as_owner(db, "delete from usage_events where request_id = %s", request_id)
    assert reported(reconcile_requests(db)) == [("entry_without_request", request_id)]


@pytest.mark.parametrize(
    "column", ["requests", "abandoned", "errors", "client_disconnected", "completion_tokens", "cost_nanousd"]
)
def test_differing_hour_is_reported(db: Connection, tenant: Tenant, column: str) -> None:
    record(db, request_events(tenant))
    db.execute(f"update usage_hourly set {column} = {column} + 1")
    (difference,) = reconcile(db)["first"]
    assert (difference["difference"], difference["organization_id"], difference["key_id"]) == (
        "hour_differs", str(tenant.organization_id), str(tenant.key_id),
    )  # fmt: skip
    assert difference["expected"] != difference["found"]


def test_outcome_that_differs_from_the_hour_is_reported(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant))
    db.execute("update usage_events set outcome = 'failed_before_first_byte'")
    assert reported(reconcile(db)) == [("hour_differs", "oss-20b")]


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
    for column in ("prompt_tokens", "errors", "client_disconnected"):
        db.execute(f"update usage_daily set {column} = {column} + 1")
        assert reported(reconcile(db, last)) == [("day_differs", "oss-20b")]
        db.execute(f"update usage_daily set {column} = {column} - 1")
    db.execute("delete from usage_daily")
    assert reported(reconcile(db, last)) == [("day_differs", "oss-20b")]
    assert reported(reconcile(db)) == []


def test_all_differences_are_counted_and_some_listed(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant) for _ in range(7)])
    found = reconcile_requests(db, p_limit=3)
    assert (found["differences"], len(found["first"])) == (7, 3)
    db.execute("delete from usage_hourly")
    record(db, request_events(tenant, model="oss-120b"))
    db.execute("update usage_hourly set requests = 5")
    found = call(db, "reconcile_hour", p_hour=NOON, p_limit=1)
    assert (found["differences"], len(found["first"])) == (2, 1)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_pages_cover_each_request_and_entry_once(db: Connection, tenant: Tenant, size: int) -> None:
    """Also where one list has ids that the other lacks, so that their pages end at different ids."""
    ids = sorted(new_request_id() for _ in range(8))
    record(db, [event for request_id in ids for event in request_events(tenant, request_id)])
    execute_as_owner(db, "delete from billing_ledger where source_id = any (%s)", ids[1:4])
    execute_as_owner(db, "delete from usage_events where request_id = any (%s)", [ids[5], ids[7]])
    found: list[tuple[str, str]] = []
    compared, after = 0, None
    for _ in range(20):
        page = reconcile_requests(db, p_after=after, p_requests=size)
        assert page["compared"] <= 2 * size
        compared += page["compared"]
        found += reported(page)
        if (after := page["next"]) is None:
            break
    assert (compared, after) == (8, None)
    assert found == [
        *(("not_in_ledger", request_id) for request_id in ids[1:4]),
        ("entry_without_request", ids[5]),
        ("entry_without_request", ids[7]),
    ]
