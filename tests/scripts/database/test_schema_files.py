"""``schema_paths`` in supabase/config.toml matches every schema file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.database.schema_files import SUPABASE, SchemaPathsError, schema_files


@pytest.fixture
def supabase(tmp_path: Path) -> Path:
    """A copy of the folder for the test to change."""
    return Path(shutil.copytree(SUPABASE, tmp_path / "supabase"))


def test_file_without_pattern_is_an_error(supabase: Path) -> None:
    deep = supabase / "schemas" / "usage" / "reading" / "deeper" / "lost.sql"
    deep.parent.mkdir()
    deep.write_text("select 1;")
    with pytest.raises(SchemaPathsError, match="lost"):
        schema_files(supabase)


def test_pattern_without_files_is_an_error(supabase: Path) -> None:
    (supabase / "schemas" / "accounts" / "users.sql").unlink()
    with pytest.raises(SchemaPathsError, match=r"users\.sql"):
        schema_files(supabase)
