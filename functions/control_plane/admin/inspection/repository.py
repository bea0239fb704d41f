"""Users, organisations and API keys in the database, across tenants."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, TypeAdapter

from functions.control_plane.admin.inspection.schemas import InspectedKey, InspectedUser, UserMembership
from functions.control_plane.api_keys.repository import NOT_ISSUED
from functions.control_plane.auth.operator_repository import OperatorRepository
from functions.control_plane.database.call import fetch_data, fetch_rows
from functions.control_plane.http.pagination.page import Page, PageQuery, read_page
from portal.errors import ResourceNotFound


class _UserMembershipRow(BaseModel):
    role: Any
    organizations: dict[str, Any]


_KEYS = TypeAdapter(list[InspectedKey])
_KEY_COLUMNS = ",".join(InspectedKey.model_fields)


class InspectionRepository:
    """Reads single users, organisations and keys."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database
        self._operators = OperatorRepository(database)

    async def user(self, user_id: UUID) -> InspectedUser:
        """Return a user with their organisations. Raises ResourceNotFound."""
        query = (
            self._database.table("users")
            .select(
                "id,email,display_name,auth_provider,suspended_at,created_at,"
                "organization_members(role,organizations(id,name))"
            )
            .eq("id", str(user_id))
        )
        rows = await fetch_rows(query, "organization_members")
        if not rows:
            raise ResourceNotFound("The user does not exist.", param="user_id")
        members = [_UserMembershipRow.model_validate(row) for row in rows[0].pop("organization_members")]
        return InspectedUser(
            **rows[0],
            platform_admin=await self._operators.is_operator(user_id),
            organizations=[UserMembership(role=member.role, **member.organizations) for member in members],
        )

    async def organization(self, organization_id: UUID) -> dict[str, Any]:
        """Return the result of the function ``inspect_organization``. Raises ResourceNotFound."""
        arguments = {"p_organization_id": str(organization_id)}
        found: dict[str, Any] | None = await fetch_data(self._database.rpc("inspect_organization", arguments))
        if not found:
            raise ResourceNotFound("The organisation does not exist.", param="organization_id")
        return found

    async def key(self, key_id: UUID) -> InspectedKey:
        """Return an API key. Raises ResourceNotFound."""
        query = (
            self._database.table("api_keys")
            .select(_KEY_COLUMNS)
            .eq("id", str(key_id))
            .neq("masked", NOT_ISSUED)
        )
        found = _KEYS.validate_python(await fetch_data(query))
        if not found:
            raise ResourceNotFound("The API key does not exist.", param="key_id")
        return found[0]

    async def keys(self, organization_id: UUID, page: PageQuery) -> Page[InspectedKey]:
        """Return a page of the organisation's keys, newest first."""
        query = (
            self._database.table("api_keys")
            .select(_KEY_COLUMNS)
            .eq("organization_id", str(organization_id))
            .neq("masked", NOT_ISSUED)
        )
        return await read_page(query, _KEYS, page)
