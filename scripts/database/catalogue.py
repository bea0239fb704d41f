"""The objects of a database as data: all objects of the portal's schemas by kind and name, and seeded rows.

Each kind is a query in the folder ``queries`` that returns a name and a JSON object of properties. The
order of columns is not a property. Rows leave out columns whose values differ each time: times, random ids
and identities.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg import sql

from scripts.database.postgres import Connection

Properties = dict[str, Any]
Catalogue = dict[str, dict[str, Properties]]
"""Kind → name → property → value."""

_QUERIES = Path(__file__).with_name("queries")
_GRANTS = """
create or replace function pg_temp.grants(p_acl aclitem[], p_kind "char", p_owner oid) returns jsonb
language sql as $$
  select coalesce(jsonb_agg(g.who || ': ' || g.what order by g.who, g.what), '[]')
  from (select case when x.grantee = 0 then 'public' else x.grantee::regrole::text end as who,
               x.privilege_type || case when x.is_grantable then ' with grant option' else '' end as what
        from aclexplode(coalesce(p_acl, acldefault(p_kind, p_owner))) x) g
$$
"""
_SEEDED_TABLES = """
select n.nspname, c.relname, array(
  select a.attname::text from pg_attribute a
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ '(now|gen_random_uuid|nextval)\\(')
  ) as volatile
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
"""

# A null counts as a missing column: columns are compared by themselves.
_ROWS = """
select (select jsonb_object_agg(v.key, v.value) from jsonb_each(to_jsonb(t) - %s::text[]) v
        where v.value <> 'null')::text
from {} t order by 1
"""


def catalogue(db: Connection) -> Catalogue:
    """Return all objects and seeded rows of a database."""
    found: Catalogue = {}
    with db.transaction():
        # Qualifies all names with their schemas.
        db.execute("set local search_path = ''")
        db.execute(_GRANTS)
        for path in sorted(_QUERIES.glob("*.sql")):
            found[path.stem] = dict(sorted(db.execute(path.read_text().encode()).fetchall()))
        found["rows"] = _rows(db)
    return found


def _rows(db: Connection) -> dict[str, Properties]:
    rows: dict[str, Properties] = {}
    for schema, table, volatile in db.execute(_SEEDED_TABLES).fetchall():
        query = sql.SQL(_ROWS).format(sql.Identifier(schema, table))
        found = [text for (text,) in db.execute(query, [volatile])]
        if found:
            rows[f"{schema}.{table}"] = {"rows": found}
    return dict(sorted(rows.items()))
