"""Operators of the platform in the database."""

from __future__ import annotations

from uuid import UUID

from postgrest import AsyncPostgrestClient

from functions.control_plane.database.call import fetch_rows


class OperatorRepository:
    """Table ``platform_admins``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def is_operator(self, user_id: UUID) -> bool:
        """Return whether the user is an operator now."""
        query = self._database.table("platform_admins").select("user_id").eq("user_id", str(user_id))
        return bool(await fetch_rows(query, "user_id"))
