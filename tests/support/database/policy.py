"""Reads the policy snapshot as the gateway does."""

from __future__ import annotations

from portal.policy import PolicySnapshot
from portal.policy.supabase import SnapshotDocument
from scripts.database.postgres import Connection
from tests.support.database.tenant import call


def read_snapshot(db: Connection) -> PolicySnapshot:
    """Call ``policy_snapshot`` and parse its document."""
    return SnapshotDocument.model_validate(call(db, "policy_snapshot")).snapshot()
