"""The record that ``supabase db push`` keeps, as ``make doctor`` reads it."""

from __future__ import annotations

import pytest
from postgrest import AsyncPostgrestClient

from scripts.database.postgres import Connection
from scripts.doctor.supabase.migrations import migration_versions


@pytest.fixture
def owner(db: Connection) -> Connection:
    """The database as the role that applies migrations: on a hosted project it keeps the record, too."""
    db.execute("reset role")
    db.execute("create schema supabase_migrations authorization migrator")
    db.execute("set local role migrator")
    return db


def applied(connection: Connection) -> object:
    connection.execute("reset role")
    connection.execute("set local role service_role")
    row = connection.execute("select public.applied_migrations()").fetchone()
    assert row is not None
    return row[0]


def test_versions_are_returned_in_order(owner: Connection) -> None:
    owner.execute("create table supabase_migrations.schema_migrations (version text primary key, name text)")
    rows = "('20260202', 'b'), ('20260101', 'a')"
    owner.execute(f"insert into supabase_migrations.schema_migrations values {rows}")
    assert applied(owner) == ["20260101", "20260202"]


def test_a_record_without_entries_is_empty(owner: Connection) -> None:
    owner.execute("create table supabase_migrations.schema_migrations (version text primary key)")
    assert applied(owner) == []


def test_a_database_without_a_record_has_none(db: Connection) -> None:
    assert applied(db) is None


async def test_the_embedded_server_has_applied_those_of_the_checkout(store: AsyncPostgrestClient) -> None:
    assert (await store.rpc("applied_migrations", {}).execute()).data == migration_versions()
