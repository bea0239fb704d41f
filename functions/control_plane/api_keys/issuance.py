"""Issue API keys and undo it: our database first, then the key service.

A crash between two steps leaves a row without a key, a key whose secret was never delivered, or a key service
that is behind our row. None of these admits a request that should be refused. The reconciliation repairs all.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from functions.control_plane.api_keys.repository import ApiKeyRepository, ApiKeyRow
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

    def __init__(self, repository: ApiKeyRepository, usage: UsageRepository, key_admin: KeyAdmin) -> None:
        self._repository = repository
        self._usage = usage
        self._key_admin = key_admin

    async def issue(
        self, caller: Caller, key_id: UUID, options: KeyOptions, *, replaces: UUID | None = None
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Issue the key ``key_id``. Raises Conflict if ``replaces`` was replaced already."""
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
        await self._repository.reserve(new, caller.account.id, self._key_admin.name)
        issued = await self._key_admin.issue(new)
        try:
            return await self._repository.complete(key_id, issued, replaces), issued
        except Exception:
            await self.try_discard(caller, await self._repository.find_any(caller.organization_id, key_id))
            raise

    async def discard(self, caller: Caller, row: ApiKeyRow | None) -> None:
        """Undo a key whose secret was never delivered: revoke it at both places, then delete the row."""
        if row is not None:
            await self._repository.revoke(caller.organization_id, row.id)
            await self._key_admin.revoke(key_id=str(row.id), issuer_key_id=row.issuer_key_id)
            await self._repository.delete(caller.organization_id, row.id)

    async def try_discard(self, caller: Caller, row: ApiKeyRow | None) -> None:
        """Discard the key; if that fails, leave it to the reconciliation."""
        try:
            await self.discard(caller, row)
        except PortalError as error:
            log.warning("keys.not_discarded", extra={"reason": error.code})

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
