"""What changed between two documents, so that environments read the change and not everything again.

A change is a JSON object: ``set`` has the fields with their new values, ``removed`` the names of those that
are gone, and ``lists`` the lists that lost (``out``: indexes before) or gained (``in``: indexes after, with
values) some elements. It is exact: applied to the first document, it yields the second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]


def change_between(before: Document, after: Document) -> dict[str, Any]:
    """Return what ``apply_change`` makes ``after`` of ``before`` with."""
    change: dict[str, Any] = {
        "set": {},
        "removed": sorted(before.keys() - after.keys()),
        "lists": {},
    }
    for name, value in after.items():
        if name in before and _is_same(before[name], value):
            continue
        edits = _edits(before.get(name), value)
        if edits is None:
            change["set"][name] = value
        else:
            change["lists"][name] = edits
    return change


def apply_change(before: Document, change: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError if ``change`` is none of ``before``."""
    try:
        after = {name: value for name, value in before.items() if name not in change["removed"]}
        for name, edits in change["lists"].items():
            after[name] = _edited(before[name], edits)
        return {**after, **change["set"]}
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError("the change is not one of this document") from error


def _edits(before: Any, after: Any) -> dict[str, Any] | None:
    """Return how ``after`` is made of ``before``; None if only as a whole."""
    if not isinstance(before, list) or not isinstance(after, list):
        return None
    old, new = [_text(element) for element in before], [_text(element) for element in after]
    had, has = set(old), set(new)
    if len(had) < len(old) or len(has) < len(new):
        return None
    edits = {
        "out": [index for index, text in enumerate(old) if text not in has],
        "in": [[index, after[index]] for index, text in enumerate(new) if text not in had],
    }
    return edits if _is_same(_edited(before, edits), after) else None  # the order may have changed


def _edited(before: Sequence[Any], edits: Mapping[str, Any]) -> list[Any]:
    out = set(edits["out"])
    elements = iter([element for index, element in enumerate(before) if index not in out])
    edited: list[Any] = []
    for index, value in edits["in"]:
        while len(edited) < index:
            try:
                edited.append(next(elements))
            except StopIteration:
                raise IndexError(index) from None
        edited.append(value)
    edited.extend(elements)
    return edited


def _is_same(one: Any, other: Any) -> bool:
    """Python takes 1, 1.0 and True for the same."""
    return one == other and _text(one) == _text(other)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
