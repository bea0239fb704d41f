"""The page about the data says what the schema says."""

from __future__ import annotations

from scripts.data_model import PAGE, page
from tests.database.access import FUNCTIONS, TABLES
from tests.database.server import Connection


def test_the_page_is_fresh(admin: Connection) -> None:
    assert PAGE.read_text() == page(admin), "run: python -m scripts.data_model"


def test_the_page_has_every_table_and_function(admin: Connection) -> None:
    text = page(admin)
    for table in TABLES:
        assert f"\n### {table.removeprefix('public.')}\n" in text
    for function in FUNCTIONS:
        if function.startswith("public."):
            assert f"\n- `{function.removeprefix('public.').partition('(')[0]}(" in text
