"""Organisations and their members. Every change is decided in the database, under a lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.accounts.schemas import Role
from functions.control_plane.database.call import rows_of
from functions.control_plane.database.outcome import decided
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.pagination.created_order import Asked, Page, read_page
from portal.errors import ResourceNotFound


class _Person(BaseModel):
    email: str | None
    display_name: str


class MemberRow(BaseModel):
    model_config = ConfigDict(frozen=True)

    user_id: UUID
    role: Role
    created_at: Timestamp
    users: _Person
    """One, in spite of its name: PostgREST names an embedded row by its table."""


class Made(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    created_at: Timestamp


_MEMBERS = TypeAdapter(list[MemberRow])


class Organizations:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def create(self, id_: UUID, user_id: UUID, name: str, *, most: int, request_id: str) -> Made:
        """Make a team with this user as its owner, once. Raises TooMany above ``most`` teams of one user."""
        arguments = {
            "p_id": str(id_),
            "p_user_id": str(user_id),
            "p_name": name,
            "p_most": most,
            "p_request_id": request_id,
        }
        return Made.model_validate(await decided(self._database, "create_organization", arguments))

    async def rename(self, organization_id: UUID, actor: UUID, name: str, request_id: str) -> None:
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_name": name,
            "p_request_id": request_id,
        }
        await decided(self._database, "rename_organization", arguments)

    async def members(self, organization_id: UUID, asked: Asked) -> Page[MemberRow]:
        """Return members in the order of joining."""
        members = self._members(organization_id)
        return await read_page(members, _MEMBERS, asked, id_column="user_id", newest_first=False)

    async def member(self, organization_id: UUID, user_id: UUID) -> MemberRow:
        """Raises ResourceNotFound."""
        query = self._members(organization_id).eq("user_id", str(user_id))
        found = _MEMBERS.validate_python(await rows_of(query))
        if not found:
            raise ResourceNotFound("There is no such member.", param="user_id")
        return found[0]

    def _members(self, organization_id: UUID) -> Any:
        return (
            self._database.table("organization_members")
            .select("user_id,role,created_at,users(email,display_name)")
            .eq("organization_id", str(organization_id))
        )

    async def change_role(
        self, organization_id: UUID, actor: UUID, user_id: UUID, role: Role, request_id: str
    ) -> None:
        """Raises ResourceNotFound (no such member), NotPermitted, LastOwner."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_user_id": str(user_id),
            "p_role": role,
            "p_request_id": request_id,
        }
        await decided(self._database, "change_member_role", arguments)

    async def remove(self, organization_id: UUID, actor: UUID, user_id: UUID, request_id: str) -> int:
        """Return how many working keys the former member had made. Raises as ``change_role``."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_user_id": str(user_id),
            "p_request_id": request_id,
        }
        answer = await decided(self._database, "remove_member", arguments)
        return int(answer["keys_in_force"])
