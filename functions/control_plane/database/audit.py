"""Audit context: who acts, why, and in which request. Functions of the database write the entries."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AuditContext:
    """Who acts, why, and in which request: what an audit entry holds besides the change."""

    actor: UUID
    reason: str
    request_id: str

    @property
    def arguments(self) -> dict[str, str]:
        """Arguments of every database function that changes something and writes the audit entry."""
        return {"p_actor": str(self.actor), "p_reason": self.reason, "p_request_id": self.request_id}
