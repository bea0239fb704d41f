"""Write the generated half of ``docs/data-model.md`` from the database that ``supabase/schemas`` creates.

Run: ``make data-model``, which starts a temporary PostgreSQL. A test checks that the page is up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.database.definitions import Definitions
from scripts.database.postgres import Connection, running_postgres
from scripts.database.schema_files import SUPABASE, schema_files

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-model.md"
MARKER = "<!-- From here on: make data-model -->\n"

_TABLES = """
select c.oid::bigint, n.nspname, c.relname, obj_description(c.oid, 'pg_class')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
order by n.nspname desc, c.relname
"""
_COLUMNS = """
select a.attname, format_type(a.atttypid, null), a.attnotnull, col_description(a.attrelid, a.attnum),
  exists (select from pg_constraint k
          where k.conrelid = a.attrelid and k.contype = 'p' and a.attnum = any (k.conkey)),
  exists (select from pg_constraint k
          where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any (k.conkey))
from pg_attribute a where a.attrelid = %s and a.attnum > 0 and not a.attisdropped order by a.attnum
"""
_REFERENCES = """
select f.relname, t.relname, string_agg(a.attname, ', ' order by a.attnum),
  bool_or(not a.attnotnull),
  exists (select from pg_index i where i.indrelid = k.conrelid and i.indisunique and i.indpred is null
          and i.indkey[0] = k.conkey[1]
          and i.indnkeyatts = cardinality(k.conkey))
from pg_constraint k
join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
where k.contype = 'f' and k.connamespace = 'public'::regnamespace
group by k.oid, k.conrelid, k.conkey, f.relname, t.relname order by t.relname, f.relname, 3
"""
_FUNCTIONS = """
select p.proname, pg_get_function_arguments(p.oid), obj_description(p.oid, 'pg_proc')
from pg_proc p where p.pronamespace = %s::regnamespace order by p.proname
"""


@dataclass(frozen=True, slots=True)
class TableColumn:
    name: str
    type: str
    required: bool
    comment: str
    is_primary_key: bool
    is_foreign_key: bool


@dataclass(frozen=True, slots=True)
class DocumentedTable:
    schema: str
    name: str
    comment: str
    columns: tuple[TableColumn, ...]


def generated(db: Connection) -> str:
    """Return everything below the marker: diagram, tables and functions."""
    tables = [
        DocumentedTable(
            schema, name, comment, tuple(TableColumn(*row) for row in db.execute(_COLUMNS, [oid]))
        )
        for oid, schema, name, comment in db.execute(_TABLES).fetchall()
    ]
    definitions = Definitions(schema_files())
    parts = ["## Entities\n", *_diagram(db, tables), "\n## Tables\n"]
    for table in tables:
        parts += _table_section(table, _link(definitions, "tables", f"{table.schema}.{table.name}"))
    parts += ["\n## Functions\n\nFor the roles that each file names. Each call is one transaction.\n\n"]
    parts += _functions(db, "public", definitions)
    parts += ["\n### Private functions\n\nCalled by functions, policies and triggers.\n\n"]
    parts += _functions(db, "private", definitions)
    return "".join(parts)


def _functions(db: Connection, schema: str, definitions: Definitions) -> Iterator[str]:
    for name, arguments, comment in db.execute(_FUNCTIONS, [schema]).fetchall():
        link = _link(definitions, "functions", f"{schema}.{name}")
        yield f"- `{_display_name(schema, name)}({_short_type(arguments)})`: {comment} {link}\n"


def _link(definitions: Definitions, kind: str, name: str) -> str:
    """Return a link to the file that defines an object."""
    file = definitions.file(kind, name)
    if file is None:
        raise RuntimeError(f"no file of supabase/schemas defines {name}")
    shown = file.relative_to(SUPABASE / "schemas").as_posix()
    return f"[{shown}](../supabase/schemas/{shown})"


def _diagram(db: Connection, tables: list[DocumentedTable]) -> Iterator[str]:
    yield "\nPrimary and foreign keys; all columns are listed below.\n\n```mermaid\nerDiagram\n"
    for referencing, referenced, columns, optional, single in db.execute(_REFERENCES).fetchall():
        one = "|o" if optional else "||"
        many = "o|" if single else "o{"
        yield f'  {referenced} {one}--{many} {referencing} : "{columns}"\n'
    for table in tables:
        if table.schema == "public":
            yield f"  {table.name} {{\n"
            for column in table.columns:
                if column.is_primary_key or column.is_foreign_key:
                    marks = ", ".join(
                        m for m, on in (("PK", column.is_primary_key), ("FK", column.is_foreign_key)) if on
                    )
                    yield f"    {_short_type(column.type)} {column.name} {marks}\n"
            yield "  }\n"
    yield "```\n"


def _table_section(table: DocumentedTable, link: str) -> Iterator[str]:
    yield f"\n### {_display_name(table.schema, table.name)}\n\n{table.comment} {link}\n\n"
    yield "| column | type | |\n|---|---|---|\n"
    for column in table.columns:
        null = "" if column.required else ", null"
        yield f"| `{column.name}` | {_short_type(column.type)}{null} | {column.comment.replace('|', '/')} |\n"


def _display_name(schema: str, name: str) -> str:
    return name if schema == "public" else f"{schema}.{name}"


def _short_type(text: str) -> str:
    return re.sub(r"::[a-z ]+", "", text.replace("timestamp with time zone", "timestamptz")).replace(
        " DEFAULT ", " = "
    )


def page(db: Connection) -> str:
    """Return the page with its generated half replaced."""
    return PAGE.read_text().partition(MARKER)[0] + MARKER + "\n" + generated(db)


if __name__ == "__main__":
    with (
        running_postgres() as server,
        server.database_from(schema_files()) as name,
        server.connect(name) as connection,
    ):
        PAGE.write_text(page(connection))
