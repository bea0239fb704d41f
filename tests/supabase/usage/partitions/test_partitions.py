"""Monthly partitions of usage_events: created ahead, and readable only through the table."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from portal.web.ids import request_id_from
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.access import TABLE_PRIVILEGES
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import NOON, admitted, request_events, settled
from tests.support.database.roles import acting_as
from tests.support.database.tenant import call, record, sign_up


def partitions(db: Connection) -> list[str]:
    found = db.execute(
        "select inhrelid::regclass::text from pg_inherits"
        " where inhparent = 'usage_events'::regclass order by 1"
    )
    return [name for (name,) in found]


def months(first: datetime, count: int) -> list[str]:
    months = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(count)]
    return [f"private.usage_events_{year}_{month + 1:02}" for year, month in months]


def request_id_at(at: datetime, randomness: int = 7) -> str:
    return request_id_from(int(at.timestamp() * 1000), randomness)


def test_partitions_exist_for_three_months_ahead(db: Connection) -> None:
    assert partitions(db) == months(datetime.now(UTC), 4)


@pytest.mark.parametrize(
    "at", [NOON, datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, tzinfo=UTC)]
)
def test_floor_is_the_prefix_of_the_ids_of_its_time(admin: Connection, at: datetime) -> None:
    (floor,) = admin.execute("select private.request_id_floor(%s)", [at]).fetchone() or ()
    assert request_id_at(at, 0) == floor + "0" * 16


def test_opening_is_idempotent_when_late_or_concurrent(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    later = datetime.now(UTC) + timedelta(days=200)
    opened = run_concurrently(
        postgres,
        database,
        [lambda c: call(c, "open_usage_partitions", p_now=later)["opened"] for _ in range(4)],
    )
    assert sorted(opened) == [0, 0, 0, len(partitions(committed)) - 4]
    assert set(months(later, 4)) <= set(partitions(committed))
    assert call(committed, "open_usage_partitions") == {"opened": 0}


def test_partitions_open_while_requests_are_recorded(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    done = threading.Event()

    def recording(connection: Connection) -> int:
        count = 0
        while not done.is_set():
            count += record(connection, request_events(tenant))["recorded"]
        return count

    def opening(connection: Connection) -> int:
        opened: int = call(connection, "open_usage_partitions", p_months=24)["opened"]
        done.set()
        return opened

    counted, opened = run_concurrently(postgres, database, [recording, opening])
    assert opened == 21
    assert committed.execute("select count(*) * 2 from usage_events").fetchone() == (counted,)


def test_request_is_stored_once_in_the_month_of_its_id(db: Connection) -> None:
    tenant = sign_up(db)
    now = datetime.now(UTC)
    request_ids = [request_id_at(now + timedelta(days=days)) for days in (-9999, 0, 31, 62)]
    events = [event for request_id in request_ids for event in request_events(tenant, request_id)]
    assert record(db, events)["recorded"] == 8
    assert record(db, events[::-1]) == {"recorded": 0, "duplicates": 8, "rejected": []}
    where = db.execute("select tableoid::regclass::text from usage_events order by request_id").fetchall()
    (first,) = months(now, 1)
    assert [name == first for (name,) in where] == [True, True, False, False]
    assert len(set(where)) == 3


def test_request_of_a_month_without_partition_is_rejected(db: Connection) -> None:
    tenant = sign_up(db)
    late = request_id_at(datetime.now(UTC) + timedelta(days=200))
    with pytest.raises(psycopg.errors.CheckViolation, match="no partition"), db.transaction():
        record(db, [admitted(tenant, late)])
    call(db, "open_usage_partitions", p_months=8)
    assert record(db, [admitted(tenant, late)])["recorded"] == 1


def test_key_with_requests_cannot_be_deleted(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [settled(tenant, request_id_at(datetime.now(UTC) + timedelta(days=62)))])
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        db.execute("delete from api_keys where id = %s", [tenant.key_id])


def test_partition_cannot_be_read_directly(admin: Connection) -> None:
    for name in partitions(admin):
        granted = admin.execute(
            "select role, verb"
            " from unnest('{anon,authenticated,service_role}'::text[]) role, unnest(%s::text[]) verb"
            " where has_table_privilege(role, %s, verb) or has_any_column_privilege(role, %s, 'SELECT')",
            [list(TABLE_PRIVILEGES), name, name],
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


def test_every_partition_has_the_indexes_of_the_table(admin: Connection) -> None:
    per_table = admin.execute(
        "select count(*), count(*) filter (where i.inhparent is not null) from pg_index x"
        " left join pg_inherits i on i.inhrelid = x.indexrelid"
        " where x.indrelid = any (%s::regclass[]) group by x.indrelid",
        [partitions(admin)],
    ).fetchall()
    assert set(per_table) == {(6, 6)}
