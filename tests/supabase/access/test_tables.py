"""Privileges and row-level security of every table match ``tests.support.database.access``."""

from __future__ import annotations

import psycopg
import pytest

from scripts.database.postgres import Connection
from tests.support.database.access import TABLE_PRIVILEGES, TABLES, RowVisibility
from tests.support.database.access_scenario import AccessScenario, build_access_scenario
from tests.support.database.roles import acting_as
from tests.support.database.tenant import Tenant


@pytest.fixture(scope="module")
def scenario(admin: Connection) -> AccessScenario:
    with admin.transaction():
        admin.execute("set local role service_role")
        scenario = build_access_scenario(admin)
        admin.execute("reset role")
    return scenario


def tables(admin: Connection) -> set[str]:
    """Return all tables and views except partitions, which ``test_partitions`` covers."""
    return {
        f"{schema}.{name}"
        for schema, name in admin.execute(
            "select schemaname, tablename from pg_tables where schemaname in ('public', 'private')"
            " and not (select relispartition from pg_class"
            "          where oid = format('%I.%I', schemaname, tablename)::regclass)"
            " union all select schemaname, viewname from pg_views where schemaname in ('public', 'private')"
        )
    }


def test_access_list_has_every_table(admin: Connection) -> None:
    assert tables(admin) == TABLES.keys()


def count(db: Connection, table: str, column: str | None = None, tenant: Tenant | None = None) -> int:
    where, values = "", []
    if column is not None and tenant is not None:
        where = f" where {column} = %s"
        of_users = table in {"public.users", "public.platform_admins"}
        values = [tenant.user_id if of_users else tenant.organization_id]
    row = db.execute(f"select count(*) from {table}{where}", values).fetchone()
    assert row is not None
    return int(row[0])


def readable_rows(db: Connection, table: str) -> int | None:
    """Return the number of rows that the current role can read, or None if permission is denied."""
    try:
        with db.transaction():
            return count(db, table)
    except psycopg.errors.InsufficientPrivilege:
        return None


def expected_rows(admin: Connection, table: str, visibility: RowVisibility, *tenants: Tenant) -> int | None:
    access = TABLES[table]
    match visibility:
        case RowVisibility.DENIED:
            return None
        case RowVisibility.NONE:
            return 0
        case RowVisibility.ALL:
            return count(admin, table)
        case RowVisibility.OWN:
            return sum(count(admin, table, access.tenant, tenant) for tenant in tenants)


def test_scenario_has_rows_of_both_tenants(admin: Connection, scenario: AccessScenario) -> None:
    """Without rows of the other tenant, reading none of them would prove nothing."""
    for table, access in TABLES.items():
        if access.tenant is None or table.startswith("public.router"):
            assert count(admin, table) > 0, table
            continue
        for tenant in (scenario.tenant, scenario.other):
            assert count(admin, table, access.tenant, tenant) > 0, table


@pytest.mark.parametrize("table", TABLES)
def test_row_level_security_is_enabled(admin: Connection, table: str) -> None:
    row = admin.execute("select relrowsecurity from pg_class where oid = %s::regclass", [table]).fetchone()
    assert row == (True,)


@pytest.mark.parametrize("table", TABLES)
def test_table_privileges_match_access_list(admin: Connection, table: str) -> None:
    access = TABLES[table]
    readable = access.member is not RowVisibility.DENIED
    expected = {
        "anon": frozenset(),
        "authenticated": frozenset({"SELECT"}) if readable and not access.hidden else frozenset(),
        "service_role": access.service,
        "public": frozenset(),
    }
    for role, verbs in expected.items():
        granted = {
            verb
            for verb in TABLE_PRIVILEGES
            if admin.execute("select has_table_privilege(%s, %s, %s)", [role, table, verb]).fetchone()
            == (True,)
        }
        assert granted == verbs, f"{role} on {table}"


@pytest.mark.parametrize("table", TABLES)
def test_column_privileges_match_access_list(admin: Connection, table: str) -> None:
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
        readable = access.member is not RowVisibility.DENIED and column not in access.hidden
        assert (by_anon, by_signed_in, writable) == (False, readable, False), f"{table}.{column}"


@pytest.mark.parametrize("table", TABLES)
def test_roles_read_only_permitted_rows(admin: Connection, scenario: AccessScenario, table: str) -> None:
    access = TABLES[table]
    tenant, other = scenario.tenant, scenario.other
    member, suspended = scenario.member, scenario.suspended
    without_tenant = RowVisibility.NONE if access.manager is RowVisibility.OWN else access.manager
    expected = {
        ("anon", None): None,
        ("authenticated", tenant.subject): expected_rows(admin, table, access.manager, tenant),
        ("authenticated", other.subject): expected_rows(admin, table, access.manager, other),
        # A member of the first organisation, and owner of their own.
        ("authenticated", member.subject): expected_rows(admin, table, access.manager, member)
        if access.member is RowVisibility.NONE
        else expected_rows(
            admin, table, access.member, *((member,) if table == "public.users" else (tenant, member))
        ),
        # Suspended: reads only the catalogue and their own user.
        ("authenticated", suspended.subject): expected_rows(admin, table, RowVisibility.OWN, suspended)
        if table == "public.users"
        else expected_rows(admin, table, without_tenant),
        ("authenticated", "7e57ab1e-0000-4000-8000-000000000000"): expected_rows(
            admin, table, without_tenant
        ),
        ("authenticated", "user_2nobody"): expected_rows(admin, table, without_tenant),
        ("authenticated", None): expected_rows(admin, table, without_tenant),
        ("service_role", None): count(admin, table),
    }
    for (role, subject), rows in expected.items():
        with acting_as(admin, role, subject):
            assert readable_rows(admin, table) == rows, f"{role} {subject} reading {table}"


@pytest.mark.parametrize("table", TABLES)
def test_signed_in_and_anonymous_users_cannot_write(
    admin: Connection, scenario: AccessScenario, table: str
) -> None:
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
    for role, subject in (("anon", None), ("authenticated", scenario.tenant.subject)):
        for statement in statements:
            with (
                acting_as(admin, role, subject),
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                admin.transaction(),
            ):
                admin.execute(statement)
