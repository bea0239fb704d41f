"""Splits an SQL file into statements and finds the object of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Semicolons inside comments, quoted names, strings and dollar-quoted bodies do not end a statement.
_PIECE = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(?P<tag>\$\w*\$).*?(?P=tag)|;|[^'\"$;/-]+|.",
    re.DOTALL,
)
_COMMENTS = re.compile(r"(?:\s*--[^\n]*\n|\s+)*")
_NAME = r"(?P<name>[a-z_0-9]+\.[a-z_0-9]+)"
_OBJECT_PATTERNS = [
    ("functions", rf"create (?:or replace )?(?:function|aggregate) {_NAME}\s*\("),
    ("functions", rf"comment on (?:function|aggregate) {_NAME}\s*\("),
    ("functions", rf"(?:grant|revoke) .*? on function {_NAME}\s*\("),
    ("tables", rf"create (?:(?:unlogged )?table|view|materialized view) {_NAME}\b"),
    ("tables", rf"comment on (?:table|view) {_NAME} "),
    ("tables", rf"alter table {_NAME} (?:enable|force) row level security"),
    ("tables", rf"(?:grant|revoke) .*? on (?:table )?{_NAME} (?:to|from) "),
    ("columns", r"comment on column (?P<name>[a-z_0-9]+\.[a-z_0-9]+\.[a-z_0-9]+) "),
    ("indexes", r"create (?:unique )?index (?P<name>[a-z_0-9]+) on (?P<schema>[a-z_0-9]+)\."),
    ("policies", rf"create policy (?P<own>[a-z_0-9]+) on {_NAME}\b"),
    ("triggers", rf"create (?:constraint )?trigger (?P<own>[a-z_0-9]+)\b.*? on {_NAME}\b"),
    ("sequences", rf"create sequence {_NAME}\b"),
    ("sequences", rf"comment on sequence {_NAME} "),
    ("sequences", rf"(?:grant|revoke) .*? on sequence {_NAME} "),
    ("types", rf"create (?:type|domain) {_NAME}\b"),
    ("types", rf"comment on (?:type|domain) {_NAME} "),
]
_PATTERNS = [(kind, re.compile(pattern, re.DOTALL)) for kind, pattern in _OBJECT_PATTERNS]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without the comment before it.

    ``kind`` and ``name`` of its object are those of a catalogue; functions are named without arguments. Both
    are None for statements about other objects.
    """

    text: str
    kind: str | None
    name: str | None

    @property
    def is_definition(self) -> bool:
        """Whether it creates the object, rather than describing it or granting access."""
        return self.text.startswith("create ")


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a file in order."""
    for _, bare in with_comments(text):
        if bare:
            yield Statement(bare, *_object_of(bare))


def with_comments(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each statement (blanks and comments) and the statement, empty at the end.

    Together they are the text.
    """
    for statement in _split(text):
        start = _COMMENTS.match(statement).end()  # type: ignore[union-attr]
        yield statement[:start], statement[start:]


def _split(text: str) -> Iterator[str]:
    current = ""
    for piece in _PIECE.finditer(text):
        current += piece[0]
        if piece[0] == ";":
            yield current
            current = ""
    yield current


def _object_of(statement: str) -> tuple[str, str] | tuple[None, None]:
    for kind, pattern in _PATTERNS:
        if found := pattern.match(statement):
            parts = found.groupdict()
            if schema := parts.get("schema"):
                return kind, f"{schema}.{parts['name']}"
            own = parts.get("own")
            return kind, f"{parts['name']}.{own}" if own else parts["name"]
    return None, None
