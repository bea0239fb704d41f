"""observe_usage_queue: up to when the usage queue has been worked off, and what is abandoned meanwhile.

Minutes are virtual: ``START`` and every ``p_now`` are arguments.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, settled
from tests.support.database.tenant import Tenant, call, record, sign_up


def this_minute() -> datetime:
    return datetime.now(UTC).replace(second=10, microsecond=0)


START = this_minute()
MINUTE = timedelta(minutes=1)
WINDOW = timedelta(minutes=15)


def observe(db: Connection, at: datetime, waiting: int | None, in_flight: int | None = 0) -> datetime | None:
    """Count the queue at ``at``; return up to when it is worked off."""
    found = call(db, "observe_usage_queue", p_waiting=waiting, p_in_flight=in_flight, p_now=at)
    until = found["drained_until"]
    assert found["lag_seconds"] >= 0
    return None if until is None else datetime.fromisoformat(until)


def ingest(db: Connection, at: datetime, oldest_seconds: float = 2.0, recorded: int = 50) -> None:
    call(db, "observe_usage_batch", p_recorded=recorded, p_oldest_seconds=oldest_seconds, p_now=at)


def busy_minutes(db: Connection, start: datetime, minutes: int, **batch: Any) -> datetime | None:
    """Run the ingest and count a queue that is never empty; return up to when it is worked off."""
    until = None
    for number in range(minutes):
        at = start + number * MINUTE
        ingest(db, at, **batch)
        until = observe(db, at + timedelta(seconds=20), waiting=4, in_flight=30)
    return until


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def test_new_queue_is_not_known_to_be_worked_off(db: Connection) -> None:
    assert observe(db, START, waiting=3) is None


def test_lag_of_a_queue_that_is_not_known_grows_from_the_first_look(db: Connection) -> None:
    """Of a new stack whose first message fails again and again nothing is ever known."""
    observe(db, START, waiting=0, in_flight=1)
    later = START + timedelta(minutes=70)
    found = call(db, "observe_usage_queue", p_waiting=0, p_in_flight=1, p_now=later)
    assert found == {"drained_until": None, "lag_seconds": 70 * 60 + START.second}


def test_queue_empty_twice_is_worked_off_up_to_the_first_time(db: Connection) -> None:
    assert observe(db, START, 0) is None
    assert observe(db, START + timedelta(seconds=1), 0) is None  # an event that was delivered twice
    assert observe(db, START + MINUTE, 0) == START - MINUTE
    assert observe(db, START + 2 * MINUTE, 0) == START


@pytest.mark.parametrize(("waiting", "in_flight"), [(1, 0), (0, 1)])
def test_message_in_between_proves_nothing(db: Connection, waiting: int, in_flight: int) -> None:
    observe(db, START, 0)
    assert observe(db, START + MINUTE, waiting, in_flight) is None
    assert observe(db, START + 2 * MINUTE, 0) is None
    assert observe(db, START + 3 * MINUTE, 0) == START + MINUTE


def test_unknown_counts_prove_nothing(db: Connection) -> None:
    observe(db, START, 0)
    assert observe(db, START + MINUTE, None, None) is None
    assert observe(db, START + 2 * MINUTE, 0) == START - MINUTE


def test_busy_queue_is_worked_off_up_to_a_window_ago(db: Connection) -> None:
    assert busy_minutes(db, START, 15) is None
    until = busy_minutes(db, START + 15 * MINUTE, 1)
    assert until is not None
    assert until is not None
    assert START - MINUTE <= until <= START


def test_failing_message_holds_the_time_back_until_it_is_done_with(db: Connection) -> None:
    """It is delivered every six minutes, among messages that are recorded."""
    busy_minutes(db, START, 16)
    sent_at = START + 16 * MINUTE
    for number in range(16, 60):
        at = START + number * MINUTE
        ingest(db, at)
        if number % 6 == 0:
            ingest(db, at, oldest_seconds=(at - sent_at).total_seconds())
        until = observe(db, at, waiting=4)
    assert until is not None
    assert until <= sent_at
    until = busy_minutes(db, START + 60 * MINUTE, 16)
    assert until is not None
    assert until > sent_at


@pytest.mark.parametrize("fault", ["no_success", "backlog", "not_counted", "ingest_stopped"])
def test_busy_queue_proves_nothing_while_something_is_wrong(db: Connection, fault: str) -> None:
    for number in range(40):
        at = START + number * MINUTE
        is_faulty = number % 10 == 5
        if not (is_faulty and fault == "ingest_stopped"):
            ingest(db, at, recorded=0 if is_faulty and fault == "no_success" else 50)
        if fault != "not_counted":
            assert observe(db, at, waiting=5_000 if is_faulty and fault == "backlog" else 4) is None
    if fault == "not_counted":
        assert observe(db, START + 40 * MINUTE, None, None) is None


def test_backlog_that_is_worked_off_within_a_minute_is_none(db: Connection) -> None:
    until = None
    for number in range(17):
        at = START + number * MINUTE
        ingest(db, at, recorded=20_000)
        until = observe(db, at, waiting=9_000)
    assert until is not None


def test_time_never_goes_back(db: Connection) -> None:
    observe(db, START, 0)
    until = observe(db, START + 10 * MINUTE, 0)
    ingest(db, START + 11 * MINUTE, oldest_seconds=86_400)
    for number in range(11, 40):
        ingest(db, START + number * MINUTE, oldest_seconds=86_400)
        assert observe(db, START + number * MINUTE, waiting=4) == until


def test_old_minutes_are_deleted(db: Connection) -> None:
    busy_minutes(db, START, 3)
    observe(db, START + timedelta(days=2), 0)
    assert db.execute("select count(*) from private.usage_queue_minutes").fetchone() == (1,)


def test_killed_gateways_request_is_abandoned_in_half_an_hour_of_traffic(
    db: Connection, tenant: Tenant
) -> None:
    """The queue is never empty."""
    start = this_minute()  # the deadline is by the database's clock
    record(db, [admitted(tenant)])
    abandoned_at = None
    for number in range(60):
        at = start + number * MINUTE
        busy_minutes(db, at, 1)
        if call(db, "reap_usage", p_now=at + timedelta(seconds=30))["abandoned"]:
            abandoned_at = number
            break
    assert abandoned_at is not None
    assert 26 <= abandoned_at <= 29


def test_killed_gateways_request_is_abandoned_soon_in_a_quiet_queue(db: Connection, tenant: Tenant) -> None:
    start = this_minute()  # the deadline is by the database's clock
    record(db, [admitted(tenant)])
    for number in range(60):
        at = start + number * MINUTE
        observe(db, at, 0)
        if call(db, "reap_usage", p_now=at)["abandoned"]:
            break
    assert 11 <= number <= 14


def test_days_outage_abandons_only_what_never_settles(db: Connection, tenant: Tenant) -> None:
    """Admissions are recorded, then the database is away for a day; nobody calls it meanwhile."""
    ids = [new_request_id() for _ in range(20)]
    observe(db, START - 2 * MINUTE, 0)
    observe(db, START - MINUTE, 0)
    record(db, [admitted(tenant, request_id) for request_id in ids])
    back_at = START + timedelta(days=1)
    # The first minutes after the outage: the maintenance runs before the queue is drained.
    for number in range(12):
        at = back_at + number * MINUTE
        observe(db, at, waiting=40_000 - 3_000 * number, in_flight=1_000)
        assert call(db, "reap_usage", p_now=at) == {"abandoned": 0}, number
        ingest(db, at, oldest_seconds=86_400.0, recorded=3_000)
        record(db, [settled(tenant, request_id) for request_id in ids[number : number + 1]])
    record(db, [settled(tenant, request_id) for request_id in ids[12:19]])
    busy_minutes(db, back_at + 12 * MINUTE, 17)
    assert call(db, "reap_usage", p_now=back_at + 29 * MINUTE) == {"abandoned": 1}
    states = db.execute("select state, count(*) from usage_events group by 1 order by 1").fetchall()
    assert states == [("abandoned", 1), ("settled", 19)]
