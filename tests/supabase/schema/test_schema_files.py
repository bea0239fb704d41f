"""Each object is defined in one schema file, which has its name."""

from __future__ import annotations

from scripts.database.schema_files import schema_files
from scripts.database.statements import statements


def test_each_object_is_defined_once() -> None:
    """A second definition would make the file of an object ambiguous."""
    defined = [
        (statement.kind, statement.name)
        for path in schema_files()
        for statement in statements(path.read_text())
        if statement.is_definition and statement.kind
    ]
    assert len(defined) == len(set(defined))


def test_functions_and_tables_are_in_files_of_their_name() -> None:
    for path in schema_files():
        made = {
            statement.name.partition(".")[2]
            for statement in statements(path.read_text())
            if statement.is_definition and statement.kind in {"functions", "tables"} and statement.name
        }
        assert made <= {path.stem}, path
