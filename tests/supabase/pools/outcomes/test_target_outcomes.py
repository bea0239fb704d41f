"""record_usage counts the attempts of settled events by target and 5 seconds, for the pool monitor."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.usage import MAX_ATTEMPTED_TARGETS, AttemptedTarget, AttemptOutcome
from portal.web.ids import new_request_id
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.events import admitted, settled
from tests.support.database.tenant import Tenant, call, record, sign_up

OUTCOMES: tuple[AttemptOutcome, ...] = get_args(AttemptOutcome)
ONE, TWO = (f"tgt_{number:016x}" for number in (1, 2))


def attempt(id_: str = ONE, outcome: AttemptOutcome = "ok", ttft_ms: float | None = None) -> AttemptedTarget:
    return AttemptedTarget(id=id_, outcome=outcome, ttft_ms=ttft_ms, duration_ms=500)


def settle(tenant: Tenant, *attempts: AttemptedTarget, **settling: Any) -> dict[str, Any]:
    return settled(tenant, at=settling.pop("at", datetime.now(UTC)), targets=attempts, **settling)


def recent(db: Connection, since: datetime | None = None) -> list[dict[str, Any]]:
    """Return what happened since then, by default in the last half hour."""
    since = since or datetime.now(UTC) - timedelta(minutes=30)
    found: list[dict[str, Any]] = call(db, "recent_target_outcomes", p_since=since)
    return found


def total(buckets: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Return how many attempts ended how, over all buckets, by target and outcome."""
    counts: Counter[tuple[str, str]] = Counter()
    for bucket in buckets:
        counts.update(
            {(bucket["target"], outcome): bucket[outcome] for outcome in OUTCOMES if bucket[outcome]}
        )
    return counts


def test_attempts_are_counted_by_target_and_outcome(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [settle(tenant, attempt(ONE, outcome), attempt(TWO)) for outcome in OUTCOMES])
    record(db, [settle(tenant, attempt(TWO, "busy"))])
    assert total(recent(db)) == {
        **{(ONE, outcome): 1 for outcome in OUTCOMES},
        (TWO, "ok"): len(OUTCOMES),
        (TWO, "busy"): 1,
    }


def test_event_that_is_repeated_or_reordered_counts_once(db: Connection) -> None:
    tenant, request_id = sign_up(db), new_request_id()
    at = datetime.now(UTC)
    end = settled(tenant, request_id, at=at, targets=[attempt(ONE, "timed_out"), attempt(TWO)])
    start = admitted(tenant, request_id, at=at)
    for events in ([end], [end, start], [start], [end, end]):
        record(db, events)
    assert total(recent(db)) == {(ONE, "timed_out"): 1, (TWO, "ok"): 1}


def test_rejected_event_teaches_nothing(db: Connection) -> None:
    stranger = settle(sign_up(db), attempt())
    assert record(db, [{**stranger, "key_id": stranger["organization_id"]}])["rejected"]
    assert recent(db) == []


def test_buckets_are_those_of_the_time_of_the_event(db: Connection) -> None:
    tenant, now = sign_up(db), datetime.now(UTC)
    ends = [now - timedelta(seconds=seconds) for seconds in (20, 40, 3_000)]
    record(db, [settle(tenant, attempt(), at=end - timedelta(seconds=2)) for end in ends])
    buckets = [
        datetime.fromisoformat(bucket["bucket"]) for bucket in recent(db, now - timedelta(seconds=3_100))
    ]
    assert buckets == sorted(buckets)
    for bucket, end in zip(buckets, reversed(ends), strict=True):
        assert timedelta(0) <= end - bucket < timedelta(seconds=5)
    assert len(recent(db, now - timedelta(seconds=30))) == 1


def test_only_the_last_hour_counts_and_the_future_is_now(db: Connection) -> None:
    tenant, now = sign_up(db), datetime.now(UTC)
    record(db, [settle(tenant, attempt(), at=now - timedelta(hours=2))])
    record(db, [settle(tenant, attempt(TWO), at=now + timedelta(hours=2))])
    assert total(recent(db, now - timedelta(days=1))) == {(TWO, "ok"): 1}
    assert datetime.fromisoformat(recent(db)[0]["bucket"]) <= datetime.now(UTC)


def test_bucket_keeps_fifty_times_to_first_text(db: Connection) -> None:
    tenant, at = sign_up(db), datetime.now(UTC)
    for _ in range(2):
        record(db, [settle(tenant, attempt(ttft_ms=number + 0.4), at=at) for number in range(40)])
    (bucket,) = recent(db)
    assert (bucket["ok"], len(bucket["ttft_ms"])) == (80, 50)
    assert sorted(set(bucket["ttft_ms"])) == list(range(40))


def test_eight_attempts_are_stored_and_more_are_dropped(db: Connection) -> None:
    tenant = sign_up(db)
    many = [attempt(f"tgt_{number:016x}") for number in range(MAX_ATTEMPTED_TARGETS + 3)]
    record(db, [settle(tenant, *many)])
    assert len(total(recent(db))) == MAX_ATTEMPTED_TARGETS
    row = db.execute("select jsonb_array_length(attempted_targets) from usage_events").fetchone()
    assert row == (MAX_ATTEMPTED_TARGETS,)


