"""The life of a key: our database first, then the issuer.

A crash between two steps leaves a row without a key, or a key that nobody was given, or an issuer that lags
behind our row. None of these lets in anybody who should not be; ``key_reconciliation`` mends them all.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from functions.control_plane.api_keys.repository import ApiKeyRow, ApiKeyRows
from functions.control_plane.auth.caller import Caller
from functions.control_plane.database.audit import AuditLog
from functions.control_plane.http.pagination.created_order import Asked, Page
from functions.control_plane.usage.repository import Usage
from portal.errors import (
    Conflict,
    NotPermitted,
    OrganizationSuspended,
    PortalError,
    ResourceNotFound,
    TooManyKeys,
)
from portal.keys import IssuedKey, KeyAdmin, KeyState, NewKey

log = logging.getLogger(__name__)

CREATED = "api_key.created"
CHANGED = "api_key.changed"
ROTATED = "api_key.rotated"
REVOKED = "api_key.revoked"

_ROTATING = 2
"""Keys under rotation work in pairs, so there may be this many times the number of keys then."""


@dataclass(frozen=True, slots=True)
class KeyCount:
    """The named limit on keys, and how many of it are in force."""

    limit: int
    used: int
    name: str = "keys per organization"


@dataclass(frozen=True, slots=True)
class KeyOptions:
    """What its owner chooses about a key. ``models`` and ``requests_per_minute`` None: as the plan says."""

    name: str
    expires_at: datetime | None = None
    models: tuple[str, ...] | None = None
    requests_per_minute: int | None = None


class KeyLifecycle:
    def __init__(
        self, rows: ApiKeyRows, usage: Usage, audit: AuditLog, issuer: KeyAdmin, *, max_keys: int
    ) -> None:
        self._rows = rows
        self._usage = usage
        self._audit = audit
        self._issuer = issuer
        self._max_keys = max_keys

    async def list(self, caller: Caller, asked: Asked) -> Page[ApiKeyRow]:
        return await self._rows.list(caller.organization_id, asked)

    async def count(self, caller: Caller) -> KeyCount:
        return KeyCount(limit=self._max_keys, used=await self._rows.in_force(caller.organization_id))

    async def create(
        self, caller: Caller, key_id: UUID, options: KeyOptions, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Make the key ``key_id`` in place of what an earlier try left, whose secret nobody knows.

        Raises TooManyKeys, OrganizationSuspended.
        """
        await self._remove(caller, await self._rows.left_behind(caller.organization_id, key_id))
        await self._check_room(caller, self._max_keys)
        row, issued = await self._issue(caller, key_id, options)
        after = {"name": row.name, "masked": row.masked, "status": row.status}
        try:
            await self._note(CREATED, caller, key_id, request_id, before=None, after=after)
        except Exception:
            await self._take_back(caller, row)
            raise
        return row, issued

    async def rotate(
        self, caller: Caller, key_id: UUID, old_id: UUID, grace: timedelta, request_id: str
    ) -> tuple[ApiKeyRow, IssuedKey]:
        """Make ``key_id`` to take the place of ``old_id``, which works for ``grace`` longer.

        Raises Conflict where the old one is not in force or was replaced, and what ``create`` raises.
        """
        old = await self._own(caller, old_id)
        left = await self._rows.left_behind(caller.organization_id, key_id)
        resumed = left is not None and left.replaces == old_id
        if not resumed:
            _check_in_force(old)
        await self._remove(caller, left)
        if await self._rows.is_replaced(caller.organization_id, old_id):
            raise Conflict("This key has been rotated already.", hint="Rotate the key that replaced it.")
        await self._check_room(caller, _ROTATING * self._max_keys)
        # A try that died after it had retired the old key knows how long the new one was to live.
        expires_at = left.expires_at if left is not None and resumed else old.expires_at
        options = KeyOptions(
            name=old.name,
            expires_at=expires_at,
            models=None if old.models is None else tuple(old.models),
            requests_per_minute=old.requests_per_minute,
        )
        row, issued = await self._issue(caller, key_id, options, replaces=old_id)
        until = datetime.now(UTC) + grace
        try:
            retired = await self._rows.retire(caller.organization_id, old_id, until)
            shown = (retired or old).expires_at
            after = {"expires_at": None if shown is None else shown.isoformat(), "replaced_by": str(key_id)}
            before = {"expires_at": None if old.expires_at is None else old.expires_at.isoformat()}
            await self._note(ROTATED, caller, old_id, request_id, before=before, after=after)
        except Exception:
            # Perhaps it was retired, and only the answer or the audit entry was lost: it lives on as it did.
            await self._give_back(caller, old, until)
            await self._take_back(caller, row)
            raise
        if retired is not None:
            await self._keep_up(caller, retired)
        return row, issued

    async def change(
        self, caller: Caller, key_id: UUID, changes: Mapping[str, Any], request_id: str
    ) -> ApiKeyRow:
        """Change columns of a key that is in force. Raises Conflict (it is not), KeyServiceUnavailable."""
        old = await self._own(caller, key_id)
        _check_in_force(old)
        row = await self._rows.change(caller.organization_id, key_id, changes)
        if row is None:
            raise _not_in_force()
        before = {name: old.model_dump(mode="json")[name] for name in changes}
        await self._note(CHANGED, caller, key_id, request_id, before=before, after=dict(changes))
        await self._put(caller, row)
        return row

    async def revoke(self, caller: Caller, key_id: UUID, request_id: str) -> ApiKeyRow:
        """Revoke a key of the caller's organisation; a revoked one stays so, and the answer is the same.

        Every step is safe to repeat, so a call that failed half-way is mended by calling again.
        """
        row = await self._own(caller, key_id)
        revoked = await self._rows.revoke(caller.organization_id, key_id)
        if revoked is not None or not await self._audit.has(REVOKED, key_id):
            before, after = {"status": row.status}, {"status": "revoked"}
            await self._note(REVOKED, caller, key_id, request_id, before=before, after=after)
        await self._issuer.revoke(key_id=str(key_id), issuer_key_id=row.issuer_key_id)
        return revoked or row

    async def _own(self, caller: Caller, key_id: UUID) -> ApiKeyRow:
        row = await self._rows.find(caller.organization_id, key_id)
        if row is None:
            raise ResourceNotFound("There is no such key.", param="key_id")
        if caller.membership.role == "member" and row.created_by != caller.account.id:
            raise NotPermitted(
                "Members may change and revoke only keys that they made themselves.",
                hint="Ask an owner or admin of the organisation.",
            )
        return row

    async def _check_room(self, caller: Caller, most: int) -> None:
        if caller.membership.organization.suspended_at is not None:
            raise OrganizationSuspended(
                "The organisation is suspended; no keys can be made for it.", hint="Write to support."
            )
        count = await self.count(caller)
        if count.used >= most:
            raise TooManyKeys(
                f"The organisation has {count.used} of {most} keys ({count.name}).",
                hint="Revoke a key that is no longer used.",
            )

    async def _issue(
        self, caller: Caller, key_id: UUID, options: KeyOptions, *, replaces: UUID | None = None
    ) -> tuple[ApiKeyRow, IssuedKey]:
        standing = await self._usage.standing(caller.organization_id)
        new = NewKey(
            key_id=str(key_id),
            organization_id=str(caller.organization_id),
            plan=standing.plan,
            name=options.name,
            limits=standing.limits,
            models=None if options.models is None else frozenset(options.models),
            expires_at=options.expires_at,
            own_per_minute=options.requests_per_minute,
        )
        await self._rows.reserve(new, caller.account.id, self._issuer.name)
        issued = await self._issuer.issue(new)
        try:
            return await self._rows.complete(key_id, issued, replaces), issued
        except Exception:
            await self._take_back(caller, await self._rows.left_behind(caller.organization_id, key_id))
            raise

    async def _give_back(self, caller: Caller, old: ApiKeyRow, until: datetime) -> None:
        try:
            await self._rows.unretire(caller.organization_id, old.id, until, old.expires_at)
        except PortalError as error:
            log.warning("keys.not_given_back", extra={"key_id": str(old.id), "reason": error.code})

    async def _take_back(self, caller: Caller, row: ApiKeyRow | None) -> None:
        try:
            await self._remove(caller, row)
        except PortalError as error:
            log.warning("keys.not_taken_back", extra={"reason": error.code})

    async def _remove(self, caller: Caller, row: ApiKeyRow | None) -> None:
        """Undo a key that nobody was given: out of force at once, at the issuer next, then forgotten."""
        if row is not None:
            await self._rows.revoke(caller.organization_id, row.id)
            await self._issuer.revoke(key_id=str(row.id), issuer_key_id=row.issuer_key_id)
            await self._rows.remove(caller.organization_id, row.id)

    async def _keep_up(self, caller: Caller, row: ApiKeyRow) -> None:
        """Tell the issuer of a change that binds without it, by the policy snapshot."""
        try:
            await self._put(caller, row)
        except PortalError as error:
            log.warning("keys.issuer_lags", extra={"key_id": str(row.id), "reason": error.code})

    async def _put(self, caller: Caller, row: ApiKeyRow) -> None:
        standing = await self._usage.standing(caller.organization_id)
        state = KeyState(
            name=row.name,
            limits=standing.limits,
            models=None if row.models is None else frozenset(row.models),
            expires_at=row.expires_at,
            enabled=row.status == "active",
            own_per_minute=row.requests_per_minute,
        )
        await self._issuer.update(key_id=str(row.id), issuer_key_id=row.issuer_key_id, state=state)

    async def _note(
        self,
        action: str,
        caller: Caller,
        key_id: UUID,
        request_id: str,
        *,
        before: dict[str, Any] | None,
        after: dict[str, Any],
    ) -> None:
        await self._audit.key_action(
            action,
            actor=caller.account.id,
            organization_id=caller.organization_id,
            key_id=key_id,
            request_id=request_id,
            before=before,
            after=after,
        )


def _check_in_force(row: ApiKeyRow) -> None:
    if row.status == "revoked" or row.has_expired(datetime.now(UTC)):
        raise _not_in_force()


def _not_in_force() -> Conflict:
    return Conflict("The key is revoked or has expired, and stays so.", hint="Make another key.")
