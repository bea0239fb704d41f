"""Differences between two catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.database.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class CatalogueDifference:
    """A property of an object that differs between two databases. ``None``: missing."""

    kind: str
    name: str
    changed: str | None
    """The property; None if only one side has the object."""
    before: Any
    after: Any

    @property
    def is_new(self) -> bool:
        """Whether only the second database has the object."""
        return self.changed is None and self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether only the first database has the object."""
        return self.changed is None and self.after is None

    def __str__(self) -> str:
        if self.is_new:
            return f"{self.kind}: {self.name}: new"
        if self.is_gone:
            return f"{self.kind}: {self.name}: gone"
        if isinstance(self.before, list) and isinstance(self.after, list):
            gone = [f"\n  - {item}" for item in self.before if item not in self.after]
            new = [f"\n  + {item}" for item in self.after if item not in self.before]
            return f"{self.kind}: {self.name}: {self.changed}:{''.join([*gone, *new])}"
        if _is_long(self.before) or _is_long(self.after):
            return f"{self.kind}: {self.name}: {self.changed} differs"
        return f"{self.kind}: {self.name}: {self.changed}: {self.before!r} -> {self.after!r}"


def differences(before: Catalogue, after: Catalogue) -> list[CatalogueDifference]:
    """Return the changes that turn ``before`` into ``after``."""
    found: list[CatalogueDifference] = []
    for kind in sorted(before.keys() | after.keys()):
        old_objects, new_objects = before.get(kind, {}), after.get(kind, {})
        for name in sorted(old_objects.keys() | new_objects.keys()):
            old, new = old_objects.get(name), new_objects.get(name)
            if old is None or new is None:
                found.append(CatalogueDifference(kind, name, None, old, new))
                continue
            found += [
                CatalogueDifference(kind, name, key, old.get(key), new.get(key))
                for key in sorted(old.keys() | new.keys())
                if old.get(key) != new.get(key)
            ]
    return found


def _is_long(value: object) -> bool:
    return isinstance(value, str) and "\n" in value
