"""Who is calling, and for which organisation: checked before any route runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from functions.control_plane.accounts.repository import Account, Accounts, Membership
from portal.errors import Conflict, InternalError, InvalidSession, NotPermitted, ResourceNotFound
from portal.sessions import Session, SessionVerifier

SESSION = HTTPBearer(
    scheme_name="Session",
    bearerFormat="JWT",
    description="Access token of the auth provider, as signing in returns it. API keys do not work here.",
    auto_error=False,
)

ORGANIZATION_HEADER = "x-organization-id"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person who is signed in, acting for one organisation that they belong to."""

    session: Session
    account: Account
    membership: Membership

    @property
    def organization_id(self) -> UUID:
        return self.membership.organization.id

    def within(self, organization_id: UUID) -> Caller:
        """Return the caller acting for ``organization_id``. Raises ResourceNotFound: not theirs."""
        for membership in self.account.memberships:
            if membership.organization.id == organization_id:
                return replace(self, membership=membership)
        raise ResourceNotFound(
            "There is no such organisation.",
            param="organization_id",
            hint="GET /portal/me lists your organisations.",
        )


class Identification:
    def __init__(self, sessions: SessionVerifier, accounts: Accounts) -> None:
        self._sessions = sessions
        self._accounts = accounts

    async def identify(self, token: str, organization: str | None) -> Caller:
        """Return who calls with ``token``, for the organisation asked for or else their own.

        Raises InvalidSession, NotPermitted (a suspended user), ResourceNotFound (an organisation that is not
        there or not theirs: the answers do not differ), and what verifier and database raise.
        """
        session = await self._sessions.verify(token)
        account = await self._accounts.of(session)
        if account.suspended_at is not None:
            raise NotPermitted("Your account is suspended.", hint="Write to support.")
        return Caller(session, account, _membership(account, organization))


def _membership(account: Account, organization: str | None) -> Membership:
    memberships = account.memberships
    if organization is None:
        if not memberships:
            raise InternalError("Something went wrong on our side.")
        return memberships[0]
    for membership in memberships:
        if str(membership.organization.id) == organization.strip().lower():
            return membership
    raise ResourceNotFound(
        "There is no such organisation.",
        param=ORGANIZATION_HEADER,
        hint="GET /portal/me lists your organisations.",
    )


async def caller_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(SESSION)],
    organization: Annotated[
        str | None,
        Header(
            alias=ORGANIZATION_HEADER,
            description="The organisation to act for, one of the user's. Left out: the one that their "
            "session at Clerk is for, else their own.",
            json_schema_extra={"format": "uuid"},
        ),
    ] = None,
) -> Caller:
    if credentials is None:
        raise InvalidSession(
            "No session token was sent.", hint="Send it as 'Authorization: Bearer <access token>'."
        )
    identification: Identification = request.app.state.services.identification
    caller = await identification.identify(credentials.credentials, organization)
    request.scope["state"]["caller"] = caller
    return caller


def manages(caller: Caller) -> None:
    """Raises NotPermitted unless the caller is an owner or admin of the organisation they act for."""
    if caller.membership.role == "member":
        raise NotPermitted(
            "Your role in the organisation does not allow this.",
            hint="Ask an owner or admin of the organisation.",
        )


SignedIn = Annotated[Caller, Depends(caller_of)]


async def member_of(
    request: Request,
    organization_id: Annotated[UUID, Path(description="Id of the organisation, one of the user's.")],
    caller: SignedIn,
) -> Caller:
    acting = caller.within(organization_id)
    request.scope["state"]["caller"] = acting
    return acting


InOrganization = Annotated[Caller, Depends(member_of)]
"""The caller, acting for the organisation that the path names."""


def managing_members(caller: InOrganization) -> Caller:
    if caller.membership.organization.managed_in == "clerk":
        raise Conflict(
            "The members of this organisation are managed in Clerk.",
            param="organization_id",
            hint="Change them there: it binds when the person's session token is renewed.",
        )
    return caller


ManagingMembers = Annotated[Caller, Depends(managing_members)]
"""The same, about to change who is in it: an organisation that mirrors one of Clerk's is refused."""
