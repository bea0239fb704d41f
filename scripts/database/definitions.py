"""Where the schema files define each object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.database.statements import Statement, statements


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of a schema file. ``order`` counts through all files in load order."""

    order: int
    file: Path
    statement: Statement


class Definitions:
    """The statements of the schema files by the object they are about."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._places: dict[tuple[str, str], list[Place]] = {}
        order = 0
        for file in files:
            for statement in statements(file.read_text()):
                order += 1
                if statement.kind and statement.name:
                    key = statement.kind, statement.name
                    self._places.setdefault(key, []).append(Place(order, file, statement))

    def of(self, kind: str, name: str) -> list[Place]:
        """Return every statement about an object, named as in a catalogue but for a function's arguments."""
        return self._places.get((kind, name.partition("(")[0]), [])

    def file(self, kind: str, name: str) -> Path | None:
        """Return the file that makes the object."""
        return next((place.file for place in self.of(kind, name) if place.statement.is_definition), None)
