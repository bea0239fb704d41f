"""count_within_limits: sliding windows that hold under concurrency."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently

CALLERS = 8
MINUTE, DAY = 60, 86_400


def window(allowed: int, seconds: int = DAY, subject: str | None = None) -> dict[str, Any]:
    return {
        "name": f"{seconds} s",
        "subject": subject or f"user:{uuid.uuid4()}",
        "seconds": seconds,
        "allowed": allowed,
    }


def count(db: Connection, *windows: dict[str, Any]) -> dict[str, Any]:
    row = db.execute("select public.count_within_limits(%s)", [Jsonb(list(windows))]).fetchone()
    assert row is not None
    result: dict[str, Any] = row[0]
    return result


def set_buckets(db: Connection, used: dict[str, Any], current: int, previous: int) -> None:
    """Set the counts of a window: of the present bucket and the one before."""
    db.execute(
        "update private.rate_limit_counters set current = %s, previous = %s,"
        " bucket = floor(extract(epoch from clock_timestamp()) / seconds) where subject = %s",
        [current, previous, used["subject"]],
    )


def test_full_window_refuses_and_says_when_it_passes(db: Connection) -> None:
    day = window(3)
    assert [count(db, day)["outcome"] for _ in range(5)] == ["done"] * 3 + ["limited"] * 2
    refused = count(db, day)
    assert (refused["name"], refused["limit"]) == ("86400 s", 3)
    assert 0 < refused["retry_after"] <= DAY


def test_full_window_counts_in_no_other(db: Connection) -> None:
    full, other = window(0), window(1, MINUTE)
    for _ in range(3):
        assert count(db, full, other)["name"] == full["name"]
    assert count(db, other)["outcome"] == "done"


def test_longest_wait_is_named(db: Connection) -> None:
    minute, day = window(0, MINUTE), window(0, DAY)
    assert count(db, minute, day)["name"] in {minute["name"], day["name"]}
    assert count(db, minute, window(0, 10 * DAY))["name"] == "864000 s"


@settings(max_examples=60, deadline=None)
@given(allowed=st.integers(1, 50), current=st.integers(0, 60), previous=st.integers(0, 60), data=st.data())
def test_window_slides_and_the_wait_is_exact(
    postgres: PostgresServer, shared_database: str, allowed: int, current: int, previous: int, data: Any
) -> None:
    """After the wait the request passes, and a tenth before it does not."""
    with postgres.connect(shared_database) as db, db.transaction(force_rollback=True):
        seconds = data.draw(st.sampled_from([MINUTE, DAY]))
        used = window(allowed, seconds)
        if time.time() % seconds > seconds - 10:
            return  # the next bucket might begin meanwhile
        count(db, used)
        set_buckets(db, used, min(current, allowed), previous)
        now = time.time()
        fraction = now / seconds % 1
        counted = min(current, allowed) + int(previous * (1 - fraction))
        result = count(db, used)
        if abs(counted + 1 - allowed) > 1:  # at the very edge the clock decides
            assert (result["outcome"] == "limited") == (counted >= allowed)
        if result["outcome"] == "done" or result["retry_after"] > seconds * (1 - fraction):
            return

        def passes(waited: float) -> bool:
            later = fraction + waited / seconds
            return min(current, allowed) + int(previous * (1 - later)) < allowed

        if current < allowed:
            assert passes(result["retry_after"] + 2)  # the database decided a moment after ``fraction``
            assert not passes(result["retry_after"] * 0.9 - 1)


def test_concurrent_calls_pass_exactly_to_the_limit(postgres: PostgresServer, database: str) -> None:
    shared = window(10)
    subjects = [f"user:{number}" for number in range(CALLERS)]

    def job(number: int) -> Any:
        own = window(1_000, MINUTE, subjects[number])
        order = [shared, own] if number % 2 else [own, shared]
        return lambda connection: [count(connection, *order)["outcome"] for _ in range(5)]

    outcomes = run_concurrently(postgres, database, [job(number) for number in range(CALLERS)])
    assert sum(each.count("done") for each in outcomes) == 10


@pytest.mark.parametrize("callers", [2, CALLERS])
def test_calls_that_delete_expired_rows_do_not_block_each_other(
    postgres: PostgresServer, database: str, committed: Connection, callers: int
) -> None:
    """Each caller's own row has expired, and may be deleted by any other."""
    for _ in range(5):
        subjects = [f"user:{uuid.uuid4()}" for _ in range(callers)]
        for subject in subjects:
            count(committed, window(9, MINUTE, subject), window(9, DAY, subject))
        committed.execute("update private.rate_limit_counters set expires_at = now() - interval '1 second'")

        def job(subject: str) -> Any:
            return lambda connection: count(connection, window(9, MINUTE, subject), window(9, DAY, subject))[
                "outcome"
            ]

        assert run_concurrently(postgres, database, [job(each) for each in subjects]) == ["done"] * callers


def test_expired_rows_are_deleted_by_later_calls(db: Connection) -> None:
    for _ in range(30):
        count(db, window(9))
    db.execute("update private.rate_limit_counters set expires_at = now() - interval '1 second'")
    for _ in range(3):
        count(db, window(9))
    row = db.execute("select count(*) from private.rate_limit_counters").fetchone()
    assert row == (3,)
