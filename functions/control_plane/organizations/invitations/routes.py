"""Routes ``/portal/organizations/{organization_id}/invitations``, for owners and admins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from functions.control_plane.auth.caller import VERIFIED, InOrganization, ManagingMembers, require_manager
from functions.control_plane.http.idempotency.creates import CreateAttemptDep, IdempotentCreate
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.organizations.invitations.repository import InvitationRow
from functions.control_plane.organizations.invitations.schemas import (
    Invitation,
    InvitationList,
    InvitationRequest,
    NewInvitation,
    WithdrawnInvitation,
)
from functions.control_plane.organizations.invitations.services import InvitationServicesDep
from functions.control_plane.organizations.invitations.token import hash_token, new_token
from portal.errors import Conflict, EmailNotVerified, OrganizationSuspended, TooMany
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])

INVITATION_DAYS = 7


@router.get(
    "/portal/organizations/{organization_id}/invitations",
    summary="List open invitations",
    responses=errors(),
)
async def list_invitations(caller: InOrganization, services: InvitationServicesDep) -> InvitationList:
    """List invitations that are neither answered nor expired. For owners and admins."""
    require_manager(caller)
    rows = await services.invitations.list_open(caller.organization_id, datetime.now(UTC))
    return InvitationList(data=[_to_invitation(row) for row in rows])


@router.post(
    "/portal/organizations/{organization_id}/invitations",
    status_code=201,
    summary="Invite a member",
    dependencies=[VERIFIED],
    responses=errors(*BODY_ERRORS, EmailNotVerified, Conflict, TooMany, OrganizationSuspended),
)
async def invite(
    body: InvitationRequest,
    caller: ManagingMembers,
    attempt: CreateAttemptDep,
    services: InvitationServicesDep,
) -> NewInvitation:
    """Invite an address to a team. The response holds a token to pass on, valid once and for seven days.

    For owners and admins. A second invitation of the same address invalidates the first token. A personal
    organisation cannot have other members. With an `Idempotency-Key`, a retry returns the same invitation
    without its token.
    """

    async def create(invitation_id: UUID) -> NewInvitation:
        token = new_token()
        row = await services.invitations.create(
            invitation_id,
            caller.organization_id,
            caller.account.id,
            email=body.email,
            role=body.role,
            token_hash=hash_token(token),
            expires_at=datetime.now(UTC) + timedelta(days=INVITATION_DAYS),
            limit=services.max_members,
            request_id=attempt.request_id,
        )
        return NewInvitation(**_to_invitation(row).model_dump(), token=token)

    request = IdempotentCreate(attempt, f"invitation:{caller.organization_id}", body)
    return await services.creates.run(request, NewInvitation, create, redact=_without_token)


@router.delete(
    "/portal/organizations/{organization_id}/invitations/{invitation_id}",
    summary="Withdraw an invitation",
    responses=errors(),
)
async def withdraw_invitation(
    invitation_id: Annotated[UUID, Path(description="Id of the invitation.")],
    caller: InOrganization,
    services: InvitationServicesDep,
    request: Request,
) -> WithdrawnInvitation:
    """Invalidate an open invitation. For owners and admins."""
    await services.invitations.withdraw(
        caller.organization_id, caller.account.id, invitation_id, request_id_of(request.scope)
    )
    return WithdrawnInvitation(id=invitation_id)


def _without_token(invitation: NewInvitation) -> NewInvitation:
    return invitation.model_copy(update={"token": None})


def _to_invitation(row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        role=row.role,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
