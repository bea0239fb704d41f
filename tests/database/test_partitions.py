"""usage_events by month: every id has its place ahead of time, and nobody reads a partition by itself."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from portal.web.ids import request_id_from
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection, PostgresServer
from tests.database.tenant import call, record, sign_up
from tests.database.test_access import VERBS
from tests.database.test_concurrency import together
from tests.database.world import acting_as


def partitions(db: Connection) -> list[str]:
    found = db.execute(
        "select inhrelid::regclass::text from pg_inherits"
        " where inhparent = 'usage_events'::regclass order by 1"
    )
    return [name for (name,) in found]


def months(first: datetime, count: int) -> list[str]:
    months = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(count)]
    return [f"private.usage_events_{year}_{month + 1:02}" for year, month in months]


def an_id(at: datetime, randomness: int = 7) -> str:
    return request_id_from(int(at.timestamp() * 1000), randomness)


def test_three_months_are_open_ahead(db: Connection) -> None:
    assert partitions(db) == months(datetime.now(UTC), 4)


@pytest.mark.parametrize(
    "at", [NOON, datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, tzinfo=UTC)]
)
def test_the_floor_of_a_moment_is_what_its_ids_begin_with(admin: Connection, at: datetime) -> None:
    (floor,) = admin.execute("select private.request_id_floor(%s)", [at]).fetchone() or ()
    assert an_id(at, 0) == floor + "0" * 16


def test_opening_is_safe_twice_late_and_at_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    later = datetime.now(UTC) + timedelta(days=200)
    opened = together(
        postgres,
        database,
        [lambda c: call(c, "open_usage_partitions", p_now=later)["opened"] for _ in range(4)],
    )
    assert sorted(opened) == [0, 0, 0, len(partitions(committed)) - 4]
    assert set(months(later, 4)) <= set(partitions(committed))
    assert call(committed, "open_usage_partitions") == {"opened": 0}


def test_a_partition_is_opened_while_requests_are_recorded(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    done = threading.Event()

    def recording(connection: Connection) -> int:
        count = 0
        while not done.is_set():
            count += record(connection, both(tenant))["recorded"]
        return count

    def opening(connection: Connection) -> int:
        opened: int = call(connection, "open_usage_partitions", p_months=24)["opened"]
        done.set()
        return opened

    counted, opened = together(postgres, database, [recording, opening])
    assert opened == 21
    assert committed.execute("select count(*) * 2 from usage_events").fetchone() == (counted,)


def test_a_request_is_in_the_month_of_its_id_and_once_over_all(db: Connection) -> None:
    tenant = sign_up(db)
    now = datetime.now(UTC)
    request_ids = [an_id(now + timedelta(days=days)) for days in (-9999, 0, 31, 62)]
    events = [event for request_id in request_ids for event in both(tenant, request_id)]
    assert record(db, events)["recorded"] == 8
    assert record(db, events[::-1]) == {"recorded": 0, "duplicates": 8, "rejected": []}
    where = db.execute("select tableoid::regclass::text from usage_events order by request_id").fetchall()
    (first,) = months(now, 1)
    assert [name == first for (name,) in where] == [True, True, False, False]
    assert len(set(where)) == 3


def test_a_request_of_a_month_that_nobody_opened_is_refused(db: Connection) -> None:
    tenant = sign_up(db)
    late = an_id(datetime.now(UTC) + timedelta(days=200))
    with pytest.raises(psycopg.errors.CheckViolation, match="no partition"), db.transaction():
        record(db, [admitted(tenant, late)])
    call(db, "open_usage_partitions", p_months=8)
    assert record(db, [admitted(tenant, late)])["recorded"] == 1


def test_keys_are_still_referred_to(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [settled(tenant, an_id(datetime.now(UTC) + timedelta(days=62)))])
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        db.execute("delete from api_keys where id = %s", [tenant.key_id])


def test_nobody_reads_a_partition_by_itself(admin: Connection) -> None:
    for name in partitions(admin):
        granted = admin.execute(
            "select role, verb"
            " from unnest('{anon,authenticated,service_role}'::text[]) role, unnest(%s::text[]) verb"
            " where has_table_privilege(role, %s, verb) or has_any_column_privilege(role, %s, 'SELECT')",
            [list(VERBS), name, name],
        )
        assert granted.fetchall() == [], name
        secured = admin.execute("select relrowsecurity from pg_class where oid = %s::regclass", [name])
        assert secured.fetchone() == (True,), name
        for role in ("anon", "authenticated", "service_role"):
            with (
                acting_as(admin, role),
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                admin.transaction(),
            ):
                admin.execute(f"select from {name}")


def test_every_partition_has_the_indexes_of_the_whole(admin: Connection) -> None:
    per_table = admin.execute(
        "select count(*), count(*) filter (where i.inhparent is not null) from pg_index x"
        " left join pg_inherits i on i.inhrelid = x.indexrelid"
        " where x.indrelid = any (%s::regclass[]) group by x.indrelid",
        [partitions(admin)],
    ).fetchall()
    assert set(per_table) == {(6, 6)}
