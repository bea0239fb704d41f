"""The usage queue as the database knows it, for tests without a queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scripts.database.postgres import Connection
from tests.support.database.tenant import call


def set_drained(db: Connection, until: datetime) -> None:
    """Say that no message that was sent before ``until`` is in the queue."""
    db.execute("update private.usage_queue_drain set drained_until = %s", [until])


def abandon_overdue(db: Connection, now: datetime, **arguments: Any) -> Any:
    """Call ``reap_usage`` at ``now``, with a queue that is worked off up to then."""
    set_drained(db, now)
    return call(db, "reap_usage", p_now=now, **arguments)
