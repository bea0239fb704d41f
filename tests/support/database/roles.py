"""Runs statements as other roles than the service role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scripts.database.postgres import Connection


@contextmanager
def acting_as(db: Connection, role: str, subject: str | None = None) -> Iterator[None]:
    """Act as ``role`` with a token of ``subject``, as PostgREST does. Changes are rolled back."""
    claims: dict[str, Any] = {"role": role} | ({"sub": subject} if subject else {})
    with db.transaction(force_rollback=True):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
        db.execute("reset role")
        db.execute(f"set local role {role}")
        yield


def execute_as_owner(db: Connection, statement: str, *values: Any) -> None:
    """Execute a statement that no role may execute, as the owner and without the ledger's triggers."""
    db.execute("reset role")
    db.execute("alter table billing_ledger disable trigger user")
    db.execute(statement, list(values))
    db.execute("set local role service_role")
