"""What people read (supabase/schemas) and what deployments apply (supabase/migrations) make one database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.database.catalogue import catalogue
from scripts.database.comparison import differences
from scripts.database.schema_files import SUPABASE, SchemaFilesWrong, schema_files
from scripts.database.statements import statements
from tests.database.server import Connection, PostgresServer

HINT = "run: make migration NAME=..."


@pytest.fixture
def supabase(tmp_path: Path) -> Path:
    """A copy of the folder that a test may change."""
    return Path(shutil.copytree(SUPABASE, tmp_path / "supabase"))


def test_migrations_make_the_database_of_the_schemas(postgres: PostgresServer, admin: Connection) -> None:
    with postgres.made_by(schema_files()) as name, postgres.connect(name) as declared:
        found = differences(catalogue(admin), catalogue(declared))
    assert [str(difference) for difference in found] == [], HINT


def test_each_object_is_defined_in_one_file() -> None:
    """Views of the whole are only right if nothing is defined twice."""
    defined = [
        (statement.kind, statement.name)
        for path in schema_files()
        for statement in statements(path.read_text())
        if statement.is_definition and statement.kind
    ]
    assert len(defined) == len(set(defined))


def test_each_function_and_table_has_the_file_of_its_name() -> None:
    for path in schema_files():
        made = {
            statement.name.partition(".")[2]
            for statement in statements(path.read_text())
            if statement.is_definition and statement.kind in {"functions", "tables"} and statement.name
        }
        assert made <= {path.stem}, path


def test_a_file_that_the_order_forgets_is_told(supabase: Path) -> None:
    deep = supabase / "schemas" / "usage" / "reading" / "deeper" / "lost.sql"
    deep.parent.mkdir()
    deep.write_text("select 1;")
    with pytest.raises(SchemaFilesWrong, match="lost"):
        schema_files(supabase)


def test_a_pattern_that_matches_nothing_is_told(supabase: Path) -> None:
    (supabase / "schemas" / "accounts" / "users.sql").unlink()
    with pytest.raises(SchemaFilesWrong, match=r"users\.sql"):
        schema_files(supabase)
