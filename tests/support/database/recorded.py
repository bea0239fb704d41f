"""Reads what ``record_usage`` has written."""

from __future__ import annotations

from typing import Any

from scripts.database.postgres import Connection


def read_rows(db: Connection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by column name."""
    cursor = db.execute(query)
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read_recorded(db: Connection) -> dict[str, Any]:
    """Return all recorded rows, without what differs from call to call: its number and its time."""
    return {
        "events": read_rows(
            db,
            "select to_jsonb(e) - '{admitted_batch,settled_batch,deadline_at}'::text[] e"
            " from usage_events e order by 1",
        ),
        "logs": read_rows(db, "select to_jsonb(l) l from request_logs l order by 1"),
        "hourly": read_rows(db, "select to_jsonb(h) h from usage_hourly h order by 1"),
        "ledger": read_rows(
            db,
            "select to_jsonb(l) - 'id' - 'created_at' l from billing_ledger l order by l.source_id",
        ),
        "keys": read_rows(db, "select id, last_used_at from api_keys order by id"),
    }
