"""Privileges of functions, sequences and schemas match ``tests.support.database.access``."""

from __future__ import annotations

import pytest

from scripts.database.postgres import Connection
from tests.support.database.access import FUNCTIONS, SECURITY_DEFINERS, SEQUENCES
from tests.support.database.portal_roles import PORTAL_ROLES, roles_that_execute

API_ROLES = ("anon", "authenticated", "service_role")


def functions(admin: Connection) -> dict[str, tuple[bool, list[str] | None, str | None]]:
    return {
        f"{schema}.{name}({arguments.replace(', ', ',')})": (definer, config, comment)
        for schema, name, arguments, definer, config, comment in admin.execute(
            "select n.nspname, p.proname, array_to_string(array("
            "  select format_type(t, null) from unnest(p.proargtypes) t), ','), p.prosecdef, p.proconfig,"
            " obj_description(p.oid, 'pg_proc')"
            " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            " where n.nspname in ('public', 'private')"
        )
    }


def aggregates(admin: Connection) -> set[str]:
    """Names of the functions that have no body, and so no configuration."""
    found = admin.execute("select oid::regprocedure::text from pg_proc where prokind = 'a'")
    return {name for (name,) in found}


def test_access_list_has_every_function(admin: Connection) -> None:
    assert functions(admin).keys() == FUNCTIONS.keys()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_execute_privileges_match_access_list(admin: Connection, function: str) -> None:
    granted = {
        role
        for role in (*API_ROLES, *PORTAL_ROLES, "public", "supabase_auth_admin", "authenticator")
        if admin.execute("select has_function_privilege(%s, %s, 'EXECUTE')", [role, function]).fetchone()
        == (True,)
    }
    assert granted == FUNCTIONS[function] | roles_that_execute(function)


def test_functions_set_search_path_and_only_listed_ones_run_as_owner(
    admin: Connection,
) -> None:
    found = functions(admin)
    unpinned = {name for name, (_, config, _) in found.items() if 'search_path=""' not in (config or [])}
    assert unpinned - aggregates(admin) == set()
    expected = SECURITY_DEFINERS | {name for name in FUNCTIONS if roles_that_execute(name)}
    assert {name for name, (definer, _, _) in found.items() if definer} == expected


def test_sequence_privileges_match_access_list(admin: Connection) -> None:
    found = admin.execute(
        "select schemaname || '.' || sequencename from pg_sequences where schemaname in ('public', 'private')"
    ).fetchall()
    assert {name for (name,) in found} == SEQUENCES.keys()
    for sequence, expected in SEQUENCES.items():
        for verb in ("USAGE", "SELECT", "UPDATE"):
            granted = {
                role
                for role in API_ROLES
                if admin.execute(
                    "select has_sequence_privilege(%s, %s, %s)", [role, sequence, verb]
                ).fetchone()
                == (True,)
            }
            assert granted == (expected if verb == "USAGE" else frozenset()), f"{verb} on {sequence}"


def test_only_expected_roles_may_use_the_private_schema(admin: Connection) -> None:
    for role, expected in (
        ("anon", False),
        ("authenticated", True),
        ("service_role", True),
        ("public", False),
    ):
        row = admin.execute(
            "select has_schema_privilege(r, 'private', 'USAGE'), has_schema_privilege(r, 'private', 'CREATE')"
            " from (select %s as r) asked",
            [role],
        ).fetchone()
        assert row == (expected, False), role
