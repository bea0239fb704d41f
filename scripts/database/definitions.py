"""The statements of the schema files, by object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.database.statements import Statement, statements


@dataclass(frozen=True, slots=True)
class LocatedStatement:
    """A statement and its schema file. ``order`` numbers the statements of all files in load order."""

    order: int
    file: Path
    statement: Statement


class Definitions:
    """Finds statements by the kind and name of their object."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._statements: dict[tuple[str, str], list[LocatedStatement]] = {}
        order = 0
        for file in files:
            for statement in statements(file.read_text()):
                order += 1
                if statement.kind and statement.name:
                    key = statement.kind, statement.name
                    self._statements.setdefault(key, []).append(LocatedStatement(order, file, statement))

    def of(self, kind: str, name: str) -> list[LocatedStatement]:
        """Return all statements about an object. Names are those of a catalogue; arguments are ignored."""
        return self._statements.get((kind, name.partition("(")[0]), [])

    def file(self, kind: str, name: str) -> Path | None:
        """Return the file that creates the object, or None."""
        return next((found.file for found in self.of(kind, name) if found.statement.is_definition), None)
