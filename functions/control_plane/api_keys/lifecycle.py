"""Create, change and revoke API keys. Each step is safe to repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from functions.control_plane.api_keys.access import get_manageable_key, key_not_valid, require_valid
from functions.control_plane.api_keys.audit import CHANGED, CREATED, REVOKED, ApiKeyAudit
from functions.control_plane.api_keys.issuance import ApiKeyIssuance, KeyOptions
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.auth.identification import Caller
from portal.keys import IssuedKey


class ApiKeyLifecycle:
    """Changes keys of the organisation that the caller acts for, and records it in the audit log."""

    def __init__(
        self,
        repository: ApiKeyRepository,
        issuance: ApiKeyIssuance,
        limit: ApiKeyLimit,
        audit: ApiKeyAudit,
    ) -> None:
        self._repository = repository
        self._issuance = issuance
        self._limit = limit
        self._audit = audit

    async def create(
        self, caller: Caller, key_id: UUID, options: KeyOptions, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Create the key ``key_id`` and discard what an earlier attempt with that id left.

        Raises TooManyKeys, OrganizationSuspended.
        """
        leftover = await self._repository.find_any(caller.organization_id, key_id)
        await self._issuance.discard(caller, leftover)
        await self._limit.check_create(caller)
        row, issued = await self._issuance.issue(caller, key_id, options)
        after = {"name": row.name, "masked": row.masked, "status": row.status}
        try:
            await self._audit.record(CREATED, caller, key_id, request_id, before=None, after=after)
        except Exception:
            await self._issuance.try_discard(caller, row)
            raise
        return row, issued

    async def change(
        self, caller: Caller, key_id: UUID, changes: Mapping[str, Any], request_id: str
    ) -> ApiKeyRow:
        """Change columns of a key. Raises Conflict (revoked or expired), KeyServiceUnavailable."""
        old = await get_manageable_key(self._repository, caller, key_id)
        require_valid(old)
        row = await self._repository.change(caller.organization_id, key_id, changes)
        if row is None:
            raise key_not_valid()
        before = {name: old.model_dump(mode="json")[name] for name in changes}
        await self._audit.record(CHANGED, caller, key_id, request_id, before=before, after=dict(changes))
        await self._issuance.update(caller, row)
        return row

    async def revoke(self, caller: Caller, key_id: UUID, request_id: str) -> ApiKeyRow:
        """Revoke a key. Revoking it again changes nothing and completes a revocation that failed half-way."""
        row = await get_manageable_key(self._repository, caller, key_id)
        revoked = await self._repository.revoke(caller.organization_id, key_id)
        if revoked is not None or not await self._audit.has_revocation(key_id):
            before, after = {"status": row.status}, {"status": "revoked"}
            await self._audit.record(REVOKED, caller, key_id, request_id, before=before, after=after)
        await self._issuance.revoke(row)
        return revoked or row
