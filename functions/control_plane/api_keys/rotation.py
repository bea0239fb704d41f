"""Rotate API keys: issue a new key, and let the old one expire after a grace period."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

from functions.control_plane.api_keys.access import get_manageable_key, require_valid
from functions.control_plane.api_keys.audit import ROTATED, ApiKeyAudit
from functions.control_plane.api_keys.issuance import ApiKeyIssuance, KeyOptions
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.auth.identification import Caller
from portal.errors import Conflict, PortalError
from portal.keys import IssuedKey

log = logging.getLogger(__name__)


class ApiKeyRotation:
    """Rotates keys of the organisation that the caller acts for."""

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

    async def rotate(
        self, caller: Caller, key_id: UUID, old_id: UUID, grace: timedelta, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Issue ``key_id`` as the replacement of ``old_id``, which works for ``grace`` longer.

        Raises Conflict (the old key is revoked, has expired or was replaced), TooManyKeys,
        OrganizationSuspended.
        """
        old = await get_manageable_key(self._repository, caller, old_id)
        leftover = await self._repository.find_any(caller.organization_id, key_id)
        is_resumed = leftover is not None and leftover.replaces == old_id
        if not is_resumed:
            require_valid(old)
        await self._issuance.discard(caller, leftover)
        if await self._repository.is_replaced(caller.organization_id, old_id):
            raise Conflict("This API key has been rotated already.", hint="Rotate the key that replaced it.")
        await self._limit.check_rotation(caller)
        # An attempt that died after it retired the old key left the expiry that the new one should have.
        expires_at = leftover.expires_at if leftover is not None and is_resumed else old.expires_at
        options = KeyOptions(
            name=old.name,
            expires_at=expires_at,
            models=None if old.models is None else tuple(old.models),
            requests_per_minute=old.requests_per_minute,
        )
        row, issued = await self._issuance.issue(caller, key_id, options, replaces=old_id)
        retired = await self._retire(caller, old, row, datetime.now(UTC) + grace, request_id)
        if retired is not None:
            await self._issuance.try_update(caller, retired)
        return row, issued

    async def _retire(
        self, caller: Caller, old: ApiKeyRow, new: ApiKeyRow, until: datetime, request_id: str
    ) -> ApiKeyRow | None:
        """Let ``old`` expire at ``until`` and record the rotation. If that fails, undo both keys' changes."""
        try:
            retired = await self._repository.retire(caller.organization_id, old.id, until)
            after = {
                "expires_at": _isoformat((retired or old).expires_at),
                "replaced_by": str(new.id),
            }
            before = {"expires_at": _isoformat(old.expires_at)}
            await self._audit.record(ROTATED, caller, old.id, request_id, before=before, after=after)
        except Exception:
            # The old key may be retired although the response or the audit entry was lost: restore it.
            await self._try_restore_expiry(caller, old, until)
            await self._issuance.try_discard(caller, new)
            raise
        return retired

    async def _try_restore_expiry(self, caller: Caller, old: ApiKeyRow, until: datetime) -> None:
        try:
            await self._repository.restore_expiry(caller.organization_id, old.id, until, old.expires_at)
        except PortalError as error:
            log.warning("keys.expiry_not_restored", extra={"key_id": str(old.id), "reason": error.code})


def _isoformat(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
