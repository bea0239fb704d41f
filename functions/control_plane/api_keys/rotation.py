"""Rotate API keys: issue a new key, and let the old one expire after a grace period."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from functions.control_plane.api_keys.access import get_manageable_key
from functions.control_plane.api_keys.issuance import ApiKeyIssuance, KeyOptions
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.api_keys.writes import KeyRotation
from functions.control_plane.auth.identification import Caller
from portal.keys import IssuedKey


class ApiKeyRotation:
    """Rotates keys of the organisation that the caller acts for."""

    def __init__(self, repository: ApiKeyRepository, issuance: ApiKeyIssuance) -> None:
        self._repository = repository
        self._issuance = issuance

    async def rotate(
        self, caller: Caller, key_id: UUID, old_id: UUID, grace: timedelta, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Issue ``key_id`` as the replacement of ``old_id``, which works for ``grace`` longer.

        Raises Conflict (the old key is revoked, has expired or was replaced), TooManyKeys,
        OrganizationSuspended, KeyServiceUnavailable.
        """
        await get_manageable_key(self._repository, caller, old_id)
        # Undoes an attempt that died after it had retired the old key, and gives back its expiry.
        await self._issuance.discard_leftover(caller, key_id)
        old = await get_manageable_key(self._repository, caller, old_id)
        options = KeyOptions(
            name=old.name,
            expires_at=old.expires_at,
            models=None if old.models is None else tuple(old.models),
            requests_per_minute=old.requests_per_minute,
        )
        completed, issued = await self._issuance.issue(
            caller, key_id, options, request_id, KeyRotation(old_id, grace)
        )
        if completed.replaced is not None:
            await self._issuance.try_update(caller, completed.replaced)
        return completed.row, issued
