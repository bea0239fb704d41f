"""The audit log: who did what, when, in which request. Rows are only ever added."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient, ReturnMethod

from functions.control_plane.database.call import rows_of


class AuditLog:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def key_action(
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
        """Write that ``actor``, a user, did ``action`` (``api_key.created`` and the like). No secrets."""
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
        await rows_of(self._database.table("audit_log").insert(row, returning=ReturnMethod.minimal))

    async def has(self, action: str, key_id: UUID) -> bool:
        query = (
            self._database.table("audit_log")
            .select("id")
            .eq("target_type", "api_key")
            .eq("target_id", str(key_id))
            .eq("action", action)
            .limit(1)
        )
        return bool(await rows_of(query))
