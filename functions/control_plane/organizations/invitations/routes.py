"""``/portal/organizations/{organization_id}/invitations`` and ``/portal/invitations``"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from functions.control_plane.auth.caller import Caller, InOrganization, ManagingMembers, SignedIn, manages
from functions.control_plane.http.idempotency import Attempting, Create
from functions.control_plane.http.openapi import BODY, errors
from functions.control_plane.organizations.invitations.repository import InvitationRow
from functions.control_plane.organizations.schemas import (
    AnsweredInvitation,
    Invitation,
    InvitationList,
    InvitationPreview,
    InvitationRequest,
    NewInvitation,
    TokenRequest,
    WithdrawnInvitation,
)
from functions.control_plane.services import ServicesOf
from portal.errors import Conflict, NotPermitted, OrganizationSuspended, ResourceNotFound, TooMany
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])

INVITATION_DAYS = 7
TOKEN_BYTES = 32


@router.get(
    "/portal/organizations/{organization_id}/invitations",
    summary="List open invitations",
    responses=errors(),
)
async def list_invitations(caller: InOrganization, services: ServicesOf) -> InvitationList:
    """Invitations that nobody has answered and that have not expired. For owners and admins."""
    manages(caller)
    rows = await services.invitations.open(caller.organization_id, datetime.now(UTC))
    return InvitationList(data=[_shown(row) for row in rows])


@router.post(
    "/portal/organizations/{organization_id}/invitations",
    status_code=201,
    summary="Invite somebody",
    responses=errors(*BODY, Conflict, TooMany, OrganizationSuspended),
)
async def invite(
    body: InvitationRequest, caller: ManagingMembers, attempt: Attempting, services: ServicesOf
) -> NewInvitation:
    """Invite an address into a team; the answer holds the token to pass on. Good for seven days, once.

    Owners and admins may; inviting the same address again makes the token before it worthless. Nobody can
    be invited into a personal organisation. Under an `Idempotency-Key` one invitation is made; once it was
    answered, the same request is answered with it, without its token.
    """

    async def make(invitation_id: UUID) -> NewInvitation:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = await services.invitations.create(
            invitation_id,
            caller.organization_id,
            caller.account.id,
            email=body.email,
            role=body.role,
            token_hash=_hash(token),
            expires_at=datetime.now(UTC) + timedelta(days=INVITATION_DAYS),
            most=services.bounds.members_per_organization,
            request_id=attempt.request_id,
        )
        return NewInvitation(**_shown(row).model_dump(), token=token)

    create = Create(attempt, f"invitation:{caller.organization_id}", body)
    return await services.creates.once(create, NewInvitation, make, kept=_without_token)


@router.delete(
    "/portal/organizations/{organization_id}/invitations/{invitation_id}",
    summary="Withdraw an invitation",
    responses=errors(),
)
async def withdraw_invitation(
    invitation_id: Annotated[UUID, Path(description="Id of the invitation.")],
    caller: InOrganization,
    services: ServicesOf,
    request: Request,
) -> WithdrawnInvitation:
    """Make an open invitation worthless. Owners and admins may."""
    await services.invitations.withdraw(
        caller.organization_id, caller.account.id, invitation_id, request_id_of(request.scope)
    )
    return WithdrawnInvitation(id=invitation_id)


@router.post("/portal/invitations/preview", summary="Look at an invitation", responses=errors(*BODY))
async def preview_invitation(body: TokenRequest, caller: SignedIn, services: ServicesOf) -> InvitationPreview:
    """What an invitation is for, for the one who is invited. Changes nothing."""
    row = await services.invitations.find(_hash(body.token))
    if row is None:
        raise _no_invitation()
    if row.email != (caller.account.email or "").lower():
        raise NotPermitted(
            "This invitation is for another address.", hint="Sign in with the address that was invited."
        )
    if row.state != "open":
        raise _no_invitation(f"This invitation was {row.state} already.")
    if row.expires_at <= datetime.now(UTC):
        raise _no_invitation("This invitation has expired.")
    return InvitationPreview(
        organization_id=row.organization_id,
        organization_name=row.organizations.name,
        email=row.email,
        role=row.role,
        expires_at=row.expires_at,
    )


@router.post("/portal/invitations/accept", summary="Accept an invitation", responses=errors(*BODY))
async def accept_invitation(
    body: TokenRequest, caller: SignedIn, services: ServicesOf, request: Request
) -> AnsweredInvitation:
    """Join the organisation. The user's address must be the one that was invited; a token works once."""
    return await _answer(body, caller, services, request, accept=True)


@router.post("/portal/invitations/decline", summary="Decline an invitation", responses=errors(*BODY))
async def decline_invitation(
    body: TokenRequest, caller: SignedIn, services: ServicesOf, request: Request
) -> AnsweredInvitation:
    """Say no. The token is worthless afterwards."""
    return await _answer(body, caller, services, request, accept=False)


async def _answer(
    body: TokenRequest, caller: Caller, services: ServicesOf, request: Request, *, accept: bool
) -> AnsweredInvitation:
    try:
        organization_id = await services.invitations.answer(
            _hash(body.token), caller.account.id, accept=accept, request_id=request_id_of(request.scope)
        )
    except ResourceNotFound as error:
        raise _no_invitation() from error
    return AnsweredInvitation(organization_id=organization_id, accepted=accept)


def _no_invitation(
    message: str = "There is no such invitation, or it is no longer open.",
) -> ResourceNotFound:
    return ResourceNotFound(message, param="token", hint="Ask for a new invitation.")


def _without_token(invitation: NewInvitation) -> NewInvitation:
    return invitation.model_copy(update={"token": None})


def _hash(token: str) -> str:
    """32 random bytes need no salt and no stretching."""
    return hashlib.sha256(token.encode()).hexdigest()


def _shown(row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        role=row.role,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
