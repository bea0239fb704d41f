"""API keys in the database. A key is listed once it was issued; until then its row has no masked key."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from postgrest import AsyncPostgrestClient, CountMethod
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import execute, fetch_data
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.pagination.page import Page, PageQuery, read_page
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
    rotated_at: Timestamp | None

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now


_ROWS = TypeAdapter(list[ApiKeyRow])
_COLUMNS = ",".join(ApiKeyRow.model_fields)


class ApiKeyRepository:
    """Table ``api_keys``, to read. ``ApiKeyWrites`` changes it."""

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
