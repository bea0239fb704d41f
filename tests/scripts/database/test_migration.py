"""``make migration`` writes a migration from changes of the schema files."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.database.migration import NoDifferences, write_migration
from scripts.database.postgres import PostgresServer
from scripts.database.schema_files import SUPABASE

NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


PLANS = "schemas/plans/plans.sql"


@pytest.fixture
def supabase(tmp_path: Path) -> Path:
    """A copy of the folder for the test to change."""
    return Path(shutil.copytree(SUPABASE, tmp_path / "supabase"))


def edit(supabase: Path, file: str, old: str, new: str) -> None:
    path = supabase / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def write_draft(postgres: PostgresServer, supabase: Path) -> tuple[str, list[str]]:
    written = write_migration(postgres, "change", supabase, NOW)
    return written.path.read_text(), [str(difference) for difference in written.remaining]


def test_no_file_is_written_without_differences(postgres: PostgresServer, supabase: Path) -> None:
    before = sorted(supabase.rglob("*.sql"))
    with pytest.raises(NoDifferences):
        write_migration(postgres, "change", supabase)
    assert sorted(supabase.rglob("*.sql")) == before


def test_new_function_is_copied_with_comment_and_grants(postgres: PostgresServer, supabase: Path) -> None:
    text = (
        "create function public.more() returns integer\n"
        "language sql set search_path = '' as $$ select 1; $$;\n"
        "comment on function public.more() is 'One; two.';\n"
        "revoke all on function public.more() from public, anon, authenticated;\n"
        "grant execute on function public.more() to service_role;\n"
    )
    (supabase / "schemas" / "plans" / "more.sql").write_text(text)
    written = write_migration(postgres, "add_more", supabase, NOW)
    assert written.path == supabase / "migrations" / "20270102030405_add_more.sql"
    assert written.path.read_text() == text
    assert [str(difference) for difference in written.found] == ["functions: public.more(): new"]
    assert written.remaining == []


def test_new_column_is_added_with_comment_and_check(postgres: PostgresServer, supabase: Path) -> None:
    edit(
        supabase,
        PLANS,
        "  concurrent_streams",
        "  more text default 'a' check (more <> ''),\n  concurrent_streams",
    )
    edit(
        supabase,
        PLANS,
        "comment on table",
        "comment on column public.plans.more is 'More.';\ncomment on table",
    )
    text, remaining = write_draft(postgres, supabase)
    assert "alter table public.plans add column more text default 'a'::text;" in text
    assert "comment on column public.plans.more is 'More.';" in text
    assert "alter table public.plans add constraint plans_more_check CHECK" in text
    assert remaining == []


def test_changes_in_place_are_written(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "position smallint not null default 0", "position integer default 1")
    edit(supabase, PLANS, "check (monthly_tokens > 0)", "check (monthly_tokens > 1)")
    edit(supabase, PLANS, "to authenticated using (true)", "to authenticated using (position > 0)")
    edit(supabase, PLANS, "grant select on table public.plans to authenticated;", "")
    edit(supabase, PLANS, "'Plans: the models and limits", "'The models and limits")
    edit(supabase, "schemas/foundation/set_updated_at.sql", "now()", "clock_timestamp()")
    edit(supabase, "schemas/accounts/users.sql", "(lower(email))", "(upper(email))")
    edit(supabase, "schemas/accounts/users.sql", "before update on", "before insert or update on")
    text, remaining = write_draft(postgres, supabase)
    assert "create or replace function private.set_updated_at()" in text
    assert remaining == []


def test_new_table_is_copied_with_its_whole_file(postgres: PostgresServer, supabase: Path) -> None:
    users = (supabase / "schemas" / "accounts" / "users.sql").read_text()
    more = users.replace("public.users", "public.more").replace("users_", "more_")
    (supabase / "schemas" / "accounts" / "more.sql").write_text(more)
    assert write_draft(postgres, supabase)[1] == []


def test_changed_signature_drops_and_creates_the_function(postgres: PostgresServer, supabase: Path) -> None:
    path = supabase / "schemas" / "api_keys" / "find_key.sql"
    path.write_text(
        path.read_text()
        .replace("find_key(text)", "find_key(text, integer)")
        .replace("find_key(p_secret_hash text)", "find_key(p_secret_hash text, p_more integer)")
    )
    text, remaining = write_draft(postgres, supabase)
    statements = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("-- "))
    assert statements.startswith(
        "drop function public.find_key(p_secret_hash text);\ncreate function public.find_key("
    )
    # Whoever calls it with the old arguments fails.
    assert text.startswith("-- May break the running version: it may use what is dropped.")
    assert remaining == []


def test_new_seed_row_is_inserted(postgres: PostgresServer, supabase: Path) -> None:
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    seed.write_text(
        seed.read_text()
        + "insert into public.plans (id, display_name, models) values ('more', 'It''s', '{a,b}');\n"
    )
    text, remaining = write_draft(postgres, supabase)
    assert text.startswith("insert into public.plans (id, models,")
    assert remaining == []


def test_changed_seed_row_is_to_be_migrated_by_hand(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, "schemas/plans/plans_seed.sql", "120, 5000", "120, 6000")
    text, remaining = write_draft(postgres, supabase)
    first, dropped, new = text.splitlines()
    assert first == "-- By hand: rows: public.plans: rows:"
    assert dropped.startswith("-- By hand:   - {")
    assert new.startswith("-- By hand:   + {")
    assert len(remaining) == 1


def test_new_nullable_column_does_not_change_seed_rows(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "  concurrent_streams", "  more text,\n  concurrent_streams")
    text, remaining = write_draft(postgres, supabase)
    assert text.startswith("alter table public.plans add column more text;\n")
    assert "By hand" not in text
    assert remaining == []


def test_change_that_loses_data_is_to_be_migrated_by_hand(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "  description text not null default '',\n", "")
    edit(supabase, PLANS, "comment on column public.plans.description", "-- ")
    edit(supabase, PLANS, "grant select (id, display_name, description, ", "grant select (id, display_name, ")
    edit(supabase, "schemas/plans/plans_seed.sql", "display_name, description, ", "display_name, ")
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    seed.write_text(
        seed.read_text()
        .replace("'Try every model, at no cost.', ", "")
        .replace("'More requests for products in use.', ", "")
        .replace("'Every request is paid from a balance of credit, and no window ends it.', ", "")
    )
    edit(supabase, "schemas/policy/policy_snapshot.sql", "p.models", "null")
    text, remaining = write_draft(postgres, supabase)
    assert "-- Loses data: alter table public.plans drop column description;" in text
    assert "columns: public.plans.description: gone" in remaining
    assert not any("policy_snapshot" in line for line in remaining)


def test_draft_that_fails_is_reported(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "  concurrent_streams", "  more text not null,\n  concurrent_streams")
    edit(supabase, "schemas/plans/plans_seed.sql", "(id, display_name,", "(id, more, display_name,")
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    for plan in ("free", "pro", "prepaid"):
        seed.write_text(seed.read_text().replace(f"('{plan}', ", f"('{plan}', 'more', "))
    text, remaining = write_draft(postgres, supabase)
    assert 'this draft fails: column "more" of relation "plans" contains null values' in text
    assert remaining != []


def test_required_column_without_default_is_warned_of(postgres: PostgresServer, supabase: Path) -> None:
    """On a table without rows the draft works, and the version that runs cannot insert any more."""
    edit(supabase, "schemas/accounts/users.sql", "  email ", "  more text not null,\n  email ")
    text, _ = write_draft(postgres, supabase)
    warning, *advice, statement = text.splitlines()[:4]
    assert warning.startswith("-- May break the running version: it inserts rows without a value;")
    assert '"-- Contract: <why>"' in advice[0]
    assert statement == "alter table public.users add column more text not null;"
