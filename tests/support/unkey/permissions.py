"""Permission queries such as ``a AND (b OR c)`` (docs/protocols/unkey.md, "Permissions")."""

from __future__ import annotations

import re
from collections.abc import Collection

from tests.support.unkey.faults import bad_request

_TOKEN = re.compile(r"\s*(\(|\)|[A-Za-z0-9._\-*:/]+|$)")


def holds(query: str, permissions: Collection[str]) -> bool:
    """Whether ``permissions`` satisfy ``query``; AND binds tighter than OR. Raises a 400 for bad syntax."""
    tokens = _tokens(query)
    result, rest = _either(tokens, permissions)
    if rest:
        raise _syntax(f"unexpected {rest[0]!r}")
    return result


def _tokens(query: str) -> list[str]:
    found, position = [], 0
    while position < len(query.rstrip()):
        match = _TOKEN.match(query, position)
        if match is None:
            raise _syntax(f"unexpected character {query[position]!r}")
        found.append(match[1])
        position = match.end()
    return found


def _either(tokens: list[str], permissions: Collection[str]) -> tuple[bool, list[str]]:
    result, rest = _both(tokens, permissions)
    while rest and rest[0].lower() == "or":
        right, rest = _both(rest[1:], permissions)
        result = result or right
    return result, rest


def _both(tokens: list[str], permissions: Collection[str]) -> tuple[bool, list[str]]:
    result, rest = _one(tokens, permissions)
    while rest and rest[0].lower() == "and":
        right, rest = _one(rest[1:], permissions)
        result = result and right
    return result, rest


def _one(tokens: list[str], permissions: Collection[str]) -> tuple[bool, list[str]]:
    if not tokens or tokens[0] == ")" or tokens[0].lower() in {"and", "or"}:
        raise _syntax("a permission is missing")
    if tokens[0] != "(":
        return tokens[0] in permissions, tokens[1:]
    result, rest = _either(tokens[1:], permissions)
    if not rest or rest[0] != ")":
        raise _syntax("a parenthesis is not closed")
    return result, rest[1:]


def _syntax(message: str) -> Exception:
    return bad_request("body.permissions", f"Syntax error in permission query: {message}.")
