"""record_usage: each fact once, in any order, whatever else is in the batch."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest
from psycopg.errors import NotNullViolation

from portal.web.ids import new_request_id
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection
from tests.database.tenant import Tenant, add_key, call, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def rows(db: Connection, query: str) -> list[dict[str, Any]]:
    cursor = db.execute(query)
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def books(db: Connection) -> dict[str, Any]:
    """Everything that was written, without the numbers that differ from call to call."""
    return {
        "events": rows(
            db, "select to_jsonb(e) - 'admitted_batch' - 'settled_batch' e from usage_events e order by 1"
        ),
        "logs": rows(db, "select to_jsonb(l) l from request_logs l order by 1"),
        "hourly": rows(db, "select to_jsonb(h) h from usage_hourly h order by 1"),
        "ledger": rows(
            db,
            "select to_jsonb(l) - 'id' - 'created_at' l from billing_ledger l order by l.source_id",
        ),
        "keys": rows(db, "select id, last_used_at from api_keys order by id"),
    }


def test_a_request_is_written_everywhere_at_once(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    assert record(db, both(tenant, request_id)) == {"recorded": 2, "duplicates": 0, "rejected": []}

    (event,) = rows(db, "select * from usage_events")
    assert event["request_id"] == request_id
    assert (event["state"], event["ending"], event["status"]) == ("settled", "ok", 200)
    assert (event["prompt_tokens"], event["completion_tokens"], event["total_tokens"]) == (10, 32, 42)
    assert (event["admitted_at"], event["settled_at"]) == (NOON, NOON + timedelta(seconds=2))
    assert event["deadline_at"] == NOON + timedelta(minutes=11)

    (log,) = rows(db, "select * from request_logs")
    assert (log["request_id"], log["pool"], log["attempts"], log["client_retry"]) == (
        request_id,
        "oss-20b",
        1,
        1,
    )

    (hour,) = rows(db, "select * from usage_hourly")
    assert (hour["hour"], hour["requests"], hour["settled"]) == (NOON, 1, 1)
    assert (hour["prompt_tokens"], hour["completion_tokens"], hour["ttft_ms_sum"]) == (10, 32, 120.5)

    (entry,) = rows(db, "select * from billing_ledger")
    assert (entry["kind"], entry["source_id"], entry["amount_nanousd"]) == ("usage", request_id, 0)

    (key,) = rows(db, "select last_used_at from api_keys")
    assert key["last_used_at"] == NOON


def test_an_admission_alone_is_in_flight(db: Connection, tenant: Tenant) -> None:
    assert record(db, [admitted(tenant)])["recorded"] == 1
    (event,) = rows(db, "select * from usage_events")
    assert (event["state"], event["ending"], event["settled_at"]) == ("admitted", None, None)
    (hour,) = rows(db, "select * from usage_hourly")
    assert (hour["requests"], hour["settled"], hour["prompt_tokens"]) == (1, 0, 0)
    assert rows(db, "select * from billing_ledger") == []


def test_the_order_of_saying_makes_no_difference(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    first, last = both(tenant, request_id)
    with db.transaction(force_rollback=True):
        record(db, [first])
        record(db, [last])
        in_order = books(db)
    with db.transaction(force_rollback=True):
        record(db, [last])
        record(db, [first])
        reordered = books(db)
    record(db, [last, first])
    assert in_order == reordered == books(db)


def test_a_replay_changes_nothing(db: Connection, tenant: Tenant) -> None:
    events = [event for _ in range(20) for event in both(tenant)]
    assert record(db, events)["recorded"] == 40
    before = books(db)
    assert record(db, events) == {"recorded": 0, "duplicates": 40, "rejected": []}
    assert record(db, events[:7] + events[:7]) == {"recorded": 0, "duplicates": 14, "rejected": []}
    assert books(db) == before


def test_copies_within_one_batch_count_once(db: Connection, tenant: Tenant) -> None:
    events = both(tenant)
    assert record(db, events * 3) == {"recorded": 2, "duplicates": 4, "rejected": []}
    assert rows(db, "select requests, settled from usage_hourly") == [{"requests": 1, "settled": 1}]


def test_what_settles_first_stands(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [settled(tenant, request_id, ending="cancelled", completion_tokens=5)])
    before = books(db)
    late = settled(tenant, request_id, ending="failed_after_first_byte", completion_tokens=900)
    assert record(db, [late])["duplicates"] == 1
    assert books(db) == before


def test_a_second_end_cannot_ride_in_with_a_late_admission(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    record(db, [settled(tenant, request_id, completion_tokens=5)])
    other = settled(tenant, request_id, ending="failed_after_first_byte", completion_tokens=900)
    assert record(db, [admitted(tenant, request_id), other]) == {
        "recorded": 1, "duplicates": 1, "rejected": [],
    }  # fmt: skip
    (event,) = rows(db, "select * from usage_events")
    assert (event["ending"], event["completion_tokens"], event["error_code"]) == ("ok", 5, None)
    assert rows(db, "select settled, errors, completion_tokens from usage_hourly") == [
        {"settled": 1, "errors": 0, "completion_tokens": 5}
    ]


def test_a_shuffled_stream_of_batches_gives_the_books_of_an_orderly_one(
    db: Connection, tenant: Tenant
) -> None:
    seeded = random.Random(20261121)
    endings = ["ok", "cancelled", "failed_before_first_byte", "failed_after_first_byte", "deadline"]
    events = [
        event
        for number in range(60)
        for event in both(
            tenant,
            at=NOON + timedelta(minutes=7 * number),
            ending=endings[number % 5],
            model=["oss-20b", "oss-120b"][number % 2],
        )
    ]
    with db.transaction(force_rollback=True):
        record(db, events)
        orderly = books(db)
    shuffled = events * 3
    seeded.shuffle(shuffled)
    recorded = 0
    while shuffled:
        size = seeded.randint(1, 25)
        batch, shuffled = shuffled[:size], shuffled[size:]
        recorded += record(db, batch)["recorded"]
    assert recorded == len(events)
    assert books(db) == orderly


def test_strangers_are_reported_and_the_rest_is_recorded(db: Connection, tenant: Tenant) -> None:
    neighbour = sign_up(db)
    unknown = admitted(tenant) | {"key_id": str(uuid.uuid4())}
    garbled = admitted(tenant) | {"key_id": "not-a-uuid"}
    foreign = admitted(tenant) | {"organization_id": str(neighbour.organization_id)}
    lost = admitted(tenant) | {"organization_id": "nobody"}
    odd = admitted(tenant) | {"kind": "imagined"}
    fine = admitted(tenant)
    answer = record(db, [unknown, garbled, foreign, lost, odd, fine])
    assert (answer["recorded"], answer["duplicates"]) == (1, 0)
    assert {entry["request_id"]: entry["reason"] for entry in answer["rejected"]} == {
        unknown["request_id"]: "unknown_key",
        garbled["request_id"]: "unknown_key",
        foreign["request_id"]: "key_of_another_organization",
        lost["request_id"]: "key_of_another_organization",
        odd["request_id"]: "unknown_kind",
    }
    assert rows(db, "select request_id from usage_events") == [{"request_id": fine["request_id"]}]


def test_another_tenant_cannot_settle_a_request(db: Connection, tenant: Tenant) -> None:
    neighbour = sign_up(db)
    event = admitted(tenant)
    record(db, [event])
    before = books(db)
    assert record(db, [settled(neighbour, event["request_id"])])["recorded"] == 0
    assert books(db) == before


def test_absurd_numbers_do_not_lose_the_request(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    first, last = both(tenant, request_id)
    answer = record(
        db, [first | {"client_retry": 10**12}, last | {"completion_tokens": 10**15, "attempts": 10**6}]
    )
    assert answer == {"recorded": 2, "duplicates": 0, "rejected": []}
    assert rows(db, "select completion_tokens from usage_events") == [{"completion_tokens": 2**31 - 1}]


def test_nothing_is_nothing(db: Connection) -> None:
    assert record(db, []) == {"recorded": 0, "duplicates": 0, "rejected": []}


@pytest.mark.parametrize(
    ("ending", "errors", "cancelled"),
    [("ok", 0, 0), ("cancelled", 0, 1), ("failed_before_first_byte", 1, 0), ("deadline", 1, 0)],
)
def test_endings_are_counted(
    db: Connection, tenant: Tenant, ending: Any, errors: int, cancelled: int
) -> None:
    record(db, [settled(tenant, ending=ending)])
    assert rows(db, "select errors, cancelled from usage_hourly") == [
        {"errors": errors, "cancelled": cancelled}
    ]


def test_the_last_use_of_a_key_never_goes_back(db: Connection, tenant: Tenant) -> None:
    record(db, [admitted(tenant, at=NOON)])
    record(db, [admitted(tenant, at=NOON - timedelta(hours=1))])
    assert rows(db, "select last_used_at from api_keys") == [{"last_used_at": NOON}]


def test_keys_and_models_have_rows_of_their_own(db: Connection, tenant: Tenant) -> None:
    second = Tenant(
        tenant.subject, tenant.user_id, tenant.organization_id, add_key(db, tenant.organization_id)
    )
    record(db, [*both(tenant), *both(second), *both(second, model="oss-120b")])
    found = rows(db, "select model, requests from usage_hourly order by model")
    assert found == [
        {"model": "oss-120b", "requests": 1},
        {"model": "oss-20b", "requests": 1},
        {"model": "oss-20b", "requests": 1},
    ]


def test_prepaid_usage_costs_its_price_at_the_time(db: Connection) -> None:
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    db.execute(
        "insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now()),"
        " ('oss-20b', '2026-11-20 13:00+00', 70, 300, now())"
    )
    tenant = sign_up(db, plan="payg")
    db.execute("update plan_subscriptions set started_at = '2026-01-01' where plan = 'payg'")
    early, late = new_request_id(), new_request_id()
    record(db, both(tenant, early, at=NOON) + both(tenant, late, at=NOON + timedelta(hours=2)))
    for ending in ("failed_before_first_byte", "failed_after_first_byte", "deadline"):
        record(db, both(tenant, ending=ending))
    record(db, both(tenant, model="oss-120b"))  # no price: costs nothing
    found = rows(db, "select source_id, amount_nanousd from billing_ledger where amount_nanousd <> 0")
    assert {entry["source_id"]: entry["amount_nanousd"] for entry in found} == {
        early: -(10 * 50 + 32 * 200),
        late: -(10 * 70 + 32 * 300),
    }
    (sums,) = rows(db, "select -sum(amount_nanousd) as ledger from billing_ledger")
    (events,) = rows(db, "select sum(cost_nanousd) as events from usage_events")
    (hours,) = rows(db, "select sum(cost_nanousd) as hours from usage_hourly")
    assert sums["ledger"] == events["events"] == hours["hours"]


def test_a_plan_begun_later_does_not_price_the_past(db: Connection) -> None:
    db.execute("insert into plans (id, display_name, charging) values ('payg', 'Pay as you go', 'prepaid')")
    db.execute("insert into model_prices values ('oss-20b', '2020-01-01', 50, 200, now())")
    tenant = sign_up(db)
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="payg")
    record(db, both(tenant, at=NOON - timedelta(days=300)))
    assert rows(db, "select amount_nanousd from billing_ledger") == [{"amount_nanousd": 0}]


def test_what_an_older_gateway_does_not_say_is_null_and_not_the_most_there_can_be(db: Connection) -> None:
    tenant = sign_up(db)
    let_in, end = both(tenant)
    del let_in["client_retry"], end["attempts"], end["estimated_tokens"]
    record(db, [let_in, end])
    assert db.execute(
        "select e.estimated_tokens, l.client_retry, l.attempts"
        " from usage_events e join request_logs l using (request_id) where e.request_id = %s",
        [end["request_id"]],
    ).fetchone() == (None, None, None)


def test_an_event_without_its_tokens_is_refused_rather_than_charged(db: Connection) -> None:
    event = settled(sign_up(db))
    del event["prompt_tokens"]
    with pytest.raises(NotNullViolation):
        record(db, [event])
