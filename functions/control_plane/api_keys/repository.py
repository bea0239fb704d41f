"""API keys in the database. A key is listed once it was issued; until then its row has no masked key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient, CountMethod
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import execute, fetch_data
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.pagination.page import Page, PageQuery, read_page
from portal.errors import InternalError
from portal.keys import IssuedKey, NewKey
from portal.keys.records import KeyStatus

NOT_ISSUED = ""
"""``masked`` of a row whose key is not issued (yet)."""


class ApiKeyRow(BaseModel):
    """A row of ``api_keys``."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    masked: str
    status: KeyStatus
    models: list[str] | None
    created_by: UUID | None
    created_at: Timestamp
    last_used_at: Timestamp | None
    expires_at: Timestamp | None
    revoked_at: Timestamp | None
    issuer_key_id: str | None
    requests_per_minute: int | None
    replaces: UUID | None

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


_ROWS = TypeAdapter(list[ApiKeyRow])
_COLUMNS = ",".join(ApiKeyRow.model_fields)


class ApiKeyRepository:
    """Table ``api_keys``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def list(self, organization_id: UUID, page: PageQuery) -> Page[ApiKeyRow]:
        """Return a page of issued keys, newest first."""
        query = (
            self._database.table("api_keys")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .neq("masked", NOT_ISSUED)
        )
        return await read_page(query, _ROWS, page)

    async def find(self, organization_id: UUID, key_id: UUID) -> ApiKeyRow | None:
        """Return an issued key, or None."""
        query = (
            self._database.table("api_keys")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
            .neq("masked", NOT_ISSUED)
        )
        found = _ROWS.validate_python(await fetch_data(query))
        return found[0] if found else None

    async def count_valid(self, organization_id: UUID) -> int:
        """Return the number of keys that are neither revoked nor expired."""
        now = datetime.now(UTC).isoformat()
        query = (
            self._database.table("api_keys")
            .select("id", count=CountMethod.exact, head=True)
            .eq("organization_id", str(organization_id))
            .neq("masked", NOT_ISSUED)
            .neq("status", "revoked")
            .or_(f"expires_at.is.null,expires_at.gt.{now}")
        )
        return (await execute(query)).count or 0

    async def reserve(self, new: NewKey, created_by: UUID, issuer: str) -> None:
        """Write the row of a key that is about to be issued."""
        row = {
            "id": new.key_id,
            "organization_id": new.organization_id,
            "created_by": str(created_by),
            "name": new.name,
            "models": None if new.models is None else sorted(new.models),
            "expires_at": None if new.expires_at is None else new.expires_at.isoformat(),
            "requests_per_minute": new.requests_per_minute,
            "masked": NOT_ISSUED,
            "issuer": issuer,
        }
        await execute(self._database.table("api_keys").insert(row))

    async def complete(self, key_id: UUID, issued: IssuedKey, replaces: UUID | None) -> ApiKeyRow:
        """Write what the key service returned; from then on the key works.

        Raises Conflict if another key replaces ``replaces``.
        """
        columns = {
            "masked": issued.masked,
            "secret_hash": issued.secret_hash,
            "issuer_key_id": issued.issuer_key_id,
            "replaces": None if replaces is None else str(replaces),
        }
        query = self._database.table("api_keys").update(columns).eq("id", str(key_id))
        completed = _ROWS.validate_python(await fetch_data(query))
        if not completed:
            raise InternalError("Something went wrong on our side.")
        return completed[0]

    async def change(
        self, organization_id: UUID, key_id: UUID, changes: Mapping[str, Any]
    ) -> ApiKeyRow | None:
        """Change columns and return the row; None if the key is revoked or does not exist."""
        query = (
            self._database.table("api_keys")
            .update(dict(changes))
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
            .neq("status", "revoked")
        )
        changed = _ROWS.validate_python(await fetch_data(query))
        return changed[0] if changed else None

    async def retire(self, organization_id: UUID, key_id: UUID, until: datetime) -> ApiKeyRow | None:
        """Set the expiry to ``until`` and return the row; None if the key expires earlier anyway."""
        query = (
            self._database.table("api_keys")
            .update({"expires_at": until.isoformat()})
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
            .or_(f"expires_at.is.null,expires_at.gt.{until.isoformat()}")
        )
        retired = _ROWS.validate_python(await fetch_data(query))
        return retired[0] if retired else None

    async def restore_expiry(
        self, organization_id: UUID, key_id: UUID, until: datetime, expires_at: datetime | None
    ) -> None:
        """Undo ``retire``: set the expiry back to ``expires_at`` if it is ``until``."""
        query = (
            self._database.table("api_keys")
            .update({"expires_at": None if expires_at is None else expires_at.isoformat()})
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
            .eq("expires_at", until.isoformat())
        )
        await execute(query)

    async def is_replaced(self, organization_id: UUID, key_id: UUID) -> bool:
        """Return whether another key replaces this one."""
        query = (
            self._database.table("api_keys")
            .select("id")
            .eq("organization_id", str(organization_id))
            .eq("replaces", str(key_id))
            .limit(1)
        )
        return bool(await fetch_data(query))

    async def find_any(self, organization_id: UUID, key_id: UUID) -> ApiKeyRow | None:
        """Return a key, issued or not, or None."""
        query = (
            self._database.table("api_keys")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
        )
        found = _ROWS.validate_python(await fetch_data(query))
        return found[0] if found else None

    async def delete(self, organization_id: UUID, key_id: UUID) -> None:
        """Delete the row of a key whose secret was never delivered."""
        query = (
            self._database.table("api_keys")
            .delete()
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
        )
        await execute(query)

    async def revoke(self, organization_id: UUID, key_id: UUID) -> ApiKeyRow | None:
        """Revoke the key and return its row; None if it is revoked already or does not exist."""
        query = (
            self._database.table("api_keys")
            .update({"status": "revoked"})
            .eq("organization_id", str(organization_id))
            .eq("id", str(key_id))
            .neq("status", "revoked")
        )
        revoked = _ROWS.validate_python(await fetch_data(query))
        return revoked[0] if revoked else None
