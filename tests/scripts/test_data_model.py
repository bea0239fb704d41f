"""docs/data-model.md matches the schema files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scripts.data_model import PAGE, page
from scripts.database.postgres import Connection, PostgresServer
from scripts.database.schema_files import schema_files
from tests.support.database.access import FUNCTIONS, TABLES


@pytest.fixture(scope="module")
def declared(postgres: PostgresServer) -> Iterator[Connection]:
    """A database created from the schema files."""
    with postgres.database_from(schema_files()) as name, postgres.connect(name) as connection:
        yield connection


def test_page_is_up_to_date(declared: Connection) -> None:
    assert PAGE.read_text() == page(declared), "run: make data-model"


def test_page_has_every_table_and_function(declared: Connection) -> None:
    text = page(declared)
    for table in TABLES:
        assert f"\n### {table.removeprefix('public.')}\n" in text
    for function in FUNCTIONS:
        assert f"\n- `{function.removeprefix('public.').partition('(')[0]}(" in text


def test_tables_and_functions_link_to_their_files(declared: Connection) -> None:
    links = re.findall(r"\]\(\.\./(supabase/schemas/[a-z0-9_/]+\.sql)\)", page(declared))
    assert len(links) == len(TABLES) + len(FUNCTIONS)
    assert all((PAGE.parents[1] / link).is_file() for link in links)
