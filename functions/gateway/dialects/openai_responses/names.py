"""Names of functions: as the customer wrote them, and as a model is offered them.

A model knows one list of functions with names of at most 64 characters. The API has namespaces too, and
names of up to 128. A function of a namespace is offered as ``<namespace>__<name>``. A name that is too long
or taken keeps its beginning, and ends with a hash of the whole. The same function has the same name in every
request that offers the same tools.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

MOST_CHARACTERS = 64
"""Of a name that a model is offered, as in chat."""

_SEPARATOR = "__"
_HASH_CHARACTERS = 10


class FullName(NamedTuple):
    """``namespace`` None: the function stands for itself."""

    namespace: str | None
    name: str

    @property
    def flat(self) -> str:
        """The name in one list, however long."""
        return self.name if self.namespace is None else self.namespace + _SEPARATOR + self.name


class OfferedNames:
    """The names of one request's functions."""

    def __init__(self) -> None:
        self._offered: dict[FullName, str] = {}
        self._full: dict[str, FullName] = {}

    def add(self, full: FullName) -> str | None:
        """Return the name under which ``full`` is offered; None if it has been added before."""
        if full in self._offered:
            return None
        name = _fitting(full)
        if name in self._full:
            name = _hashed(full)
        if name in self._full:
            return None
        self._offered[full] = name
        self._full[name] = full
        return name

    def offered(self, full: FullName) -> str:
        """Return the name of ``full``, which an earlier request may have offered and this one does not."""
        return self._offered.get(full) or _fitting(full)

    def find(self, namespace: str | None, name: str) -> str | None:
        """Return the offered name of the function that a ``tool_choice`` names, None if there is none.

        A function of a namespace may be named without it, if no other has the same name.
        """
        found = self._offered.get(FullName(namespace, name))
        if found is not None or namespace is not None:
            return found
        named = [offered for full, offered in self._offered.items() if full.name == name]
        return named[0] if len(named) == 1 else None

    def changed(self) -> dict[str, FullName]:
        """Return the functions whose offered names are not their own."""
        return {name: full for name, full in self._full.items() if full != (None, name)}


def _fitting(full: FullName) -> str:
    return full.flat if len(full.flat) <= MOST_CHARACTERS else _hashed(full)


def _hashed(full: FullName) -> str:
    digest = hashlib.sha256(f"{full.namespace or ''}\0{full.name}".encode()).hexdigest()[:_HASH_CHARACTERS]
    return f"{full.flat[: MOST_CHARACTERS - _HASH_CHARACTERS - 1]}_{digest}"
