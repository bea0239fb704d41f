"""Which statements of a migration break the version of the functions that runs while it is applied.

Migrations are applied before the code that needs them, and a rollback serves older code on the newer
database. So a change that takes something away has two deployments: the first expands (the database has both,
the code needs the new one), a later one contracts, when no version needs the old one. A statement that
contracts says so in the comment before it: ``-- Contract: <why no version needs it any more>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.database.statements import with_comments

_MARKER = re.compile(r"^-- Contract: *\S", re.MULTILINE)
_NAME = r"(?:if (?:not )?exists )?(?:only )?(?P<table>[\w.\"]+)"
_OBJECT = "table|view|materialized view|function|procedure|aggregate|routine|type|domain|schema|sequence"
_STATEMENTS = [
    (rf"drop (?:{_OBJECT})\b", "it may use what is dropped"),
    (r"truncate\b", "the rows are gone"),
    (rf"alter (?:{_OBJECT}) .*\brename\b", "it uses the old name"),
    (rf"alter (?:{_OBJECT}) .*\bset schema\b", "it uses the old schema"),
    (rf"create unique index (?:\w+ )?on {_NAME}", "it may write rows that are now refused"),
]
_ACTIONS = [
    (r"drop (?!constraint\b|not null\b|default\b)", "it may use the column"),
    (r"alter .*\bdrop (?:default|identity|expression)\b", "it may insert rows without a value"),
    (r"alter .*\bset not null\b", "it may write null"),
    (r"alter .*\btype\b", "it reads and writes the old type"),
    (
        r"add (?!constraint\b|check\b|unique\b|foreign\b|primary\b|exclude\b)"
        r"(?=.*\bnot null\b)(?!.*\b(?:default|generated)\b)",
        "it inserts rows without a value; and this fails if the table has rows",
    ),
    (
        r"add (?:constraint \S+ )?(?:check|unique|foreign key|primary key|exclude|not null)\b",
        "it may write rows that are now refused",
    ),
]
_WARNING = """\
-- May break the running version: {}.
-- If none that runs, or may be rolled back to, needs it any more, write "-- Contract: <why>" here instead
-- (docs/operations.md, Upgrading).
"""
_LITERALS = re.compile(r"'(?:[^']|'')*'|(\$\w*\$).*?\1|--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BreakingStatement:
    """``reason`` is a clause. ``is_marked``: its comment says why no version needs what it takes away."""

    text: str
    reason: str
    is_marked: bool


def breaking_statements(migration: str) -> Iterator[BreakingStatement]:
    """Yield the statements of a migration that break the running version, as far as they can be recognised.

    Not recognised: what a function that is replaced in place does differently, changed policies and grants,
    and what a ``do`` block runs. Tables that the migration creates can have no users.
    """
    created = {
        found["table"]
        for _, statement in with_comments(migration)
        if (found := re.match(rf"create (?:unlogged )?table {_NAME}", _plain(statement)))
    }
    for comment, statement in with_comments(migration):
        reason = _reason(_plain(statement), created)
        if reason is not None:
            yield BreakingStatement(statement, reason, _MARKER.search(comment) is not None)


def with_warnings(draft: str) -> str:
    """Return the draft with a comment before each statement that needs a marker and has none."""
    breaking = {each.text: each.reason for each in breaking_statements(draft) if not each.is_marked}
    text = ""
    for comment, statement in with_comments(draft):
        reason = breaking.get(statement)
        text += comment + (_WARNING.format(reason) if reason else "") + statement
    return text


def _reason(statement: str, created: set[str]) -> str | None:
    for pattern, reason in _STATEMENTS:
        found = re.match(pattern, statement)
        if found and found.groupdict().get("table") not in created:
            return reason
    table = re.match(rf"alter table {_NAME} (?P<actions>.*)", statement)
    if table is None or table["table"] in created:
        return None
    for action in _split_actions(table["actions"]):
        for pattern, reason in _ACTIONS:
            if re.match(pattern, action):
                return reason
    return None


def _plain(statement: str) -> str:
    """Return the statement in lower case on one line, without comments and what strings hold."""
    bare = _LITERALS.sub(lambda found: "''" if found[0].startswith(("'", "$")) else " ", statement)
    return " ".join(bare.lower().rstrip(";").split())


def _split_actions(text: str) -> Iterator[str]:
    """Yield what commas outside of parentheses separate."""
    depth, current = 0, ""
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield current.strip()
            current = ""
        else:
            current += character
    yield current.strip()
