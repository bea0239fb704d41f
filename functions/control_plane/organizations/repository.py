"""Organisations. Every change is one function of the database, which checks it under a lock."""

from __future__ import annotations

from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict

from functions.control_plane.database.outcome import call_function
from functions.control_plane.database.timestamp import Timestamp


class CreatedRow(BaseModel):
    """Id and timestamp of a row that a database function created."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    created_at: Timestamp


class OrganizationRepository:
    """Table ``organizations``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def create(
        self, organization_id: UUID, user_id: UUID, name: str, *, limit: int, request_id: str
    ) -> CreatedRow:
        """Create a team with the user as its owner, once. Raises TooMany above ``limit`` teams per user."""
        arguments = {
            "p_id": str(organization_id),
            "p_user_id": str(user_id),
            "p_name": name,
            "p_max_count": limit,
            "p_request_id": request_id,
        }
        return CreatedRow.model_validate(
            await call_function(self._database, "create_organization", arguments)
        )

    async def rename(self, organization_id: UUID, actor: UUID, name: str, request_id: str) -> None:
        """Change the name. Raises NotPermitted unless ``actor`` is an owner or admin."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_name": name,
            "p_request_id": request_id,
        }
        await call_function(self._database, "rename_organization", arguments)
