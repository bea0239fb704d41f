"""Create, change and revoke API keys. Each step is safe to repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from functions.control_plane.api_keys.access import get_manageable_key
from functions.control_plane.api_keys.issuance import ApiKeyIssuance, KeyOptions
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.api_keys.writes import ApiKeyWrites
from functions.control_plane.auth.identification import Caller
from portal.keys import IssuedKey


class ApiKeyLifecycle:
    """Changes keys of the organisation that the caller acts for."""

    def __init__(self, repository: ApiKeyRepository, writes: ApiKeyWrites, issuance: ApiKeyIssuance) -> None:
        self._repository = repository
        self._writes = writes
        self._issuance = issuance

    async def create(
        self, caller: Caller, key_id: UUID, options: KeyOptions, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Create the key ``key_id`` and discard what an earlier attempt with that id left.

        Raises TooManyKeys, OrganizationSuspended, KeyServiceUnavailable.
        """
        await self._issuance.discard_leftover(caller, key_id)
        completed, issued = await self._issuance.issue(caller, key_id, options, request_id)
        return completed.row, issued

    async def change(
        self, caller: Caller, key_id: UUID, changes: Mapping[str, Any], request_id: str
    ) -> ApiKeyRow:
        """Change columns of a key.

        Raises Conflict (revoked or expired, or a later end of its grace), KeyServiceUnavailable.
        """
        await get_manageable_key(self._repository, caller, key_id)
        row = await self._writes.change(
            caller.organization_id, key_id, changes, caller.account.id, request_id
        )
        await self._issuance.update(caller, row)
        return row

    async def revoke(self, caller: Caller, key_id: UUID, request_id: str) -> ApiKeyRow:
        """Revoke a key. Revoking it again changes nothing and completes a revocation that failed half-way."""
        await get_manageable_key(self._repository, caller, key_id)
        row = await self._writes.revoke(caller.organization_id, key_id, caller.account.id, request_id)
        await self._issuance.revoke(row)
        return row