@pytest.mark.parametrize(
    "targets",
    [
        None,
        {},
        "tgt_1",
        5,
        [],
        [1, "x", None],
        [{"id": "tgt_x", "outcome": "ok", "duration_ms": 1}],
        [{"id": "http://10.0.0.7", "outcome": "ok", "duration_ms": 1}],
        [{"id": {}, "outcome": [], "duration_ms": 1}],
        [{"id": ONE, "outcome": "fine", "duration_ms": 1}],
        [{"id": ONE, "outcome": "ok"}],
        [{"id": ONE, "outcome": "ok", "duration_ms": "1"}],
        [{"id": ONE, "outcome": "ok", "duration_ms": -1}],
        [{"id": ONE, "outcome": "ok", "duration_ms": 1, "ttft_ms": "soon"}],
        [{"id": ONE, "outcome": "ok", "duration_ms": 1, "ttft_ms": {}}],
        [{"id": ONE, "outcome": "ok", "duration_ms": 1, "ttft_ms": 10**400}],
    ],
)
def test_what_is_no_attempt_costs_no_event_and_is_not_stored(db: Connection, targets: Any) -> None:
    event = settle(sign_up(db), attempt())
    assert record(db, [{**event, "targets": targets}])["recorded"] == 1
    assert recent(db) == []
    for table in ("usage_events", "request_logs"):
        assert db.execute(f"select attempted_targets from {table}".encode()).fetchone() == (None,), table


def test_whole_attempts_beside_others_are_kept_in_order(db: Connection) -> None:
    event = settle(sign_up(db), attempt(ONE, "busy"), attempt(TWO))
    later = {"id": ONE, "outcome": "of a later release", "duration_ms": 5}
    record(db, [{**event, "targets": [later, event["targets"][0], None, event["targets"][1]]}])
    assert total(recent(db)) == {(ONE, "busy"): 1, (TWO, "ok"): 1}
    ids = "select attempted_targets -> 0 ->> 'id', attempted_targets -> 1 ->> 'id' from request_logs"
    row = db.execute(ids)
    assert row.fetchone() == (ONE, TWO)


def test_event_of_an_older_gateway_has_no_attempts(db: Connection) -> None:
    event = settle(sign_up(db))
    del event["targets"]
    assert record(db, [event])["recorded"] == 1
    assert db.execute("select attempted_targets from usage_events").fetchone() == (None,)


def test_attempts_are_stored_for_operators_only(db: Connection) -> None:
    tenant, request_id = sign_up(db), new_request_id()
    attempts = [attempt(ONE, "timed_out"), attempt(TWO, ttft_ms=120.5)]
    at = datetime.now(UTC)
    record(db, [admitted(tenant, request_id, at=at)])
    record(db, [settled(tenant, request_id, at=at, targets=attempts)])
    stored = [
        {"id": ONE, "outcome": "timed_out", "ttft_ms": None, "duration_ms": 500},
        {"id": TWO, "outcome": "ok", "ttft_ms": 120.5, "duration_ms": 500},
    ]
    for table in ("usage_events", "request_logs"):
        row = db.execute(f"select attempted_targets from {table}".encode()).fetchone()
        assert row == (stored,), table
    (entry,) = call(db, "usage_events_page", p_organization_id=tenant.organization_id)["events"]
    assert "tgt_" not in str(entry)
    assert "tgt_" not in str(call(db, "export_account", p_user_id=tenant.user_id))


def test_erased_account_leaves_no_request_log_with_attempts(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [settle(tenant, attempt())])
    assert call(db, "erase_account", p_user_id=tenant.user_id, p_request_id="req_1")["outcome"] == "done"
    assert db.execute("select count(*) from request_logs").fetchone() == (0,)


def test_concurrent_batches_of_the_same_targets_all_count(postgres: PostgresServer, database: str) -> None:
    with postgres.connect(database) as db:
        tenant = sign_up(db)
    at = datetime.now(UTC)

    def send(number: int) -> None:
        order = (ONE, TWO) if number % 2 else (TWO, ONE)
        with postgres.connect(database) as db:
            record(db, [settle(tenant, *map(attempt, order), at=at) for _ in range(20)])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(12)))
    with postgres.connect(database) as db:
        assert total(recent(db)) == {(ONE, "ok"): 240, (TWO, "ok"): 240}


ATTEMPTS = st.lists(
    st.builds(
        attempt,
        st.sampled_from([ONE, TWO]),
        st.sampled_from(OUTCOMES),
        st.none() | st.floats(0, 1e12),
    ),
    max_size=MAX_ATTEMPTED_TARGETS,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(ATTEMPTS, max_size=4), max_size=3), repeats=st.booleans())
def test_any_events_are_counted_exactly_once(
    db: Connection, batches: list[list[list[AttemptedTarget]]], repeats: bool
) -> None:
    with db.transaction(force_rollback=True):
        tenant = sign_up(db)
        for batch in batches:
            events = [settle(tenant, *attempts) for attempts in batch]
            for _ in range(2 if repeats else 1):
                record(db, events)
        made = [each for batch in batches for attempts in batch for each in attempts]
        assert total(recent(db)) == Counter((each.id, each.outcome) for each in made)


def test_only_the_monitor_may_read_them(db: Connection) -> None:
    db.execute("set local role portal_usage_ingest")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), db.transaction():
        recent(db)
    db.execute("set local role service_role")
    db.execute("set local role portal_pool_monitor")
    assert recent(db) == []
