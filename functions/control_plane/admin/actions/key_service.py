"""Operators' actions that also change the key service: our database first, then its copy there."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from functions.control_plane.admin.actions.repository import OperatorActionRepository
from functions.control_plane.admin.actions.schemas import Change, SettableKeyState
from functions.control_plane.admin.inspection.repository import InspectionRepository
from functions.control_plane.api_keys.reconciliation.repository import (
    ExpectedKey,
    KeyReconciliationRepository,
)
from functions.control_plane.database.audit import AuditContext
from portal.errors import ResourceNotFound
from portal.keys import KeyAdmin


class KeyServiceActions:
    """Every step sets a state, so a call that failed half-way is completed by repeating it."""

    def __init__(
        self,
        actions: OperatorActionRepository,
        inspection: InspectionRepository,
        keys: KeyReconciliationRepository,
        key_admin: KeyAdmin,
    ) -> None:
        self._actions = actions
        self._inspection = inspection
        self._keys = keys
        self._key_admin = key_admin

    async def set_key_state(self, key_id: UUID, state: SettableKeyState, audit: AuditContext) -> Change:
        """Disable or enable a key. Raises ResourceNotFound, Conflict (revoked), KeyServiceUnavailable."""
        await self._inspection.key(key_id)
        change = await self._actions.set_state("api_key", str(key_id), state, audit)
        for expected in (await self._keys.expected_keys([str(key_id)])).values():
            await self._put(expected)
        return change

    async def change_plan(self, organization_id: UUID, plan: str, audit: AuditContext) -> Change:
        """Change an organisation's plan. Raises ResourceNotFound, KeyServiceUnavailable.

        Its keys then count by the allowance of the new plan. Keys that an error left out follow when the
        call is repeated, or with the next reconciliation.
        """
        change = await self._actions.change_plan(organization_id, plan, audit)
        for expected in await self._keys.expected_keys_of(organization_id):
            with suppress(ResourceNotFound):  # A key that was deleted meanwhile needs no plan.
                await self._put(expected)
        return change

    async def _put(self, expected: ExpectedKey) -> None:
        await self._key_admin.update(
            key_id=str(expected.id), issuer_key_id=expected.issuer_key_id, state=expected.state
        )
