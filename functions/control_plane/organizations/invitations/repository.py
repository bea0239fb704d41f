"""Invitations to join an organisation. Only a hash of the token is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.auth.account import Role
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.outcome import call_function
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.organizations.repository import CreatedRow

InvitationState = Literal["open", "accepted", "declined", "withdrawn"]


class InvitationRow(BaseModel):
    """A row of ``organization_invitations``."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    organization_id: UUID
    email: str
    role: Role
    created_at: Timestamp
    expires_at: Timestamp


class _InvitationOrganization(BaseModel):
    name: str


class InvitationDetail(InvitationRow):
    """A row of ``organization_invitations`` with its state and organisation."""

    state: InvitationState
    organizations: _InvitationOrganization
    """One organisation: PostgREST names an embedded row by its table."""


_INVITATIONS = TypeAdapter(list[InvitationRow])
_INVITATION_DETAILS = TypeAdapter(list[InvitationDetail])
_COLUMNS = ",".join(InvitationRow.model_fields)


class InvitationRepository:
    """Table ``organization_invitations``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def list_open(self, organization_id: UUID, now: datetime) -> list[InvitationRow]:
        """Return open invitations that have not expired, newest first."""
        query = (
            self._database.table("organization_invitations")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .eq("state", "open")
            .gt("expires_at", now.isoformat())
            .order("created_at", desc=True)
        )
        return _INVITATIONS.validate_python(await fetch_data(query))

    async def create(
        self,
        invitation_id: UUID,
        organization_id: UUID,
        actor: UUID,
        *,
        email: str,
        role: Role,
        token_hash: str,
        expires_at: datetime,
        limit: int,
        request_id: str,
    ) -> InvitationRow:
        """Create the invitation, once.

        Raises NotPermitted, Conflict, TooMany above ``limit`` members and open invitations.
        """
        arguments = {
            "p_id": str(invitation_id),
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_email": email,
            "p_role": role,
            "p_token_hash": token_hash,
            "p_expires_at": expires_at.isoformat(),
            "p_max_count": limit,
            "p_request_id": request_id,
        }
        created = CreatedRow.model_validate(await call_function(self._database, "invite_member", arguments))
        return InvitationRow(
            id=created.id,
            organization_id=organization_id,
            email=email,
            role=role,
            created_at=created.created_at,
            expires_at=expires_at,
        )

    async def withdraw(
        self, organization_id: UUID, actor: UUID, invitation_id: UUID, request_id: str
    ) -> None:
        """Withdraw an open invitation. Raises ResourceNotFound, NotPermitted."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_actor": str(actor),
            "p_invitation_id": str(invitation_id),
            "p_request_id": request_id,
        }
        await call_function(self._database, "withdraw_invitation", arguments)

    async def find(self, token_hash: str) -> InvitationDetail | None:
        """Return the invitation of a token, in any state, or None."""
        query = (
            self._database.table("organization_invitations")
            .select(f"{_COLUMNS},state,organizations(name)")
            .eq("token_hash", token_hash)
        )
        found = _INVITATION_DETAILS.validate_python(await fetch_data(query))
        return found[0] if found else None

    async def answer(self, token_hash: str, user_id: UUID, *, accept: bool, request_id: str) -> UUID:
        """Accept or decline, and return the organisation's id. Raises ResourceNotFound, NotPermitted."""
        arguments = {
            "p_token_hash": token_hash,
            "p_user_id": str(user_id),
            "p_accept": accept,
            "p_request_id": request_id,
        }
        result = await call_function(self._database, "answer_invitation", arguments)
        return UUID(result["organization_id"])
