"""record_usage: no clock but the database's decides a plan or a price."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.policy.supabase import SnapshotDocument
from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, request_events, settled
from tests.support.database.prepaid import PRICE_IN, PRICE_OUT, hold_price, request_price
from tests.support.database.recorded import read_rows
from tests.support.database.tenant import Tenant, call, record, sign_up

SKEWS = [timedelta(minutes=minutes) for minutes in (-10, -5, 0, 5, 10)]


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    """A tenant that has been on a prepaid plan for a moment."""
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    db.execute("delete from model_prices where model = 'oss-20b'")
    db.execute(
        "insert into model_prices values ('oss-20b', '2020-01-01', %s, %s, now())", [PRICE_IN, PRICE_OUT]
    )
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="payg")
    return tenant


def cost(db: Connection, request_id: str) -> int:
    row = db.execute("select cost_nanousd from usage_events where request_id = %s", [request_id]).fetchone()
    assert row is not None
    return int(row[0])


def clock(db: Connection) -> datetime:
    row = db.execute("select clock_timestamp()").fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("skew", SKEWS)
@pytest.mark.parametrize("knows_the_database", [False, True])
def test_first_request_of_a_prepaid_plan_is_paid(
    db: Connection, tenant: Tenant, skew: timedelta, knows_the_database: bool
) -> None:
    request_id, now = new_request_id(), clock(db)
    at, database_time = now + skew, now if knows_the_database else None
    record(db, [admitted(tenant, request_id, at=at, database_time=database_time)])
    (held,) = read_rows(db, "select held_nanousd from credit_balances")
    assert held["held_nanousd"] == hold_price(4096)
    record(db, [settled(tenant, request_id, at=at, database_time=database_time)])
    assert cost(db, request_id) == request_price(32)


@pytest.mark.parametrize("skew", SKEWS)
def test_last_request_before_a_prepaid_plan_is_free(db: Connection, tenant: Tenant, skew: timedelta) -> None:
    """It is recorded late, and its gateway decided by a snapshot from before the change."""
    (plan,) = read_rows(db, "select started_at from plan_subscriptions where plan = 'payg'")
    before = plan["started_at"] - timedelta(milliseconds=1)
    db.execute("update plan_subscriptions set started_at = '2026-01-01' where plan = 'free'")
    request_id = new_request_id()
    record(db, request_events(tenant, request_id, at=before + skew, database_time=before))
    assert cost(db, request_id) == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    requests=st.lists(
        st.tuples(st.integers(-700, 700), st.sampled_from(SKEWS), st.permutations("as"), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_price_is_that_of_the_true_moment(
    db: Connection, tenant: Tenant, requests: list[tuple[int, timedelta, list[str], bool]]
) -> None:
    """Requests around a change of price and plan, by seconds, whatever their gateways' clocks show."""
    change = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with db.transaction(force_rollback=True):
        db.execute("update plan_subscriptions set started_at = '2026-01-01', ended_at = %s"
                   " where plan = 'free'", [change - timedelta(seconds=300)])  # fmt: skip
        db.execute("update plan_subscriptions set started_at = %s where plan = 'payg'",
                   [change - timedelta(seconds=300)])  # fmt: skip
        db.execute("insert into model_prices values ('oss-20b', %s, 70, 300, now())", [change])
        expected = {}
        for seconds, skew, order, in_one_call in requests:
            request_id, true = new_request_id(), change + timedelta(seconds=seconds)
            first, last = request_events(tenant, request_id, at=true + skew, database_time=true)
            events = [{"a": first, "s": last}[kind] for kind in order]
            for batch in [events] if in_one_call else [[event] for event in events]:
                record(db, batch)
            expected[request_id] = (
                0 if seconds < -300 else request_price(32) if seconds < 0 else 10 * 70 + 32 * 300
            )
        assert {request_id: cost(db, request_id) for request_id in expected} == expected
        shown = read_rows(db, "select admitted_at, settled_at from usage_events order by admitted_at")
        assert [row["admitted_at"] for row in shown] == sorted(
            change + timedelta(seconds=seconds) for seconds, *_ in requests
        )
        assert all(row["settled_at"] - row["admitted_at"] == timedelta(seconds=2) for row in shown)


def test_request_before_the_first_price_costs_the_first_price(db: Connection, tenant: Tenant) -> None:
    db.execute("delete from model_prices where model = 'oss-20b'")
    db.execute(
        "insert into model_prices values ('oss-20b', now() + interval '1 day', 50, 200, now()),"
        " ('oss-20b', now() + interval '2 days', 70, 300, now())"
    )
    request_id = new_request_id()
    record(db, request_events(tenant, request_id, at=clock(db)))
    assert cost(db, request_id) == request_price(32)


@pytest.mark.parametrize("ahead", [timedelta(minutes=10), timedelta(days=400)])
def test_nothing_is_recorded_in_the_future(db: Connection, tenant: Tenant, ahead: timedelta) -> None:
    future = clock(db) + ahead
    for database_time in (None, future):
        record(db, request_events(tenant, at=future, database_time=database_time))
    assert read_rows(
        db, "select count(*) from usage_events where admitted_at > clock_timestamp() or settled_at > now()"
        " + interval '1 minute'",
    ) == [{"count": 0}]  # fmt: skip


def test_snapshot_has_the_time_of_the_database(db: Connection) -> None:
    before = clock(db)
    at = SnapshotDocument.model_validate(call(db, "policy_snapshot")).database_time
    assert at is not None
    assert before <= at <= clock(db)


def test_every_skew_of_both_events_is_covered(db: Connection, tenant: Tenant) -> None:
    """The two events of a request may come from two machines."""
    now = clock(db)
    for first, second in itertools.product(SKEWS, SKEWS):
        request_id = new_request_id()
        record(db, [admitted(tenant, request_id, at=now + first, database_time=now)])
        record(db, [settled(tenant, request_id, at=now + second, database_time=now)])
        assert cost(db, request_id) == request_price(32)
