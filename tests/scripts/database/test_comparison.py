"""Text of a difference between two catalogues."""

from __future__ import annotations

import pytest

from scripts.database.comparison import CatalogueDifference


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (CatalogueDifference("tables", "public.a", None, None, {}), "tables: public.a: new"),
        (CatalogueDifference("tables", "public.a", None, {}, None), "tables: public.a: gone"),
        (
            CatalogueDifference("columns", "a.b", "type", "text", "uuid"),
            "columns: a.b: type: 'text' -> 'uuid'",
        ),
        (CatalogueDifference("functions", "a()", "body", "1\n2", "3"), "functions: a(): body differs"),
        (
            CatalogueDifference("rows", "public.a", "rows", ["1", "2"], ["2", "3"]),
            "rows: public.a: rows:\n  - 1\n  + 3",
        ),
    ],
)
def test_difference_is_described(difference: CatalogueDifference, text: str) -> None:
    assert str(difference) == text
