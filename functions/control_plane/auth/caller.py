"""FastAPI dependencies for the caller: signed in, member of an organisation, owner or admin."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from functions.control_plane.auth.identification import ORGANIZATION_HEADER, Caller
from functions.control_plane.auth.services import AuthServicesDep
from portal.errors import (
    Conflict,
    EmailNotVerified,
    InvalidSession,
    NotPermitted,
    RecentSignInRequired,
    ResourceNotFound,
)
from portal.web.client_network import address_of, network_of

SESSION = HTTPBearer(
    scheme_name="Session",
    bearerFormat="JWT",
    description="Access token of the auth provider, as sign-in returns it. API keys are not accepted here.",
    auto_error=False,
)


async def identify_caller(
    request: Request,
    services: AuthServicesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(SESSION)],
    acting_organization_id: Annotated[
        str | None,
        Header(
            alias=ORGANIZATION_HEADER,
            description="Id of the organisation to act for, one of the user's. Omitted: the organisation of "
            "the Clerk session, otherwise the personal organisation.",
            json_schema_extra={"format": "uuid"},
        ),
    ] = None,
) -> Caller:
    """Return the caller of a request with a session token. Raises what ``Identification.identify`` raises.

    For the dependencies below: a route that used it directly would not be counted.
    """
    if credentials is None:
        raise InvalidSession(
            "No session token was sent.", hint="Send it as 'Authorization: Bearer <access token>'."
        )
    return await services.identification.identify(
        credentials.credentials, acting_organization_id, network_of(address_of(request.scope))
    )


_Identified = Annotated[Caller, Depends(identify_caller)]


async def count_write(request: Request, services: AuthServicesDep, caller: _Identified) -> Caller:
    """Count the request, once, and return the caller. Raises what ``WriteLimiter.count`` raises.

    It counts for the organisation in the path where there is one, whatever the header says.
    """
    in_path = _acting_in_path(request, caller)
    request.scope["state"]["caller"] = in_path
    await services.write_limiter.count(in_path, request.method)
    return caller


def _acting_in_path(request: Request, caller: Caller) -> Caller:
    try:
        return caller.acting_for(UUID(request.path_params["organization_id"]))
    except (KeyError, ValueError, ResourceNotFound):
        # No such parameter, or not an organisation of theirs: the route refuses it, or is an operator's.
        return caller


SignedIn = Annotated[Caller, Depends(count_write)]
"""The caller. FastAPI runs a dependency once for a request, however many others need it."""


def require_verified(caller: SignedIn) -> None:
    """FastAPI dependency: raise EmailNotVerified until the account's address, or wallet, is verified.

    An account that is verified stays so, hence no later step has to check it again.
    """
    if caller.account.verified_at is None:
        raise EmailNotVerified(
            "Your e-mail address is not verified yet.",
            hint="Open the link in the e-mail that was sent to it, then sign in again.",
        )


VERIFIED = Depends(require_verified)
"""For routes with which an account makes something that others could use: keys, teams and invitations; and to
answer an invitation, which the address decides."""

RECENT_SIGN_IN_SECONDS = 600
"""As Clerk's reverification asks (docs/protocols/supabase.md, "Time of sign-in")."""


def require_recent_sign_in(caller: SignedIn) -> None:
    """FastAPI dependency: raise RecentSignInRequired unless the user signed in within the last ten minutes.

    A session that somebody left open, or a stolen token that is renewed, is not enough.
    """
    age = caller.session.sign_in_age
    if age is None or age > RECENT_SIGN_IN_SECONDS:
        raise RecentSignInRequired(
            "Sign in again to do this: it cannot be undone.",
            hint=f"Sign in, and repeat the request within {RECENT_SIGN_IN_SECONDS // 60} minutes.",
        )


RECENTLY_SIGNED_IN = Depends(require_recent_sign_in)
"""For routes whose effect nobody can undo."""


def require_member(
    organization_id: Annotated[UUID, Path(description="Id of the organisation, one of the user's.")],
    caller: SignedIn,
) -> Caller:
    """Return the caller acting for the organisation in the path. Raises ResourceNotFound for non-members."""
    return caller.acting_for(organization_id)


InOrganization = Annotated[Caller, Depends(require_member)]
"""The caller, acting for the organisation in the path."""


def require_members_managed_here(caller: InOrganization) -> Caller:
    """Raise Conflict if the organisation mirrors one of Clerk, where its members are managed."""
    if caller.membership.organization.members_managed_in == "clerk":
        raise Conflict(
            "The members of this organisation are managed in Clerk.",
            param="organization_id",
            hint="Change them there. The change applies when the user's session token is renewed.",
        )
    return caller


ManagingMembers = Annotated[Caller, Depends(require_members_managed_here)]
"""The caller, about to change the members of the organisation in the path."""


def require_manager(caller: Caller) -> None:
    """Raise NotPermitted unless the caller is an owner or admin of the organisation they act for."""
    if caller.membership.role == "member":
        raise NotPermitted(
            "Your role in the organisation does not allow this.",
            hint="Ask an owner or admin of the organisation.",
        )
