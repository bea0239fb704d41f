"""Sign-ups of one network are limited, exactly, and each account is counted once."""

from __future__ import annotations

from typing import Any

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import Tenant, call, sign_up

NETWORK = "192.0.2.1"


def count(db: Connection, person: Tenant, network: str = NETWORK, most: int = 3) -> Any:
    return call(db, "count_sign_up", p_user_id=person.user_id, p_network=network, p_max_count=most)


def test_no_more_accounts_than_the_limit_are_counted(db: Connection) -> None:
    people = [sign_up(db) for _ in range(6)]
    assert [count(db, person)["outcome"] for person in people] == ["done"] * 3 + ["too_many"] * 3
    assert 86_390 < count(db, people[5])["retry_after"] <= 86_400
    assert count(db, people[5], "198.51.100.1") == {"outcome": "done"}
    assert [count(db, person, most=1)["outcome"] for person in people[:3]] == ["done"] * 3
    assert db.execute("select accounts from private.sign_ups where network = %s", [NETWORK]).fetchone() == (
        3,
    )


def test_count_starts_anew_after_a_day(db: Connection) -> None:
    people = [sign_up(db) for _ in range(5)]
    for person in people[:3]:
        count(db, person)
    db.execute("update private.sign_ups set started_at = now() - interval '23 hours 59 minutes'")
    assert count(db, people[3])["outcome"] == "too_many"
    db.execute("update private.sign_ups set started_at = now() - interval '1 day'")
    assert count(db, people[3]) == {"outcome": "done"}
    assert db.execute("select accounts from private.sign_ups").fetchall() == [(1,)]
    db.execute("update private.sign_ups set started_at = now() - interval '25 hours'")
    call(db, "delete_old_request_logs", p_days=30)
    assert db.execute("select count(*) from private.sign_ups").fetchone() == (0,)


def test_sign_ups_at_once_do_not_exceed_the_limit(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    people = [sign_up(committed) for _ in range(12)]

    def job(person: Tenant) -> Any:
        return lambda connection: count(connection, person, most=5)["outcome"]

    outcomes = run_concurrently(postgres, database, [job(person) for person in people])
    assert sorted(outcomes) == ["done"] * 5 + ["too_many"] * 7


def test_one_account_at_once_is_counted_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    ada = sign_up(committed)
    run_concurrently(postgres, database, [lambda connection: count(connection, ada)] * 8)
    assert committed.execute("select accounts from private.sign_ups").fetchall() == [(1,)]
