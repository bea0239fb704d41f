"""Members of organisations. Every change is one function of the database, which checks it under a lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.api_keys.revocation import RevokedKey
from functions.control_plane.auth.account import Role
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.outcome import call_function
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.pagination.page import Page, PageQuery, read_page
from portal.errors import ResourceNotFound


class _MemberUser(BaseModel):
    email: str | None
    display_name: str


class MemberRow(BaseModel):
    """A row of ``organization_members`` with its user."""

    model_config = ConfigDict(frozen=True)

    user_id: UUID
    role: Role
    created_at: Timestamp
    users: _MemberUser
    """One user: PostgREST names an embedded row by its table."""


class Removal(BaseModel):
    """Result of the function ``remove_member``."""

    revoked_keys: list[RevokedKey]
    keys_in_force: int


_MEMBERS = TypeAdapter(list[MemberRow])


class MemberRepository:
    """Table ``organization_members``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def list(self, organization_id: UUID, page: PageQuery) -> Page[MemberRow]:
        """Return a page of members in the order of joining."""
        query = self._select(organization_id)
        return await read_page(query, _MEMBERS, page, id_column="user_id", newest_first=False)

    async def get(self, organization_id: UUID, user_id: UUID) -> MemberRow:
        """Return one member. Raises ResourceNotFound."""
        query = self._select(organization_id).eq("user_id", str(user_id))
        found = _MEMBERS.validate_python(await fetch_data(query))
        if not found:
            raise ResourceNotFound("The organisation has no such member.", param="user_id")
        return found[0]

    async def change_role(
        self, organization_id: UUID, actor: UUID, user_id: UUID, role: Role, request_id: str
    ) -> None:
        """Change a member's role. Raises ResourceNotFound (no such member), NotPermitted, LastOwner."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_user_id": str(user_id),
            "p_role": role,
            "p_request_id": request_id,
        }
        await call_function(self._database, "change_member_role", arguments)

    async def remove(
        self, organization_id: UUID, actor: UUID, user_id: UUID, request_id: str, *, revoke_keys: bool
    ) -> Removal:
        """Remove a member, and revoke the keys they created if ``revoke_keys``. Raises as ``change_role``."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_user_id": str(user_id),
            "p_revoke_keys": revoke_keys,
            "p_request_id": request_id,
        }
        return Removal.model_validate(await call_function(self._database, "remove_member", arguments))

    def _select(self, organization_id: UUID) -> Any:
        return (
            self._database.table("organization_members")
            .select("user_id,role,created_at,users(email,display_name)")
            .eq("organization_id", str(organization_id))
        )
