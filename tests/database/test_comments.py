"""The schema explains itself."""

from __future__ import annotations

from tests.database.server import Connection


def test_every_table_column_function_and_sequence_has_a_comment(db: Connection) -> None:
    silent = db.execute(
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
    assert silent == []


def test_every_foreign_key_can_be_looked_up_from_its_far_side(db: Connection) -> None:
    """Else deleting or changing the far side reads the whole near table."""
    without = db.execute(
        """
        select k.conrelid::regclass::text, k.conname
        from pg_constraint k
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
          and not exists (
            select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = any (k.conkey))
        order by 1, 2
        """
    ).fetchall()
    # Users are never deleted in bulk; erasing one is allowed to read the keys of all.
    assert without == [("api_keys", "api_keys_created_by_fkey")]
