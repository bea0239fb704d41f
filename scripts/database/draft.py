"""The first draft of a migration that brings a database closer to the schema files.

New objects are copied from the schema files in load order. Simple changes in place are written. Statements
that lose data are written as comments, for a person to decide. Other changes are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from scripts.database.catalogue import Properties
from scripts.database.comparison import CatalogueDifference
from scripts.database.definitions import Definitions, LocatedStatement

_LOSES_DATA = "-- Loses data: "
_SINGULAR = {"policies": "policy", "triggers": "trigger"}
_NEW_SIGNATURE = {"arguments", "result", "kind", "aggregate"}
"""Properties of a function that ``create or replace`` cannot change."""


def draft(found: list[CatalogueDifference], definitions: Definitions) -> str:
    """Return the statements for these differences, as far as they can be generated."""
    writer = _Draft(found, definitions)
    for (kind, name), changes in groupby(found, key=lambda change: (change.kind, change.name)):
        writer.add(kind, name, list(changes))
    return writer.text()


class _Draft:
    """Collects statements by the order in which they must run."""

    def __init__(self, found: list[CatalogueDifference], definitions: Definitions) -> None:
        self._definitions = definitions
        self._new_tables = {change.name for change in found if change.kind == "tables" and change.is_new}
        self._dropped_tables = {change.name for change in found if change.kind == "tables" and change.is_gone}
        self._constraints = {_last(change.name) for change in found if change.kind == "constraints"}
        self._drops: list[str] = []
        self._alters: list[str] = []
        self._copies: dict[int, str] = {}
        self._constraint_changes: list[str] = []
        self._inserts: list[str] = []
        self._data_losses: list[str] = []

    def text(self) -> str:
        copied = [text for _, text in sorted(self._copies.items())]
        made = [*self._drops, *self._alters, *copied, *self._constraint_changes, *self._inserts]
        return "".join(f"{statement}\n" for statement in [*made, *self._data_losses])

    def add(self, kind: str, name: str, changes: list[CatalogueDifference]) -> None:
        """Add the statements for an object. Parts of a table that is created or dropped need none."""
        match kind:
            case "columns" | "constraints" | "indexes" | "policies" | "triggers" if changes[0].is_gone and (
                _table(name) in self._dropped_tables
                or (kind == "indexes" and _last(name) in self._constraints)
            ):
                pass
            case "columns":
                self._column(name, changes)
            case "constraints":
                self._constraint(name, changes)
            case "indexes":
                self._index(name, changes)
            case "functions":
                self._function(name, changes)
            case "policies" | "triggers":
                self._recreate(kind, name, changes)
            case "rows":
                self._rows(name, changes)
            case "tables" if changes[0].is_gone:
                self._data_losses.append(f"{_LOSES_DATA}drop table {name};")
            case _:
                self._copy_described(kind, name, changes)

    def _column(self, name: str, changes: list[CatalogueDifference]) -> None:
        table, column = _table(name), _last(name)
        if table not in self._new_tables:
            for change in changes:
                self._alter_column(table, column, change)
        if not changes[0].is_gone:
            self._copy(self._definitions.of("columns", name))
            if changes[0].is_new or any(change.changed == "grants" for change in changes):
                self._copy(
                    located
                    for located in self._definitions.of("tables", table)
                    if _changes_privileges(located)
                )

    def _alter_column(self, table: str, column: str, change: CatalogueDifference) -> None:
        alter = f"alter table {table} alter column {column}"
        match change.changed:
            case None if change.is_gone:
                self._data_losses.append(f"{_LOSES_DATA}alter table {table} drop column {column};")
            case None:
                self._alters.append(f"alter table {table} add column {column} {_column_type(change.after)};")
            case "type":
                self._alters.append(f"{alter} type {change.after};")
            case "default" if change.after is None:
                self._alters.append(f"{alter} drop default;")
            case "default":
                self._alters.append(f"{alter} set default {change.after};")
            case "not_null":
                self._alters.append(f"{alter} {'set' if change.after else 'drop'} not null;")

    def _constraint(self, name: str, changes: list[CatalogueDifference]) -> None:
        table, constraint = _table(name), _last(name)
        first = changes[0]
        if not first.is_new and not first.is_gone and _definition(changes) is None:
            return  # only its comment or validation differs
        if not first.is_new:
            self._drops.append(f"alter table {table} drop constraint {constraint};")
        if first.is_gone or table in self._new_tables:
            return
        definition = first.after["definition"] if first.is_new else _definition(changes)
        self._constraint_changes.append(f"alter table {table} add constraint {constraint} {definition};")

    def _index(self, name: str, changes: list[CatalogueDifference]) -> None:
        statements = self._definitions.of("indexes", name)
        if not statements and not changes[0].is_gone:
            return  # an index of a constraint, created with it
        if not changes[0].is_new:
            self._drops.append(f"drop index {name};")
        if not changes[0].is_gone:
            self._copy(statements)

    def _function(self, name: str, changes: list[CatalogueDifference]) -> None:
        recreated = any(change.changed in _NEW_SIGNATURE for change in changes)
        is_aggregate = any((c.before or {}).get("kind") == "a" for c in changes if c.is_gone)
        if changes[0].is_gone or recreated:
            self._drops.append(f"drop {'aggregate' if is_aggregate else 'function'} {name};")
        if changes[0].is_gone:
            return
        replace = not (changes[0].is_new or recreated)
        for located in self._definitions.of("functions", name):
            text = located.statement.text
            if replace:
                text = text.replace("create function", "create or replace function", 1)
            self._copies[located.order] = text

    def _recreate(self, kind: str, name: str, changes: list[CatalogueDifference]) -> None:
        if not changes[0].is_new:
            self._drops.append(f"drop {_SINGULAR[kind]} {_last(name)} on {_table(name)};")
        if not changes[0].is_gone:
            self._copy(self._definitions.of(kind, name))

    def _rows(self, name: str, changes: list[CatalogueDifference]) -> None:
        before, after = _row_set(changes[0].before), _row_set(changes[0].after)
        # Otherwise a changed row looks like a deleted and a new one; only a person can tell.
        if before <= after:
            self._inserts += [_insert(name, row) for row in sorted(after - before)]

    def _copy_described(self, kind: str, name: str, changes: list[CatalogueDifference]) -> None:
        statements = self._definitions.of(kind, name)
        described = {"comment", "grants", "row_level_security", "forced_row_level_security"}
        if changes[0].is_new and statements:
            self._copy(statements)
        elif all(change.changed in described for change in changes) and statements:
            self._copy(located for located in statements if not located.statement.is_definition)

    def _copy(self, statements: Iterable[LocatedStatement]) -> None:
        for located in statements:
            self._copies[located.order] = located.statement.text


def _table(name: str) -> str:
    return name.rpartition(".")[0]


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _definition(changes: list[CatalogueDifference]) -> str | None:
    return next((change.after for change in changes if change.changed == "definition"), None)


def _changes_privileges(located: LocatedStatement) -> bool:
    return located.statement.text.startswith(("grant ", "revoke "))


def _row_set(value: Any) -> set[str]:
    return set(value["rows"] if isinstance(value, dict) else value or [])


def _insert(table: str, row: str) -> str:
    columns = ", ".join(json.loads(row))
    literal = row.replace("'", "''")
    source = f"jsonb_populate_record(null::{table}, '{literal}')"
    return f"insert into {table} ({columns})\n  select {columns} from {source};"  # noqa: S608


def _column_type(column: Properties) -> str:
    """Return type and options of a new column."""
    parts = [column["type"]]
    if column["collation"]:
        parts.append(f'collate "{column["collation"]}"')
    if column["not_null"]:
        parts.append("not null")
    if column["default"] is not None:
        parts.append(f"default {column['default']}")
    if column["generated"]:
        parts.append(f"generated always as ({column['generated'].partition(' ')[2]}) stored")
    if column["identity"]:
        parts.append(f"generated {'always' if column['identity'] == 'a' else 'by default'} as identity")
    return " ".join(parts)
