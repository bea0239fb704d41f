"""Migrations keep the running version working, or say why nothing needs what they take away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.database.baseline import BASELINE
from scripts.database.compatibility import breaking_statements, with_warnings
from scripts.database.schema_files import SUPABASE


def test_migrations_keep_the_running_version_working() -> None:
    for path in (SUPABASE / "migrations").glob("*.sql"):
        if path.name != BASELINE:  # nothing runs before it
            unmarked = [each.text for each in breaking_statements(path.read_text()) if not each.is_marked]
            assert unmarked == [], path.name


BREAKING = [
    "drop table public.plans;",
    "DROP TABLE IF EXISTS public.plans CASCADE;",
    "drop function public.find_key(text);",
    "drop type public.outcome;",
    "drop view public.x;",
    "truncate public.plans;",
    "alter table public.plans drop column description;",
    "alter table public.plans drop description;",
    "alter table if exists only public.plans drop column if exists description;",
    "alter table public.plans\n  add column more text,\n  drop column description;",
    "alter table public.plans rename column description to text;",
    "alter table public.plans rename to products;",
    "alter function public.find_key(text) rename to key_of;",
    "alter type public.outcome rename value 'ok' to 'fine';",
    "alter table public.plans set schema private;",
    "alter table public.plans add column more text not null;",
    "alter table public.plans add more text not null check (more in ('a', 'b'));",
    "alter table public.plans add column more text not null check (more <> 'default');",
    "alter table public.plans alter column position set not null;",
    "alter table public.plans alter column position type text;",
    "alter table public.plans alter position set data type text;",
    "alter table public.plans alter column position drop default;",
    "alter table public.plans add constraint small check (position < 9);",
    "alter table public.plans add unique (position);",
    "alter table public.plans add constraint f foreign key (a) references public.b (a) not valid;",
    "create unique index plans_position on public.plans (position);",
    "/* a */ drop table public.plans;",
]
COMPATIBLE = [
    "alter table public.plans add column more text;",
    "alter table public.plans add column more text not null default 'a, b';",
    "alter table public.plans add column more text default 'drop table' not null;",
    "alter table public.plans add column more bigint generated always as identity not null;",
    "alter table public.plans alter column position drop not null;",
    "alter table public.plans alter column position set default 1;",
    "alter table public.plans drop constraint small;",
    "alter table public.plans enable row level security;",
    "create table public.more (id text not null, unique (id));",
    "create or replace function public.f() returns integer language sql as $$ drop table x; select 1; $$;",
    "create index plans_position on public.plans (position);",
    "drop index public.plans_position;",
    "drop policy plans_read on public.plans;",
    "comment on table public.plans is 'drop table public.plans;';",
    "insert into public.plans (id) values ('alter table public.plans drop column id');",
    "-- drop table public.plans;\nselect 1;",
]


@pytest.mark.parametrize("statement", BREAKING)
def test_statement_that_takes_something_away_needs_a_marker(statement: str) -> None:
    (found,) = breaking_statements(f"select 1;\n{statement}\n")
    assert not found.is_marked
    (found,) = breaking_statements(f"select 1;\n-- Contract: nothing reads it since 0.9.\n{statement}\n")
    assert found.is_marked


@pytest.mark.parametrize("statement", COMPATIBLE)
def test_statement_that_adds_needs_none(statement: str) -> None:
    assert list(breaking_statements(statement)) == []


@pytest.mark.parametrize(
    "marker", ["-- Contract:", "-- Contract:   ", "-- contract: x", "select 'Contract: x';"]
)
def test_marker_without_a_reason_is_none(marker: str) -> None:
    (found,) = breaking_statements(f"{marker}\ndrop table public.plans;")
    assert not found.is_marked


def test_marker_holds_for_one_statement() -> None:
    text = "-- Contract: unused.\ndrop table public.a;\ndrop table public.b;\n"
    assert [each.is_marked for each in breaking_statements(text)] == [True, False]


def test_table_of_the_same_migration_has_no_users_yet() -> None:
    text = (
        "create table public.more (id text);\n"
        "alter table public.more add constraint more_id check (id <> '');\n"
        "create unique index more_id on public.more (id);\n"
        "alter table public.plans add constraint more check (id <> '');\n"
    )
    assert [each.text.split()[2] for each in breaking_statements(text)] == ["public.plans"]


def test_draft_warns_of_each() -> None:
    draft = "alter table public.plans add column more text not null;\nselect 1;\n"
    warned = with_warnings(draft)
    assert warned.startswith("-- May break the running version: it inserts rows without a value;")
    assert "".join(line for line in warned.splitlines(True) if not line.startswith("--")) == draft
    # The warning is no marker: a person decides.
    assert [each.is_marked for each in breaking_statements(warned)] == [False]


def test_draft_of_a_marked_statement_stays() -> None:
    draft = "-- Contract: unused.\ndrop table public.a;\n"
    assert with_warnings(draft) == draft


@given(st.lists(st.sampled_from([*BREAKING, *COMPATIBLE]), max_size=6))
def test_warnings_change_no_statement(chosen: list[str]) -> None:
    draft = "".join(f"{each}\n" for each in chosen)
    warned = with_warnings(draft)
    added = [line for line in warned.splitlines() if line.startswith(("-- May", "-- If", "-- (docs"))]
    assert [line for line in warned.splitlines() if line not in added] == draft.splitlines()
    assert len(added) == 3 * sum(each in BREAKING for each in chosen)
