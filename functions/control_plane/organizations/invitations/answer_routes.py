"""Routes ``/portal/invitations``, for the invited user."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request

from functions.control_plane.auth.caller import VERIFIED, SignedIn
from functions.control_plane.auth.identification import Caller
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.organizations.invitations.schemas import (
    AnsweredInvitation,
    InvitationPreview,
    TokenRequest,
)
from functions.control_plane.organizations.invitations.services import (
    InvitationServices,
    InvitationServicesDep,
)
from functions.control_plane.organizations.invitations.token import hash_token
from portal.errors import EmailNotVerified, NotPermitted, ResourceNotFound
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["organizations"])


@router.post(
    "/portal/invitations/preview",
    summary="Preview an invitation",
    dependencies=[VERIFIED],
    responses=errors(*BODY_ERRORS, EmailNotVerified),
)
async def preview_invitation(
    body: TokenRequest, caller: SignedIn, services: InvitationServicesDep
) -> InvitationPreview:
    """Return what an invitation is for, to the invited user. It changes nothing."""
    row = await services.invitations.find(hash_token(body.token))
    if row is None:
        raise _invitation_not_found()
    if row.email != (caller.account.email or "").lower():
        raise NotPermitted(
            "This invitation is for another address.", hint="Sign in with the address that was invited."
        )
    if row.state != "open":
        raise _invitation_not_found(f"This invitation was already {row.state}.")
    if row.expires_at <= datetime.now(UTC):
        raise _invitation_not_found("This invitation has expired.")
    return InvitationPreview(
        organization_id=row.organization_id,
        organization_name=row.organizations.name,
        email=row.email,
        role=row.role,
        expires_at=row.expires_at,
    )


@router.post(
    "/portal/invitations/accept",
    summary="Accept an invitation",
    dependencies=[VERIFIED],
    responses=errors(*BODY_ERRORS, EmailNotVerified),
)
async def accept_invitation(
    body: TokenRequest, caller: SignedIn, services: InvitationServicesDep, request: Request
) -> AnsweredInvitation:
    """Join the organisation. The user's address must be the invited one. A token works once."""
    return await _answer(body, caller, services, request, accept=True)


@router.post(
    "/portal/invitations/decline",
    summary="Decline an invitation",
    dependencies=[VERIFIED],
    responses=errors(*BODY_ERRORS, EmailNotVerified),
)
async def decline_invitation(
    body: TokenRequest, caller: SignedIn, services: InvitationServicesDep, request: Request
) -> AnsweredInvitation:
    """Decline the invitation, which invalidates its token."""
    return await _answer(body, caller, services, request, accept=False)


async def _answer(
    body: TokenRequest, caller: Caller, services: InvitationServices, request: Request, *, accept: bool
) -> AnsweredInvitation:
    try:
        organization_id = await services.invitations.answer(
            hash_token(body.token), caller.account.id, accept=accept, request_id=request_id_of(request.scope)
        )
    except ResourceNotFound as error:
        raise _invitation_not_found() from error
    return AnsweredInvitation(organization_id=organization_id, accepted=accept)


def _invitation_not_found(
    message: str = "The invitation does not exist, or is no longer open.",
) -> ResourceNotFound:
    return ResourceNotFound(message, param="token", hint="Ask for a new invitation.")
