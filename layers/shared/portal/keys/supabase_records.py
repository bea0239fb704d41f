"""Key records in Supabase: one call of the function ``find_key``."""

from __future__ import annotations

from postgrest import AsyncPostgrestClient
from pydantic import TypeAdapter, ValidationError

from portal.database import translated
from portal.errors import PortalError
from portal.keys import refusal
from portal.keys.records import KeyRecord

_RECORD: TypeAdapter[KeyRecord | None] = TypeAdapter(KeyRecord | None)


class SupabaseKeyRecords:
    """``database`` acts as the gateway's role, which may execute the function."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def find(self, secret_hash: str) -> KeyRecord | None:
        try:
            with translated():
                response = await self._database.rpc("find_key", {"p_secret_hash": secret_hash}).execute()
            return _RECORD.validate_python(response.data)
        except (PortalError, ValidationError) as error:
            raise refusal.not_verified() from error
