"""The page about the data says what the schema files say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from scripts.data_model import PAGE, page
from scripts.database.schema_files import schema_files
from tests.database.access import FUNCTIONS, TABLES
from tests.database.server import Connection, PostgresServer


@pytest.fixture(scope="module")
def declared(postgres: PostgresServer) -> Iterator[Connection]:
    """The database that the schema files make."""
    with postgres.made_by(schema_files()) as name, postgres.connect(name) as connection:
        yield connection


def test_the_page_is_fresh(declared: Connection) -> None:
    assert PAGE.read_text() == page(declared), "run: make data-model"


def test_the_page_has_every_table_and_function(declared: Connection) -> None:
    text = page(declared)
    for table in TABLES:
        assert f"\n### {table.removeprefix('public.')}\n" in text
    for function in FUNCTIONS:
        assert f"\n- `{function.removeprefix('public.').partition('(')[0]}(" in text


def test_each_table_and_function_links_to_its_file(declared: Connection) -> None:
    links = re.findall(r"\]\(\.\./(supabase/schemas/[a-z0-9_/]+\.sql)\)", page(declared))
    assert len(links) == len(TABLES) + len(FUNCTIONS)
    assert all((PAGE.parents[1] / link).is_file() for link in links)
