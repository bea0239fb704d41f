"""The audit log in the database, read across tenants."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient
from pydantic import TypeAdapter

from functions.control_plane.admin.audit_log.schemas import AuditEntry
from functions.control_plane.database.call import fetch_data, fetch_rows

_ENTRIES = TypeAdapter(list[AuditEntry])
_COLUMNS = ",".join(name for name in AuditEntry.model_fields if name != "actor_email")


class AuditEntryRepository:
    """Reads table ``audit_log``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def list(self, conditions: dict[str, str], *, limit: int, before: int | None) -> list[AuditEntry]:
        """Return entries whose columns equal ``conditions`` and that are older than number ``before``.

        Newest first, with the e-mail addresses of users.
        """
        query = self._database.table("audit_log").select(_COLUMNS).order("id", desc=True).limit(limit)
        for column, value in conditions.items():
            query = query.eq(column, value)
        if before is not None:
            query = query.lt("id", before)
        entries = _ENTRIES.validate_python(await fetch_data(query))
        emails = await self._emails({entry.actor for entry in entries if entry.actor_type != "system"})
        return [entry.model_copy(update={"actor_email": emails.get(entry.actor)}) for entry in entries]

    async def _emails(self, user_ids: set[str]) -> dict[str, str | None]:
        if not user_ids:
            return {}
        query = self._database.table("users").select("id,email").in_("id", sorted(user_ids))
        return {row["id"]: row["email"] for row in await fetch_rows(query, "id", "email")}
