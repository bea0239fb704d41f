"""record_usage: each event is recorded once, in any order and batch."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.recorded import read_recorded, read_rows
from tests.support.database.tenant import Tenant, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def test_request_is_written_to_all_tables(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    assert record(db, request_events(tenant, request_id)) == {"recorded": 2, "duplicates": 0, "rejected": []}

    (event,) = read_rows(db, "select * from usage_events")
    assert event["request_id"] == request_id
    assert (event["state"], event["outcome"], event["status"]) == ("settled", "ok", 200)
    assert (event["prompt_tokens"], event["completion_tokens"], event["total_tokens"]) == (10, 32, 42)
    assert (event["admitted_at"], event["settled_at"]) == (NOON, NOON + timedelta(seconds=2))
    (clock,) = read_rows(db, "select clock_timestamp() as now")
    assert timedelta() <= clock["now"] + timedelta(minutes=11) - event["deadline_at"] < timedelta(minutes=1)

    (log,) = read_rows(db, "select * from request_logs")
    assert (log["request_id"], log["pool"], log["attempts"]) == (request_id, "oss-20b", 1)

    (hour,) = read_rows(db, "select * from usage_hourly")
    assert (hour["hour"], hour["requests"], hour["settled"]) == (NOON, 1, 1)
    assert (hour["prompt_tokens"], hour["completion_tokens"], hour["ttft_ms_sum"]) == (10, 32, 120.5)

    (entry,) = read_rows(db, "select * from billing_ledger")
    assert (entry["kind"], entry["source_id"], entry["amount_nanousd"]) == ("usage", request_id, 0)

    (key,) = read_rows(db, "select last_used_at from api_keys")
    assert key["last_used_at"] == NOON


def test_admitted_request_is_in_flight(db: Connection, tenant: Tenant) -> None:
    assert record(db, [admitted(tenant)])["recorded"] == 1
    (event,) = read_rows(db, "select * from usage_events")
    assert (event["state"], event["outcome"], event["settled_at"]) == ("admitted", None, None)
    (hour,) = read_rows(db, "select * from usage_hourly")
    assert (hour["requests"], hour["settled"], hour["prompt_tokens"]) == (1, 0, 0)
    assert read_rows(db, "select * from billing_ledger") == []


def test_order_of_events_makes_no_difference(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    first, last = request_events(tenant, request_id)
    with db.transaction(force_rollback=True):
        record(db, [first])
        record(db, [last])
        in_order = read_recorded(db)
    with db.transaction(force_rollback=True):
        record(db, [last])
        record(db, [first])
        reordered = read_recorded(db)
    record(db, [last, first])
    assert in_order == reordered == read_recorded(db)


def test_repeated_events_change_nothing(db: Connection, tenant: Tenant) -> None:
    events = [event for _ in range(20) for event in request_events(tenant)]
    assert record(db, events)["recorded"] == 40
    before = read_recorded(db)
    assert record(db, events) == {"recorded": 0, "duplicates": 40, "rejected": []}
    assert record(db, events[:7] + events[:7]) == {"recorded": 0, "duplicates": 14, "rejected": []}
    assert read_recorded(db) == before


def test_copies_within_one_batch_count_once(db: Connection, tenant: Tenant) -> None:
    events = request_events(tenant)
    assert record(db, events * 3) == {"recorded": 2, "duplicates": 4, "rejected": []}
    assert read_rows(db, "select requests, settled from usage_hourly") == [{"requests": 1, "settled": 1}]


def test_first_settled_event_is_final(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [settled(tenant, request_id, outcome="client_disconnected", completion_tokens=5)])
    before = read_recorded(db)
    late = settled(tenant, request_id, outcome="failed_after_first_byte", completion_tokens=900)
    assert record(db, [late])["duplicates"] == 1
    assert read_recorded(db) == before


def test_second_settled_event_with_late_admission_is_ignored(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [settled(tenant, request_id, completion_tokens=5)])
    other = settled(tenant, request_id, outcome="failed_after_first_byte", completion_tokens=900)
    assert record(db, [admitted(tenant, request_id), other]) == {
        "recorded": 1, "duplicates": 1, "rejected": [],
    }  # fmt: skip
    (event,) = read_rows(db, "select * from usage_events")
    assert (event["outcome"], event["completion_tokens"], event["error_code"]) == ("ok", 5, None)
    assert read_rows(db, "select settled, errors, completion_tokens from usage_hourly") == [
        {"settled": 1, "errors": 0, "completion_tokens": 5}
    ]


def test_shuffled_batches_record_the_same_as_ordered_ones(db: Connection, tenant: Tenant) -> None:
    seeded = random.Random(20261121)
    outcomes = [
        "ok",
        "client_disconnected",
        "failed_before_first_byte",
        "failed_after_first_byte",
        "deadline",
    ]
    events = [
        event
        for number in range(60)
        for event in request_events(
            tenant,
            at=NOON + timedelta(minutes=7 * number),
            outcome=outcomes[number % 5],
            model=["oss-20b", "oss-120b"][number % 2],
        )
    ]
    with db.transaction(force_rollback=True):
        record(db, events)
        ordered = read_recorded(db)
    shuffled = events * 3
    seeded.shuffle(shuffled)
    recorded = 0
    while shuffled:
        size = seeded.randint(1, 25)
        batch, shuffled = shuffled[:size], shuffled[size:]
        recorded += record(db, batch)["recorded"]
    assert recorded == len(events)
    assert read_recorded(db) == ordered


def test_empty_batch_records_nothing(db: Connection) -> None:
    assert record(db, []) == {"recorded": 0, "duplicates": 0, "rejected": []}


def test_last_use_of_a_key_never_moves_back(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant, at=NOON)])
    record(db, [admitted(tenant, at=NOON - timedelta(hours=1))])
    assert read_rows(db, "select last_used_at from api_keys") == [{"last_used_at": NOON}]
