"""Audit entries of users' actions on API keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from functions.control_plane.auth.identification import Caller
from functions.control_plane.database.audit import AuditLogRepository

CREATED = "api_key.created"
CHANGED = "api_key.changed"
ROTATED = "api_key.rotated"
REVOKED = "api_key.revoked"


class ApiKeyAudit:
    """Records what a caller does to keys of the organisation they act for."""

    def __init__(self, audit_log: AuditLogRepository) -> None:
        self._audit_log = audit_log

    async def record(
        self,
        action: str,
        caller: Caller,
        key_id: UUID,
        request_id: str,
        *,
        before: dict[str, Any] | None,
        after: dict[str, Any],
    ) -> None:
        """Record ``action`` with the changed columns before and after."""
        await self._audit_log.record_key_action(
            action,
            actor=caller.account.id,
            organization_id=caller.organization_id,
            key_id=key_id,
            request_id=request_id,
            before=before,
            after=after,
        )

    async def has_revocation(self, key_id: UUID) -> bool:
        """Return whether the revocation of the key is recorded."""
        return await self._audit_log.has_key_action(REVOKED, key_id)
