"""Operators' actions that also change the key service: our database first, then its copy there."""

from __future__ import annotations

from uuid import UUID

from functions.control_plane.admin.actions.repository import OperatorActionRepository
from functions.control_plane.admin.actions.schemas import Change, SettableKeyState
from functions.control_plane.admin.inspection.repository import InspectionRepository
from functions.control_plane.database.audit import AuditContext
from functions.control_plane.usage.repository import UsageRepository
from portal.keys import KeyAdmin, KeyState


class KeyServiceActions:
    """Every step sets a state, so a call that failed half-way is completed by repeating it."""

    def __init__(
        self,
        actions: OperatorActionRepository,
        inspection: InspectionRepository,
        usage: UsageRepository,
        key_admin: KeyAdmin,
    ) -> None:
        self._actions = actions
        self._inspection = inspection
        self._usage = usage
        self._key_admin = key_admin

    async def set_key_state(self, key_id: UUID, state: SettableKeyState, audit: AuditContext) -> Change:
        """Disable or enable a key. Raises ResourceNotFound, Conflict (revoked), KeyServiceUnavailable."""
        key = await self._inspection.key(key_id)
        change = await self._actions.set_state("api_key", str(key_id), state, audit)
        allowance = await self._usage.plan_allowance(key.organization_id)
        await self._key_admin.update(
            key_id=str(key_id),
            issuer_key_id=key.issuer_key_id,
            state=KeyState(
                name=key.name,
                limits=allowance.limits,
                models=None if key.models is None else frozenset(key.models),
                expires_at=key.expires_at,
                enabled=state == "active",
                requests_per_minute=key.requests_per_minute,
            ),
        )
        return change

    async def change_plan(self, organization_id: UUID, plan: str, audit: AuditContext) -> Change:
        """Change an organisation's plan. Raises ResourceNotFound, KeyServiceUnavailable."""
        change = await self._actions.change_plan(organization_id, plan, audit)
        allowance = await self._usage.plan_allowance(organization_id)
        await self._key_admin.set_plan(str(organization_id), allowance.plan, allowance.limits)
        return change
