"""``catalogue`` finds each kind of change of a database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.database.catalogue import Catalogue, catalogue
from scripts.database.comparison import differences
from scripts.database.postgres import Connection, PostgresServer


@pytest.fixture(scope="module")
def unchanged(postgres: PostgresServer, shared_database: str) -> Catalogue:
    with postgres.connect(shared_database) as connection:
        return catalogue(connection)


@pytest.fixture
def changing(postgres: PostgresServer, shared_database: str) -> Iterator[Connection]:
    """The migrated database as superuser, rolled back after the test."""
    with postgres.connect(shared_database) as connection, connection.transaction(force_rollback=True):
        yield connection


CHANGES = {
    "create table public.more (id integer primary key)": ("tables", "public.more", None),
    "create view public.more as select 1 as one": ("tables", "public.more", None),
    "comment on table public.plans is 'Other.'": ("tables", "public.plans", "comment"),
    "alter table public.plans disable row level security": ("tables", "public.plans", "row_level_security"),
    "alter table public.plans force row level security": (
        "tables",
        "public.plans",
        "forced_row_level_security",
    ),
    "alter table public.plans set (fillfactor = 50)": ("tables", "public.plans", "options"),
    "grant insert on table public.plans to anon": ("tables", "public.plans", "grants"),
    "revoke select on table public.plans from authenticated": ("tables", "public.plans", "grants"),
    "alter table public.plans add column more integer": ("columns", "public.plans.more", None),
    "alter table public.plans drop column description": ("columns", "public.plans.description", None),
    "alter table public.plans alter column position type integer": (
        "columns",
        "public.plans.position",
        "type",
    ),
    "alter table public.plans alter column position drop default": (
        "columns",
        "public.plans.position",
        "default",
    ),
    "alter table public.plans alter column position drop not null": (
        "columns",
        "public.plans.position",
        "not_null",
    ),
    "grant select (secret_hash) on table public.api_keys to authenticated": (
        "columns",
        "public.api_keys.secret_hash",
        "grants",
    ),
    "comment on column public.plans.id is 'Other.'": ("columns", "public.plans.id", "comment"),
    "alter table public.plans add constraint more check (position > -9)": (
        "constraints",
        "public.plans.more",
        None,
    ),
    "alter table public.plan_subscriptions drop constraint plan_subscriptions_range": (
        "constraints",
        "public.plan_subscriptions.plan_subscriptions_range",
        None,
    ),
    "create index more on public.plans (position)": ("indexes", "public.more", None),
    "drop index public.users_email": ("indexes", "public.users_email", None),
    "alter policy own_row on public.users using (true)": ("policies", "public.users.own_row", "using"),
    "alter policy own_row on public.users to anon": ("policies", "public.users.own_row", "roles"),
    "create policy more on public.plans for insert to authenticated with check (true)": (
        "policies",
        "public.plans.more",
        None,
    ),
    "drop trigger set_updated_at on public.users": ("triggers", "public.users.set_updated_at", None),
    "alter table public.users disable trigger set_updated_at": (
        "triggers",
        "public.users.set_updated_at",
        "enabled",
    ),
    "drop trigger copy_email on auth.users": ("triggers", "auth.users.copy_email", None),
    "create function public.more() returns integer language sql as 'select 1'": (
        "functions",
        "public.more()",
        None,
    ),
    "create or replace function private.set_updated_at() returns trigger language plpgsql"
    " set search_path = '' as $$ begin return new; end $$": ("functions", "private.set_updated_at()", "body"),
    "alter function private.set_updated_at() security definer": (
        "functions",
        "private.set_updated_at()",
        "security_definer",
    ),
    "alter function private.set_updated_at() reset search_path": (
        "functions",
        "private.set_updated_at()",
        "settings",
    ),
    "alter function private.set_updated_at() immutable": (
        "functions",
        "private.set_updated_at()",
        "volatility",
    ),
    "grant execute on function private.set_updated_at() to anon": (
        "functions",
        "private.set_updated_at()",
        "grants",
    ),
    "comment on function private.set_updated_at() is 'Other.'": (
        "functions",
        "private.set_updated_at()",
        "comment",
    ),
    "alter sequence private.usage_batches cache 5": ("sequences", "private.usage_batches", "cache"),
    "grant usage on sequence private.usage_batches to anon": (
        "sequences",
        "private.usage_batches",
        "grants",
    ),
    "create type public.more as enum ('a')": ("types", "public.more", None),
    "create domain public.more as text": ("types", "public.more", None),
    "grant create on schema private to authenticated": ("schemas", "private", "grants"),
    "comment on schema private is 'Other.'": ("schemas", "private", "comment"),
    "alter default privileges for role migrator in schema public revoke all on tables from anon": (
        "default_privileges",
        "migrator in public on r",
        "grants",
    ),
    "update public.plans set position = 7 where id = 'free'": ("rows", "public.plans", "rows"),
    "insert into public.model_prices values ('oss-20b', '2030-01-01', 1, 1)": (
        "rows",
        "public.model_prices",
        "rows",
    ),
    "create table private.usage_events_2040_01 partition of public.usage_events"
    " for values from ('req_1') to ('req_2')": ("tables", "private.usage_events_2040_01", None),
}


@pytest.mark.parametrize("statement", CHANGES)
def test_each_kind_of_change_is_found(unchanged: Catalogue, changing: Connection, statement: str) -> None:
    changing.execute(statement.encode())
    found = differences(unchanged, catalogue(changing))
    assert CHANGES[statement] in [(d.kind, d.name, d.changed) for d in found]


def test_column_order_and_volatile_values_are_ignored(unchanged: Catalogue, changing: Connection) -> None:
    changing.execute("update private.key_comparison set started_at = now() - interval '1 hour'")
    changing.execute("alter table private.key_comparison drop column started_at")
    changing.execute(
        "alter table private.key_comparison add column more integer,"
        " add column started_at timestamptz not null default now()"
    )
    changing.execute("alter table private.key_comparison drop column more")
    found = differences(unchanged, catalogue(changing))
    assert {(d.name, d.changed) for d in found} == {("private.key_comparison.started_at", "comment")}
