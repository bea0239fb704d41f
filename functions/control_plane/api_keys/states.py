"""What operators do to keys and plans: our database first, then the issuer that keeps a copy."""

from __future__ import annotations

from uuid import UUID

from functions.control_plane.admin.repository import AdminRecords, AuditContext
from functions.control_plane.admin.schemas import Change, KeyState
from functions.control_plane.usage.repository import Usage
from portal import keys
from portal.keys import KeyAdmin


class KeyStates:
    """Every step says what is to be, so a call that failed half-way is mended by calling again."""

    def __init__(self, records: AdminRecords, usage: Usage, keeper: KeyAdmin) -> None:
        self._records = records
        self._usage = usage
        self._keeper = keeper

    async def set_state(self, key_id: UUID, state: KeyState, deed: AuditContext) -> Change:
        """Disable or enable a key. Raises ResourceNotFound, Conflict (revoked), KeyServiceUnavailable."""
        key = await self._records.key(key_id)
        change = await self._records.set_state("api_key", str(key_id), state, deed)
        standing = await self._usage.standing(key.organization_id)
        await self._keeper.update(
            key_id=str(key_id),
            issuer_key_id=key.issuer_key_id,
            state=keys.KeyState(
                name=key.name,
                limits=standing.limits,
                models=None if key.models is None else frozenset(key.models),
                expires_at=key.expires_at,
                enabled=state == "active",
                own_per_minute=key.requests_per_minute,
            ),
        )
        return change

    async def change_plan(self, organization_id: UUID, plan: str, deed: AuditContext) -> Change:
        """Put an organisation on ``plan``. Raises ResourceNotFound, KeyServiceUnavailable."""
        change = await self._records.change_plan(organization_id, plan, deed)
        standing = await self._usage.standing(organization_id)
        await self._keeper.set_plan(str(organization_id), standing.plan, standing.limits)
        return change
