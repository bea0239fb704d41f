"""Names of limits and models at Unkey: encoding and decoding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from portal.limits import Limit, Scope

_PREFIXES: dict[Scope, str] = {"key": "key-", "organization": "org-"}
_ENCODABLE = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
_MODEL = "model:"
ANY_MODEL = "model:*"
NO_PERMISSION = "portal:none"
"""A permission that no key has: a query for it ends a verification before anything is counted."""

PERMISSION_CHARACTERS = 128
_PLAIN = re.compile(r"[A-Za-z0-9.-]")
_ESCAPED = re.compile(r"_([0-9A-F]{2})")

FIRST_GUESS = ("org-requests-per-5-hours", "org-requests-per-minute", "org-requests-per-week")
"""The limits of a key of the Free plan without one of its own, as most keys are, in alphabetical order."""

KEY_LIMITS = ("key-requests-per-minute",)
"""All limits that a key can have."""


class LimitName(NamedTuple):
    name: str
    scope: Scope


def limit_name(limit: Limit) -> str:
    """Return ``key-requests-per-minute`` for the key's ``requests per minute``.

    Raises ValueError for a name that cannot be decoded again: anything but lower-case words and digits.
    """
    if not _ENCODABLE.fullmatch(limit.name):
        raise ValueError(f"The name of a limit must be lower-case words, not {limit.name!r}.")
    return _PREFIXES[limit.scope] + limit.name.replace(" ", "-")


def read_limit_name(name: str) -> LimitName:
    """Decode what ``limit_name`` returned. A limit set by hand at Unkey keeps its name."""
    for scope, prefix in _PREFIXES.items():
        if name.startswith(prefix):
            return LimitName(name.removeprefix(prefix).replace("-", " "), scope)
    return LimitName(name, "key")


def model_permission(alias: str) -> str:
    """Return the permission to use ``alias``, which comes from the catalogue, never from a customer.

    Permissions consist of ``[A-Za-z0-9_:.*-]``; every byte that is not a letter, digit, dot or hyphen becomes
    ``_`` and two hex digits. So no alias can be read as ``*`` or as two words of a query. Raises ValueError
    for an alias that does not fit.
    """
    encoded = "".join(
        character if _PLAIN.fullmatch(character) else "".join(f"_{byte:02X}" for byte in character.encode())
        for character in alias
    )
    permission = _MODEL + encoded
    if not alias or len(permission) > PERMISSION_CHARACTERS:
        raise ValueError(f"The alias {alias!r} cannot be a permission: it is empty or too long.")
    return permission


def model_query(alias: str) -> str:
    """Return the query that a key for ``alias`` or for every model satisfies.

    docs/protocols/unkey.md, "Permissions".
    """
    return f"{model_permission(alias)} OR {ANY_MODEL}"


def model_permissions(models: Iterable[str] | None) -> list[str]:
    """Return the permissions of a key that may use ``models``; None means every model."""
    return [ANY_MODEL] if models is None else [model_permission(alias) for alias in sorted(models)]


def permitted_models(permissions: Iterable[str]) -> frozenset[str] | None:
    """Decode what ``model_permissions`` returned; permissions of other kinds are ignored."""
    found = [permission for permission in permissions if permission.startswith(_MODEL)]
    if ANY_MODEL in found:
        return None
    return frozenset(_alias(permission.removeprefix(_MODEL)) for permission in found)


def _alias(encoded: str) -> str:
    plain = _ESCAPED.sub(lambda escape: bytes.fromhex(escape[1]).decode("latin-1"), encoded)
    return plain.encode("latin-1").decode(errors="replace")
