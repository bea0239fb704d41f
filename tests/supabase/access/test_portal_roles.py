"""Each portal role may do what ``tests.support.database.portal_roles`` says, and nothing else."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from scripts.database.postgres import Connection
from tests.support.database.access import TABLES
from tests.support.database.access_scenario import AccessScenario, build_access_scenario
from tests.support.database.portal_roles import FOR_THE_DOCTOR, PORTAL_ROLES
from tests.support.database.roles import acting_as

ROLES = tuple(PORTAL_ROLES)


@pytest.fixture(scope="module")
def scenario(admin: Connection) -> AccessScenario:
    with admin.transaction():
        admin.execute("set local role service_role")
        scenario = build_access_scenario(admin)
        admin.execute("reset role")
    return scenario


def is_permitted(db: Connection, statement: str | sql.Composed) -> bool:
    """Return whether PostgreSQL permits the statement to the current role. Its changes are rolled back."""
    try:
        with db.transaction(force_rollback=True):
            db.execute("set constraints all immediate")
            db.execute(statement.encode() if isinstance(statement, str) else statement)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.Error:
        return True  # refused for its values, after the check of privileges
    return True


def relations(admin: Connection) -> dict[str, list[str]]:
    """Return every table, partition, view and sequence of every schema of the portal, with its columns."""
    return dict(
        admin.execute(
            "select format('%I.%I', n.nspname, c.relname), array(select a.attname::text from pg_attribute a"
            "  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)"
            " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname in ('public', 'private', 'auth') and c.relkind in ('r', 'p', 'v', 'm')"
        ).fetchall()
    )


@pytest.mark.parametrize("role", ROLES)
def test_role_cannot_sign_in_or_pass_row_level_security(admin: Connection, role: str) -> None:
    row = admin.execute(
        "select rolcanlogin, rolinherit, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
        " from pg_roles where rolname = %s",
        [role],
    ).fetchone()
    assert row == (False,) * 7


@pytest.mark.parametrize("role", ROLES)
def test_role_is_granted_to_authenticator_and_is_member_of_none(admin: Connection, role: str) -> None:
    assert admin.execute("select pg_has_role('authenticator', %s, 'MEMBER')", [role]).fetchone() == (True,)
    others = admin.execute(
        "select r.rolname from pg_roles r where r.rolname <> %s and pg_has_role(%s, r.oid, 'MEMBER')",
        [role, role],
    ).fetchall()
    assert others == []
    for api_role in ("anon", "authenticated", "service_role", *ROLES):
        if api_role != role:
            row = admin.execute("select pg_has_role(%s, %s, 'MEMBER')", [api_role, role]).fetchone()
            assert row == (False,), api_role


@pytest.mark.parametrize("role", ROLES)
def test_statement_timeout_of_the_role(admin: Connection, role: str) -> None:
    row = admin.execute("select rolconfig from pg_roles where rolname = %s", [role]).fetchone()
    assert row == ([f"statement_timeout={PORTAL_ROLES[role].statement_timeout}"],)


def test_list_has_every_portal_role(admin: Connection) -> None:
    found = admin.execute(r"select rolname from pg_roles where rolname like 'portal\_%'").fetchall()
    assert {name for (name,) in found} == PORTAL_ROLES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_schemas(admin: Connection, role: str) -> None:
    usable = admin.execute(
        "select nspname, has_schema_privilege(%s, oid, 'USAGE'), has_schema_privilege(%s, oid, 'CREATE')"
        " from pg_namespace where nspname in ('public', 'private', 'auth')",
        [role, role],
    ).fetchall()
    assert {name: rights for name, *rights in usable} == {
        "public": [True, False],
        "private": [False, False],
        "auth": [False, False],
    }


@pytest.mark.parametrize("role", ROLES)
def test_role_executes_its_functions_and_no_other(admin: Connection, role: str) -> None:
    """Every function of the schemas is called, with nulls: privileges are checked before anything else."""
    permitted: set[str] = set()
    functions = admin.execute(
        "select n.nspname, p.proname, array(select format_type(t, null) from unnest(p.proargtypes) t)"
        " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where n.nspname in ('public', 'private') and p.prokind = 'f'"
    ).fetchall()
    assert len(functions) > 50
    for schema, name, types in functions:
        nulls = sql.SQL(", ").join(sql.SQL(f"null::{kind}") for kind in types)
        call = sql.SQL("select {}({})").format(sql.Identifier(schema, name), nulls)
        with acting_as(admin, role):
            if is_permitted(admin, call):
                permitted.add(f"{schema}.{name}")
    assert permitted == {f"public.{name}" for name in PORTAL_ROLES[role].functions | FOR_THE_DOCTOR}


@pytest.mark.parametrize("role", ROLES)
def test_column_privileges(admin: Connection, role: str) -> None:
    access = PORTAL_ROLES[role]
    for relation, columns in relations(admin).items():
        table = relation.removeprefix("public.")
        expected = {
            "SELECT": access.reads.get(table, frozenset()),
            "UPDATE": access.changes.get(table, frozenset()),
            "INSERT": frozenset(),
            "REFERENCES": frozenset(),
        }
        for verb, granted in expected.items():
            found = {
                column
                for column in columns
                if admin.execute(
                    "select has_column_privilege(%s, %s, %s, %s)", [role, relation, column, verb]
                ).fetchone()
                == (True,)
            }
            assert found == granted, f"{verb} on {relation}"


@pytest.mark.parametrize("role", ROLES)
def test_statements_on_whole_tables(admin: Connection, role: str) -> None:
    access = PORTAL_ROLES[role]
    for relation, columns in relations(admin).items():
        table = relation.removeprefix("public.")
        permitted = {
            verb
            for verb, statement in {
                "select": f"select * from {relation}",
                "insert": f"insert into {relation} default values",
                "update": f"update {relation} set {columns[-1]} = null",
                "delete": f"delete from {relation}",
                "truncate": f"truncate {relation} cascade",
                "lock": f"lock table {relation} in access exclusive mode",
            }.items()
            if _as(admin, role, statement)
        }
        # Deleting rows permits locking the table.
        expected = {"delete", "lock"} if table in access.deletes else set()
        if access.reads.get(table, frozenset()) == {*columns}:
            expected |= {"select"}
        assert permitted - expected == set(), relation
        assert ("delete" in permitted) == (table in access.deletes), relation


@pytest.mark.parametrize("role", ROLES)
def test_sequences(admin: Connection, role: str) -> None:
    names = [
        name
        for (name,) in admin.execute(
            "select format('%I.%I', schemaname, sequencename) from pg_sequences"
            " where schemaname in ('public', 'private', 'auth')"
        )
    ]
    assert names
    for name in names:
        for verb in ("USAGE", "SELECT", "UPDATE"):
            row = admin.execute("select has_sequence_privilege(%s, %s, %s)", [role, name, verb]).fetchone()
            assert row == (False,), f"{verb} on {name}"


def test_role_that_reads_a_table_reads_all_of_its_rows(admin: Connection, scenario: AccessScenario) -> None:
    for role, access in PORTAL_ROLES.items():
        for table, columns in access.reads.items():
            query = f"select {', '.join(sorted(columns))} from public.{table}"
            stored = admin.execute(f"select count(*) from public.{table}".encode()).fetchone()
            with acting_as(admin, role):
                seen = len(admin.execute(query.encode()).fetchall())
            assert stored == (seen,), table
            assert seen > 0, table


def test_control_plane_changes_addresses_and_names_of_users(
    admin: Connection, scenario: AccessScenario
) -> None:
    with acting_as(admin, "portal_control_plane"):
        changed = admin.execute(
            "update users set display_name = 'Ada', email = 'ada@example.com' where id = %s",
            [scenario.tenant.user_id],
        )
        assert changed.rowcount == 1


@pytest.mark.parametrize(
    ("masked", "status", "deleted"),
    [("sk-…1", "active", 0), ("sk-…1", "disabled", 0), ("", "active", 1), ("sk-…1", "revoked", 1)],
)
def test_control_plane_deletes_no_key_that_works(
    admin: Connection, scenario: AccessScenario, masked: str, status: str, deleted: int
) -> None:
    with acting_as(admin, "service_role"):
        row = admin.execute(
            "insert into api_keys (organization_id, name, masked, issuer, status)"
            " values (%s, 'new', %s, 'unkey', %s) returning id",
            [scenario.tenant.organization_id, masked, status],
        ).fetchone()
        assert row is not None
        admin.execute("set local role portal_control_plane")
        assert admin.execute("delete from api_keys where id = %s", list(row)).rowcount == deleted


def test_rows_of_every_listed_table_exist(admin: Connection) -> None:
    tables = {table for role in PORTAL_ROLES.values() for table in role.reads}
    assert {f"public.{table}" for table in tables} <= TABLES.keys()


def _as(admin: Connection, role: str, statement: str) -> bool:
    with acting_as(admin, role):
        return is_permitted(admin, statement)
