"""Every table, every role, every verb; nothing granted that is not written in ``access``."""

from __future__ import annotations

import psycopg
import pytest

from tests.database.access import TABLES, Sees
from tests.database.server import Connection
from tests.database.tenant import Tenant
from tests.database.world import World, acting_as, build

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")


@pytest.fixture(scope="module")
def world(admin: Connection) -> World:
    with admin.transaction():
        admin.execute("set local role service_role")
        world = build(admin)
        admin.execute("reset role")
    return world


def tables(admin: Connection) -> set[str]:
    """Return every table and view but partitions, of which ``test_partitions`` knows."""
    return {
        f"{schema}.{name}"
        for schema, name in admin.execute(
            "select schemaname, tablename from pg_tables where schemaname in ('public', 'private')"
            " and not (select relispartition from pg_class"
            "          where oid = format('%I.%I', schemaname, tablename)::regclass)"
            " union all select schemaname, viewname from pg_views where schemaname in ('public', 'private')"
        )
    }


def test_every_table_has_an_entry(admin: Connection) -> None:
    assert tables(admin) == TABLES.keys()


def test_every_table_has_rows_of_both_tenants(admin: Connection, world: World) -> None:
    """Otherwise seeing nothing of another's would prove nothing."""
    for table, access in TABLES.items():
        if access.tenant is None or table.startswith("public.router"):
            assert count(admin, table) > 0, table
            continue
        for tenant in (world.ours, world.theirs):
            assert count(admin, table, access.tenant, tenant) > 0, table


@pytest.mark.parametrize("table", TABLES)
def test_row_level_security_is_on(admin: Connection, table: str) -> None:
    row = admin.execute("select relrowsecurity from pg_class where oid = %s::regclass", [table]).fetchone()
    assert row == (True,)


@pytest.mark.parametrize("table", TABLES)
def test_privileges_are_exactly_these(admin: Connection, table: str) -> None:
    access = TABLES[table]
    readable = access.member is not Sees.DENIED
    expected = {
        "anon": frozenset(),
        "authenticated": frozenset({"SELECT"}) if readable and not access.hidden else frozenset(),
        "service_role": access.service,
        "public": frozenset(),
    }
    for role, verbs in expected.items():
        granted = {
            verb
            for verb in VERBS
            if admin.execute("select has_table_privilege(%s, %s, %s)", [role, table, verb]).fetchone()
            == (True,)
        }
        assert granted == verbs, f"{role} on {table}"


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_exactly_these(admin: Connection, table: str) -> None:
    access = TABLES[table]
    columns = admin.execute(
        "select attname, has_column_privilege('anon', attrelid, attnum, 'SELECT'),"
        " has_column_privilege('authenticated', attrelid, attnum, 'SELECT'),"
        " has_column_privilege('authenticated', attrelid, attnum, 'INSERT')"
        " or has_column_privilege('authenticated', attrelid, attnum, 'UPDATE')"
        " from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
        [table],
    ).fetchall()
    for column, by_anon, by_signed_in, writable in columns:
        readable = access.member is not Sees.DENIED and column not in access.hidden
        assert (by_anon, by_signed_in, writable) == (False, readable, False), f"{table}.{column}"


def count(db: Connection, table: str, column: str | None = None, tenant: Tenant | None = None) -> int:
    where, values = "", []
    if column is not None and tenant is not None:
        where = f" where {column} = %s"
        of_users = table in {"public.users", "public.platform_admins"}
        values = [tenant.user_id if of_users else tenant.organization_id]
    row = db.execute(f"select count(*) from {table}{where}", values).fetchone()
    assert row is not None
    return int(row[0])


def seen(db: Connection, table: str) -> int | None:
    """Return how many rows reading gives; None where it is refused."""
    try:
        with db.transaction():
            return count(db, table)
    except psycopg.errors.InsufficientPrivilege:
        return None


def expected_rows(admin: Connection, table: str, sees: Sees, *tenants: Tenant) -> int | None:
    access = TABLES[table]
    match sees:
        case Sees.DENIED:
            return None
        case Sees.NONE:
            return 0
        case Sees.ALL:
            return count(admin, table)
        case Sees.OWN:
            return sum(count(admin, table, access.tenant, tenant) for tenant in tenants)


@pytest.mark.parametrize("table", TABLES)
def test_reading(admin: Connection, world: World, table: str) -> None:
    access = TABLES[table]
    ours, theirs, elsewhere, outcast = world.ours, world.theirs, world.elsewhere, world.outcast
    with_own_tenant_gone = Sees.NONE if access.manager is Sees.OWN else access.manager
    expected = {
        ("anon", None): None,
        ("authenticated", ours.subject): expected_rows(admin, table, access.manager, ours),
        ("authenticated", theirs.subject): expected_rows(admin, table, access.manager, theirs),
        # A plain member here, an owner elsewhere.
        ("authenticated", elsewhere.subject): expected_rows(admin, table, access.manager, elsewhere)
        if access.member is Sees.NONE
        else expected_rows(
            admin, table, access.member, *((elsewhere,) if table == "public.users" else (ours, elsewhere))
        ),
        # Suspended: sees the catalogue, and that they exist.
        ("authenticated", outcast.subject): expected_rows(admin, table, Sees.OWN, outcast)
        if table == "public.users"
        else expected_rows(admin, table, with_own_tenant_gone),
        ("authenticated", "7e57ab1e-0000-4000-8000-000000000000"): expected_rows(
            admin, table, with_own_tenant_gone
        ),
        ("authenticated", "user_2nobody"): expected_rows(admin, table, with_own_tenant_gone),
        ("authenticated", None): expected_rows(admin, table, with_own_tenant_gone),
        ("service_role", None): count(admin, table),
    }
    for (role, subject), rows in expected.items():
        with acting_as(admin, role, subject):
            assert seen(admin, table) == rows, f"{role} {subject} reading {table}"


@pytest.mark.parametrize("table", TABLES)
def test_nobody_signed_in_writes(admin: Connection, world: World, table: str) -> None:
    column = admin.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attnum = 2", [table]
    ).fetchone()
    assert column is not None
    statements = (
        f"insert into {table} default values",
        f"update {table} set {column[0]} = {column[0]}",
        f"delete from {table}",
        f"truncate {table} cascade",
    )
    for role, subject in (("anon", None), ("authenticated", world.ours.subject)):
        for statement in statements:
            with (
                acting_as(admin, role, subject),
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                admin.transaction(),
            ):
                admin.execute(statement)
