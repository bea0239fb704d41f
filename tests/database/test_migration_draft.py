"""``make migration``: what is changed in the schema files becomes a migration that does it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.database.migration import NothingDiffers, write_migration
from scripts.database.schema_files import SUPABASE
from tests.database.server import PostgresServer

NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
PLANS = "schemas/plans/plans.sql"


@pytest.fixture
def supabase(tmp_path: Path) -> Path:
    """A copy of the folder that a test may change."""
    return Path(shutil.copytree(SUPABASE, tmp_path / "supabase"))


def edit(supabase: Path, file: str, old: str, new: str) -> None:
    path = supabase / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def drafted(postgres: PostgresServer, supabase: Path) -> tuple[str, list[str]]:
    written = write_migration(postgres, "change", supabase, NOW)
    return written.path.read_text(), [str(difference) for difference in written.left]


def test_nothing_is_written_when_nothing_differs(postgres: PostgresServer, supabase: Path) -> None:
    before = sorted(supabase.rglob("*.sql"))
    with pytest.raises(NothingDiffers):
        write_migration(postgres, "change", supabase)
    assert sorted(supabase.rglob("*.sql")) == before


def test_a_new_function_is_copied_with_its_comment_and_grants(
    postgres: PostgresServer, supabase: Path
) -> None:
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
    assert written.left == []


def test_a_new_column_is_added_with_comment_check_and_grant(postgres: PostgresServer, supabase: Path) -> None:
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
    text, left = drafted(postgres, supabase)
    assert "alter table public.plans add column more text default 'a'::text;" in text
    assert "comment on column public.plans.more is 'More.';" in text
    assert "alter table public.plans add constraint plans_more_check CHECK" in text
    assert left == []


def test_what_changes_in_place_is_changed(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "position smallint not null default 0", "position integer default 1")
    edit(supabase, PLANS, "check (monthly_tokens > 0)", "check (monthly_tokens > 1)")
    edit(supabase, PLANS, "to authenticated using (true)", "to authenticated using (position > 0)")
    edit(supabase, PLANS, "grant select on table public.plans to authenticated;", "")
    edit(supabase, PLANS, "is 'What an organisation may use.", "is 'What one may use.")
    edit(supabase, "schemas/foundation/touch.sql", "now()", "clock_timestamp()")
    edit(supabase, "schemas/accounts/users.sql", "(lower(email))", "(upper(email))")
    edit(supabase, "schemas/accounts/users.sql", "before update on", "before insert or update on")
    text, left = drafted(postgres, supabase)
    assert "create or replace function private.touch()" in text
    assert left == []


def test_a_new_table_comes_with_all_that_is_in_its_file(postgres: PostgresServer, supabase: Path) -> None:
    users = (supabase / "schemas" / "accounts" / "users.sql").read_text()
    more = users.replace("public.users", "public.more").replace("users_", "more_")
    (supabase / "schemas" / "accounts" / "more.sql").write_text(more)
    assert drafted(postgres, supabase)[1] == []


def test_a_changed_signature_replaces_the_function(postgres: PostgresServer, supabase: Path) -> None:
    path = supabase / "schemas" / "api_keys" / "find_key.sql"
    path.write_text(
        path.read_text()
        .replace("find_key(text)", "find_key(text, integer)")
        .replace("find_key(p_secret_hash text)", "find_key(p_secret_hash text, p_more integer)")
    )
    text, left = drafted(postgres, supabase)
    assert text.startswith(
        "drop function public.find_key(p_secret_hash text);\ncreate function public.find_key("
    )
    assert left == []


def test_a_new_row_is_inserted(postgres: PostgresServer, supabase: Path) -> None:
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    seed.write_text(
        seed.read_text()
        + "insert into public.plans (id, display_name, models) values ('more', 'It''s', '{a,b}');\n"
    )
    text, left = drafted(postgres, supabase)
    assert text.startswith("insert into public.plans (id, models,")
    assert left == []


def test_a_row_that_changes_is_left_to_a_person(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, "schemas/plans/plans_seed.sql", "120, 5000", "120, 6000")
    text, left = drafted(postgres, supabase)
    first, gone, new = text.splitlines()
    assert first == "-- By hand: rows: public.plans: rows:"
    assert gone.startswith("-- By hand:   - {")
    assert new.startswith("-- By hand:   + {")
    assert len(left) == 1


def test_rows_do_not_change_by_a_column_that_is_null_in_them(
    postgres: PostgresServer, supabase: Path
) -> None:
    edit(supabase, PLANS, "  concurrent_streams", "  more text,\n  concurrent_streams")
    text, left = drafted(postgres, supabase)
    assert text.startswith("alter table public.plans add column more text;\n")
    assert "By hand" not in text
    assert left == []


def test_what_loses_data_is_left_to_a_person(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "  description text not null default '',\n", "")
    edit(supabase, PLANS, "comment on column public.plans.description", "-- ")
    edit(supabase, "schemas/plans/plans_seed.sql", "display_name, description, ", "display_name, ")
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    seed.write_text(
        seed.read_text()
        .replace("'Try every model, at no cost.', ", "")
        .replace("'More requests for products in use.', ", "")
        .replace("'Every request is paid from a balance of credit, and no window ends it.', ", "")
    )
    edit(supabase, "schemas/policy/policy_snapshot.sql", "p.models", "null")
    text, left = drafted(postgres, supabase)
    assert "-- Loses data: alter table public.plans drop column description;" in text
    assert "columns: public.plans.description: gone" in left
    assert not any("policy_snapshot" in line for line in left)


def test_a_draft_that_does_not_run_says_so(postgres: PostgresServer, supabase: Path) -> None:
    edit(supabase, PLANS, "  concurrent_streams", "  more text not null,\n  concurrent_streams")
    edit(supabase, "schemas/plans/plans_seed.sql", "(id, display_name,", "(id, more, display_name,")
    seed = supabase / "schemas" / "plans" / "plans_seed.sql"
    for plan in ("free", "pro", "prepaid"):
        seed.write_text(seed.read_text().replace(f"('{plan}', ", f"('{plan}', 'more', "))
    text, left = drafted(postgres, supabase)
    assert 'this does not run yet: column "more" of relation "plans" contains null values' in text
    assert left != []
