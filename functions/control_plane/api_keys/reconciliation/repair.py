"""Repair of single keys at the key service during a reconciliation."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from functions.control_plane.api_keys.reconciliation.differences import has_same_limits, is_different
from functions.control_plane.api_keys.reconciliation.repository import ExpectedKey
from portal.errors import PortalError, ResourceNotFound
from portal.keys import KeyAdmin, RemoteKey

log = logging.getLogger(__name__)


@dataclass(slots=True)
class KeyReconciliationReport:
    """Counts of keys at the service and of repairs.

    ``plans`` counts the allowances whose plan was set, ``unissued_deleted`` the deleted rows of keys that
    were never issued.

    ``foreign`` keys were not created by this product. ``unexplained`` keys are in use although their
    secret was never delivered: most likely another deployment has keys in the same API. Both are left alone.
    """

    seen: int = 0
    deleted: int = 0
    changed: int = 0
    plans: int = 0
    unissued_deleted: int = 0
    failed: int = 0
    foreign: int = 0
    unexplained: int = 0


class KeyRepair:
    """Repairs the keys of one reconciliation. ``error`` is the first one that occurred.

    ``revoked`` are the keys whose revocation the key service lacked and has now.
    """

    def __init__(self, key_admin: KeyAdmin, created_before: datetime) -> None:
        self._key_admin = key_admin
        self._created_before = created_before
        self._updated_allowances: set[UUID] = set()
        self.report = KeyReconciliationReport()
        self.revoked: list[UUID] = []
        self.error: PortalError | None = None

    async def repair(self, key: RemoteKey, expected: Mapping[str, ExpectedKey]) -> None:
        """Make ``key`` what our database says. Log and remember an error."""
        self.report.seen += 1
        try:
            await self._repair(key, expected)
        except PortalError as error:
            self.report.failed += 1
            self.error = self.error or error
            log.warning("keys.not_repaired", extra={"key_id": str(key.key_id), "reason": error.code})

    async def _repair(self, key: RemoteKey, expected_keys: Mapping[str, ExpectedKey]) -> None:
        expected = None if key.key_id is None else expected_keys.get(key.key_id)
        if key.key_id is None:
            self.report.foreign += 1
        elif expected is not None and expected.status == "revoked":
            await self._delete(key)
            self.revoked.append(expected.id)
        elif expected is None or not expected.issued or expected.issuer_key_id != key.issuer_key_id:
            if key.last_used_at is not None:
                self.report.unexplained += 1
            elif key.created_at < self._created_before:
                await self._delete(key)
        else:
            await self._set_plan(key, expected)
            await self._update(key, expected)

    async def _delete(self, key: RemoteKey) -> None:
        await self._key_admin.revoke(key_id=str(key.key_id), issuer_key_id=key.issuer_key_id)
        self.report.deleted += 1

    async def _set_plan(self, key: RemoteKey, expected: ExpectedKey) -> None:
        is_same = (
            key.state.allowance_id == str(expected.allowance_id)
            and key.state.plan == expected.plan
            and has_same_limits(key.organization_limits, expected.limits, "organization")
        )
        if not is_same and expected.allowance_id not in self._updated_allowances:
            self._updated_allowances.add(expected.allowance_id)
            await self._key_admin.set_plan(str(expected.allowance_id), expected.plan, expected.limits)
            self.report.plans += 1

    async def _update(self, key: RemoteKey, expected: ExpectedKey) -> None:
        if is_different(key.state, expected.state):
            # A key that was deleted meanwhile is handled by the next run.
            with suppress(ResourceNotFound):
                await self._key_admin.update(
                    key_id=str(expected.id), issuer_key_id=key.issuer_key_id, state=expected.state
                )
            self.report.changed += 1
