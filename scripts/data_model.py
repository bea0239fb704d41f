"""Write the generated half of ``docs/data-model.md`` from the database that ``supabase/schemas`` makes.

Run: ``make data-model`` (starts a PostgreSQL of the test requirements). A test holds it fresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.database.definitions import Definitions
from scripts.database.schema_files import SUPABASE, schema_files
from tests.database.server import Connection, started

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-model.md"
MARK = "<!-- From here on: make data-model -->\n"

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
class Column:
    name: str
    type: str
    required: bool
    comment: str
    is_key: bool
    refers: bool


@dataclass(frozen=True, slots=True)
class Table:
    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]


def generated(db: Connection) -> str:
    """Return everything below the mark: the diagram, the tables, the functions."""
    tables = [
        Table(schema, name, comment, tuple(Column(*row) for row in db.execute(_COLUMNS, [oid])))
        for oid, schema, name, comment in db.execute(_TABLES).fetchall()
    ]
    definitions = Definitions(schema_files())
    parts = ["## Entities\n", *_diagram(db, tables), "\n## Tables\n"]
    for table in tables:
        parts += _described(table, _link(definitions, "tables", f"{table.schema}.{table.name}"))
    parts += ["\n## Functions\n\nFor the service role only. Each is one transaction.\n\n"]
    parts += _functions(db, "public", definitions)
    parts += ["\n### Private functions\n\nWhat functions, policies and triggers call.\n\n"]
    parts += _functions(db, "private", definitions)
    return "".join(parts)


def _functions(db: Connection, schema: str, definitions: Definitions) -> Iterator[str]:
    for name, arguments, comment in db.execute(_FUNCTIONS, [schema]).fetchall():
        link = _link(definitions, "functions", f"{schema}.{name}")
        yield f"- `{_shown(schema, name)}({_short(arguments)})`: {comment} {link}\n"


def _link(definitions: Definitions, kind: str, name: str) -> str:
    """Return a link to the file that defines an object."""
    file = definitions.file(kind, name)
    if file is None:
        raise RuntimeError(f"no file of supabase/schemas defines {name}")
    shown = file.relative_to(SUPABASE / "schemas").as_posix()
    return f"[{shown}](../supabase/schemas/{shown})"


def _diagram(db: Connection, tables: list[Table]) -> Iterator[str]:
    yield "\nKeys and references; every column is below.\n\n```mermaid\nerDiagram\n"
    for near, far, columns, optional, single in db.execute(_REFERENCES).fetchall():
        one = "|o" if optional else "||"
        many = "o|" if single else "o{"
        yield f'  {far} {one}--{many} {near} : "{columns}"\n'
    for table in tables:
        if table.schema == "public":
            yield f"  {table.name} {{\n"
            for column in table.columns:
                if column.is_key or column.refers:
                    marks = ", ".join(m for m, on in (("PK", column.is_key), ("FK", column.refers)) if on)
                    yield f"    {_short(column.type)} {column.name} {marks}\n"
            yield "  }\n"
    yield "```\n"


def _described(table: Table, link: str) -> Iterator[str]:
    yield f"\n### {_shown(table.schema, table.name)}\n\n{table.comment} {link}\n\n"
    yield "| column | type | |\n|---|---|---|\n"
    for column in table.columns:
        null = "" if column.required else ", null"
        yield f"| `{column.name}` | {_short(column.type)}{null} | {column.comment.replace('|', '/')} |\n"


def _shown(schema: str, name: str) -> str:
    return name if schema == "public" else f"{schema}.{name}"


def _short(text: str) -> str:
    return re.sub(r"::[a-z ]+", "", text.replace("timestamp with time zone", "timestamptz")).replace(
        " DEFAULT ", " = "
    )


def page(db: Connection) -> str:
    """Return the page with its written half as it is and its generated half made anew."""
    return PAGE.read_text().partition(MARK)[0] + MARK + "\n" + generated(db)


if __name__ == "__main__":
    with started() as server, server.made_by(schema_files()) as name, server.connect(name) as connection:
        PAGE.write_text(page(connection))
