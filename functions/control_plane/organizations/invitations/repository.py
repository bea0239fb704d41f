"""Invitations into organisations. Only a hash of a token is ever stored."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.accounts.schemas import Role
from functions.control_plane.database.call import rows_of
from functions.control_plane.database.outcome import decided
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.organizations.repository import Made

InvitationState = Literal["open", "accepted", "declined", "withdrawn"]


class InvitationRow(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    organization_id: UUID
    email: str
    role: Role
    created_at: Timestamp
    expires_at: Timestamp


class _InvitedTo(BaseModel):
    name: str


class InvitationInto(InvitationRow):
    state: InvitationState
    organizations: _InvitedTo
    """One, in spite of its name: PostgREST names an embedded row by its table."""


_INVITATIONS = TypeAdapter(list[InvitationRow])
_INVITATIONS_INTO = TypeAdapter(list[InvitationInto])
_COLUMNS = ",".join(InvitationRow.model_fields)


class Invitations:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def open(self, organization_id: UUID, now: datetime) -> list[InvitationRow]:
        query = (
            self._database.table("organization_invitations")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .eq("state", "open")
            .gt("expires_at", now.isoformat())
            .order("created_at", desc=True)
        )
        return _INVITATIONS.validate_python(await rows_of(query))

    async def create(
        self,
        id_: UUID,
        organization_id: UUID,
        actor: UUID,
        *,
        email: str,
        role: Role,
        token_hash: str,
        expires_at: datetime,
        most: int,
        request_id: str,
    ) -> InvitationRow:
        """Make it, once. Raises NotPermitted, Conflict, TooMany: ``most`` members and open invitations."""
        arguments = {
            "p_id": str(id_),
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_email": email,
            "p_role": role,
            "p_token_hash": token_hash,
            "p_expires_at": expires_at.isoformat(),
            "p_most": most,
            "p_request_id": request_id,
        }
        made = Made.model_validate(await decided(self._database, "invite_member", arguments))
        return InvitationRow(
            id=made.id,
            organization_id=organization_id,
            email=email,
            role=role,
            created_at=made.created_at,
            expires_at=expires_at,
        )

    async def withdraw(
        self, organization_id: UUID, actor: UUID, invitation_id: UUID, request_id: str
    ) -> None:
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_invitation_id": str(invitation_id),
            "p_request_id": request_id,
        }
        await decided(self._database, "withdraw_invitation", arguments)

    async def find(self, token_hash: str) -> InvitationInto | None:
        """Return the invitation of a token, open or not, or None."""
        query = (
            self._database.table("organization_invitations")
            .select(f"{_COLUMNS},state,organizations(name)")
            .eq("token_hash", token_hash)
        )
        found = _INVITATIONS_INTO.validate_python(await rows_of(query))
        return found[0] if found else None

    async def answer(self, token_hash: str, user_id: UUID, *, accept: bool, request_id: str) -> UUID:
        """Accept or decline, and return the organisation. Raises ResourceNotFound, NotPermitted."""
        arguments = {
            "p_token_hash": token_hash,
            "p_user_id": str(user_id),
            "p_accept": accept,
            "p_request_id": request_id,
        }
        return UUID((await decided(self._database, "answer_invitation", arguments))["organization_id"])
