"""Text that is compared has one collation: an index cannot serve a comparison in another."""

from __future__ import annotations

from scripts.database.postgres import Connection

_COLUMNS = """
select n.nspname || '.' || c.relname, a.attname, l.collname
from pg_attribute a
join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
join pg_collation l on l.oid = a.attcollation
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
"""
_FOREIGN_KEYS = """
select k.conname from pg_constraint k
cross join lateral unnest(k.conkey, k.confkey) as pair (here, there)
join pg_attribute h on h.attrelid = k.conrelid and h.attnum = pair.here
join pg_attribute t on t.attrelid = k.confrelid and t.attnum = pair.there
where k.contype = 'f' and h.attcollation <> t.attcollation
"""

IDS_OF_REQUESTS = {"request_id", "source_id"}
"""Columns with ids of requests. Byte by byte they are in the order of time, as partitions need them."""


def test_ids_of_requests_and_nothing_else_are_compared_byte_by_byte(db: Connection) -> None:
    """A column of either kind is then only ever compared with columns of its own kind."""
    wrong = [
        f"{table}.{column}: {collation}"
        for table, column, collation in db.execute(_COLUMNS)
        if (collation == "C") != (column in IDS_OF_REQUESTS)
    ]
    assert wrong == []


def test_both_ends_of_a_foreign_key_have_one_collation(db: Connection) -> None:
    assert db.execute(_FOREIGN_KEYS).fetchall() == []


def test_partitions_have_the_collation_of_their_table(db: Connection) -> None:
    found = {
        collation
        for table, column, collation in db.execute(_COLUMNS)
        if column == "request_id" and table.startswith("private.usage_events_")
    }
    assert found == {"C"}
