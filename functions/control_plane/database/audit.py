"""Audit context and audit log: who did what to what, why, and in which request. Rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient, ReturnMethod

from functions.control_plane.database.call import execute, fetch_data


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


class AuditLogRepository:
    """Writes audit entries of users' actions on API keys."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def record_key_action(
        self,
        action: str,
        *,
        actor: UUID,
        organization_id: UUID,
        key_id: UUID,
        request_id: str,
        before: dict[str, Any] | None,
        after: dict[str, Any],
    ) -> None:
        """Record that the user ``actor`` did ``action`` (such as ``api_key.created``). Pass no secrets."""
        row = {
            "actor_type": "user",
            "actor": str(actor),
            "organization_id": str(organization_id),
            "action": action,
            "target_type": "api_key",
            "target_id": str(key_id),
            "before": before,
            "after": after,
            "request_id": request_id,
        }
        await execute(self._database.table("audit_log").insert(row, returning=ReturnMethod.minimal))

    async def has_key_action(self, action: str, key_id: UUID) -> bool:
        """Return whether an entry for ``action`` on the key exists."""
        query = (
            self._database.table("audit_log")
            .select("id")
            .eq("target_type", "api_key")
            .eq("target_id", str(key_id))
            .eq("action", action)
            .limit(1)
        )
        return bool(await fetch_data(query))
