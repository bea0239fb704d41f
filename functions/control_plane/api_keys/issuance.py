"""Issue API keys and undo it: our database first, then the key service.

A crash between two steps leaves a row without a key, a key whose secret was never delivered, or a key service
that is behind our row. None of these admits a request that should be refused. The reconciliation repairs all.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
from functions.control_plane.api_keys.writes import ApiKeyWrites, CompletedKey, KeyRotation
from functions.control_plane.auth.identification import Caller
from functions.control_plane.usage.repository import UsageRepository
from portal.errors import PortalError
from portal.keys import IssuedKey, KeyAdmin, KeyState, NewKey

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeyOptions:
    """What the owner chooses for a key. ``models`` and ``requests_per_minute`` None: those of the plan."""

    name: str
    expires_at: datetime | None = None
    models: tuple[str, ...] | None = None
    requests_per_minute: int | None = None


class ApiKeyIssuance:
    """Writes keys to our database and the key service."""

    def __init__(
        self,
        repository: ApiKeyRepository,
        writes: ApiKeyWrites,
        limit: ApiKeyLimit,
        usage: UsageRepository,
        key_admin: KeyAdmin,
    ) -> None:
        self._repository = repository
        self._writes = writes
        self._limit = limit
        self._usage = usage
        self._key_admin = key_admin

    async def issue(
        self,
        caller: Caller,
        key_id: UUID,
        options: KeyOptions,
        request_id: str,
        rotation: KeyRotation | None = None,
    ) -> tuple[CompletedKey, IssuedKey]:
        """Issue the key ``key_id``. Whatever fails, no key is left that works.

        Raises what ``ApiKeyWrites.reserve`` and ``complete`` raise, and KeyServiceUnavailable.
        """
        allowance = await self._usage.plan_allowance(caller.organization_id)
        new = NewKey(
            key_id=str(key_id),
            organization_id=str(caller.organization_id),
            allowance_id=str(allowance.allowance_id),
            plan=allowance.plan,
            name=options.name,
            limits=allowance.limits,
            models=None if options.models is None else frozenset(options.models),
            expires_at=options.expires_at,
            requests_per_minute=options.requests_per_minute,
        )
        await self._writes.reserve(
            new,
            caller.account.id,
            self._key_admin.name,
            max_keys=self._limit.max_keys if rotation is None else self._limit.max_keys_rotating,
            replaces=None if rotation is None else rotation.old_id,
        )
        try:
            issued = await self._key_admin.issue(new)
        except PortalError:
            # The row would take a place among the organisation's keys for minutes.
            await self._try_delete(caller, key_id)
            raise
        try:
            return await self._writes.complete(new, issued, rotation, request_id), issued
        except Exception:
            await self._try_discard(caller, key_id, issued.issuer_key_id)
            raise

    async def discard_leftover(self, caller: Caller, key_id: UUID) -> None:
        """Undo what an earlier attempt to issue ``key_id`` left. Nobody has its secret."""
        leftover = await self._repository.find_any(caller.organization_id, key_id)
        if leftover is not None:
            await self._discard(caller, key_id, leftover.issuer_key_id)

    async def update(self, caller: Caller, row: ApiKeyRow) -> None:
        """Write the state of ``row`` to the key service."""
        allowance = await self._usage.plan_allowance(caller.organization_id)
        state = KeyState(
            name=row.name,
            organization_id=str(caller.organization_id),
            allowance_id=str(allowance.allowance_id),
            plan=allowance.plan,
            limits=allowance.limits,
            models=None if row.models is None else frozenset(row.models),
            expires_at=row.expires_at,
            enabled=row.status == "active",
            requests_per_minute=row.requests_per_minute,
        )
        await self._key_admin.update(key_id=str(row.id), issuer_key_id=row.issuer_key_id, state=state)

    async def try_update(self, caller: Caller, row: ApiKeyRow) -> None:
        """Update the key service with a change that the policy snapshot enforces in any case."""
        try:
            await self.update(caller, row)
        except PortalError as error:
            log.warning("keys.update_deferred", extra={"key_id": str(row.id), "reason": error.code})

    async def revoke(self, row: ApiKeyRow) -> None:
        """Revoke the key at the key service. Revoking it again is no error."""
        await self._key_admin.revoke(key_id=str(row.id), issuer_key_id=row.issuer_key_id)
        try:
            await self._writes.confirm_revocations([row.id])
        except PortalError as error:
            # The policy snapshot names the key until the reconciliation confirms its revocation.
            log.warning("keys.revocation_not_confirmed", extra={"key_id": str(row.id), "reason": error.code})

    async def _discard(self, caller: Caller, key_id: UUID, issuer_key_id: str | None) -> None:
        """Revoke the key in our database and at the key service, then delete the row."""
        await self._writes.discard(caller.organization_id, key_id)
        await self._key_admin.revoke(key_id=str(key_id), issuer_key_id=issuer_key_id)
        await self._writes.delete(caller.organization_id, key_id)

    async def _try_discard(self, caller: Caller, key_id: UUID, issuer_key_id: str | None) -> None:
        """Discard the key; what fails is left to the reconciliation."""
        try:
            await self._discard(caller, key_id, issuer_key_id)
        except PortalError as error:
            log.warning("keys.not_discarded", extra={"key_id": str(key_id), "reason": error.code})

    async def _try_delete(self, caller: Caller, key_id: UUID) -> None:
        """Delete the row of a key that was not issued; if it was after all, the reconciliation deletes it."""
        try:
            await self._writes.delete(caller.organization_id, key_id)
        except PortalError as error:
            log.warning("keys.reservation_not_deleted", extra={"key_id": str(key_id), "reason": error.code})
