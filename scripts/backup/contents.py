"""What a backup holds: every table of the portal, and the accounts of Supabase Auth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from psycopg import sql

AUTH_TABLES = ("auth.users", "auth.identities", "auth.mfa_factors")
"""Without them nobody could sign in to their account again. Sessions are left out: people sign in anew."""

MIGRATIONS = "supabase_migrations.schema_migrations"
"""Where Supabase records the migrations that it has applied."""

_TABLES = """
select n.nspname || '.' || c.relname, c.relkind = 'p'
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
  and not exists (select from pg_catalog.pg_depend d
                  where d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::regclass and d.deptype = 'e')
order by 1
"""

_MIGRATIONS = "select version from supabase_migrations.schema_migrations order by 1"
_SEQUENCES = """
select n.nspname || '.' || c.relname
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind = 'S' order by 1
"""

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class TableContent:
    """The rows of a table, and a sum over their text that does not depend on their order.

    The sum is None of Supabase's own tables, which gain columns over time.
    """

    rows: int
    digest: str | None


def portal_tables(connection: Connection) -> dict[str, bool]:
    """Return the portal's tables, and whether each is partitioned. Partitions belong to their table."""
    return {str(name): bool(partitioned) for name, partitioned in connection.execute(_TABLES)}


def sequences(connection: Connection) -> dict[str, int]:
    """Return the last value of every sequence, also of those that belong to no column."""
    names = [str(name) for (name,) in connection.execute(_SEQUENCES)]
    return {name: _last_value(connection, name) for name in names}


def auth_tables(connection: Connection) -> list[str]:
    """Return those of ``AUTH_TABLES`` that exist."""
    return [name for name in AUTH_TABLES if _exists(connection, name)]


def applied_migrations(connection: Connection) -> list[str] | None:
    """Return the versions of the applied migrations, None where nobody recorded them."""
    if not _exists(connection, MIGRATIONS):
        return None
    return [str(version) for (version,) in connection.execute(_MIGRATIONS)]


def contents(connection: Connection) -> dict[str, TableContent]:
    """Return the content of every table of a backup, as this transaction sees it."""
    found = {
        name: _content(connection, name, "sum(hashtextextended(t::text, 0)::numeric)")
        for name in portal_tables(connection)
    }
    return found | {name: _content(connection, name, "null::numeric") for name in auth_tables(connection)}


def differences(expected: Mapping[str, TableContent], found: Mapping[str, TableContent]) -> list[str]:
    """Return one line for each table that is not what it was."""
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        before, after = expected.get(name), found.get(name)
        if before is None or after is None:
            lines.append(f"{name} is {'not in the backup' if before is None else 'missing'}")
        elif before.rows != after.rows:
            lines.append(f"{name} has {after.rows} rows instead of {before.rows}")
        elif before.digest != after.digest:
            lines.append(f"{name} has other values")
    return lines


def identifier(name: str) -> sql.Identifier:
    """Return a qualified name, quoted."""
    return sql.Identifier(*name.split("."))


def _content(connection: Connection, name: str, digest: str) -> TableContent:
    query = sql.SQL("select count(*), {} from {} t").format(sql.SQL(cast("Any", digest)), identifier(name))
    row = connection.execute(query).fetchone()
    assert row is not None
    return TableContent(int(cast("int", row[0])), None if row[1] is None else str(row[1]))


def _last_value(connection: Connection, name: str) -> int:
    row = connection.execute(sql.SQL("select last_value from {}").format(identifier(name))).fetchone()
    assert row is not None
    return int(cast("int", row[0]))


def _exists(connection: Connection, name: str) -> bool:
    row = connection.execute("select to_regclass(%s) is not null", [name]).fetchone()
    return row is not None and bool(row[0])
