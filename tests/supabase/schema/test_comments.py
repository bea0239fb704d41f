"""Every object of the schema has a comment."""

from __future__ import annotations

from scripts.database.postgres import Connection


def test_every_object_has_a_comment(db: Connection) -> None:
    without_comment = db.execute(
        """
        select c.relname || coalesce('.' || a.attname, '')
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm')
          and not c.relispartition
          and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)
        union all
        select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'private') and obj_description(p.oid, 'pg_proc') is null
        union all
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'private' and c.relkind = 'S' and obj_description(c.oid, 'pg_class') is null
        """
    ).fetchall()
    assert without_comment == []
