"""What differs between two catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.database.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Difference:
    """One property of one object that two databases disagree on. ``None``: it is not there."""

    kind: str
    name: str
    changed: str | None
    """The property; None where only one side has the object."""
    before: Any
    after: Any

    @property
    def is_new(self) -> bool:
        """Whether the object is only on the second side."""
        return self.changed is None and self.before is None

    @property
    def is_gone(self) -> bool:
        """Whether the object is only on the first side."""
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


def differences(before: Catalogue, after: Catalogue) -> list[Difference]:
    """Return what one has to change in ``before`` to get ``after``."""
    found: list[Difference] = []
    for kind in sorted(before.keys() | after.keys()):
        ours, theirs = before.get(kind, {}), after.get(kind, {})
        for name in sorted(ours.keys() | theirs.keys()):
            left, right = ours.get(name), theirs.get(name)
            if left is None or right is None:
                found.append(Difference(kind, name, None, left, right))
                continue
            found += [
                Difference(kind, name, key, left.get(key), right.get(key))
                for key in sorted(left.keys() | right.keys())
                if left.get(key) != right.get(key)
            ]
    return found


def _is_long(value: object) -> bool:
    return isinstance(value, str) and "\n" in value
