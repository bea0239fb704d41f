"""Foreign keys have indexes."""

from __future__ import annotations

from scripts.database.postgres import Connection


def test_every_foreign_key_has_an_index(db: Connection) -> None:
    """Without an index, deleting or changing a referenced row scans the whole table."""
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
    # Users are not deleted in bulk, so deleting one may scan the keys.
    assert without == [("api_keys", "api_keys_created_by_fkey")]
