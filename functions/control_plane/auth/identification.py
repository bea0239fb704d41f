"""From a session token to a caller: an account that acts for one of its organisations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from functions.control_plane.auth.account import Account, Membership
from functions.control_plane.auth.account_repository import AccountRepository
from portal.errors import InternalError, NotPermitted, ResourceNotFound
from portal.sessions import Session, SessionVerifier

ORGANIZATION_HEADER = "x-organization-id"


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user, acting for one of their organisations."""

    session: Session
    account: Account
    membership: Membership

    @property
    def organization_id(self) -> UUID:
        return self.membership.organization.id

    def acting_for(self, organization_id: UUID) -> Caller:
        """Return the caller acting for ``organization_id``. Raises ResourceNotFound for non-members."""
        for membership in self.account.memberships:
            if membership.organization.id == organization_id:
                return replace(self, membership=membership)
        raise _organization_not_found("organization_id")


class Identification:
    """Verifies session tokens and finds their accounts. New accounts are counted against their network."""

    def __init__(
        self, sessions: SessionVerifier, accounts: AccountRepository, max_sign_ups_per_network: int
    ) -> None:
        self._sessions = sessions
        self._accounts = accounts
        self._max_sign_ups = max_sign_ups_per_network

    async def identify(self, token: str, organization_id: str | None, network: str) -> Caller:
        """Return the caller with ``token``, acting for ``organization_id`` or the default organisation.

        ``network`` is where the request comes from (``portal.web.client_network``).

        Raises InvalidSession, NotPermitted (the user is suspended), TooManySignUps, ResourceNotFound (the
        organisation does not exist or the user is not a member; the error is the same), and what verifier and
        database raise.
        """
        session = await self._sessions.verify(token)
        account = await self._accounts.find_or_provision(session)
        if account.suspended_at is not None:
            raise NotPermitted("Your account is suspended.", hint="Contact support.")
        if account.sign_up_counted_at is None:
            await self._accounts.count_sign_up(account.id, network, self._max_sign_ups)
        return Caller(session, account, _select_membership(account, organization_id))


def _select_membership(account: Account, organization_id: str | None) -> Membership:
    memberships = account.memberships
    if organization_id is None:
        if not memberships:
            raise InternalError("Something went wrong on our side.")
        return memberships[0]
    for membership in memberships:
        if str(membership.organization.id) == organization_id.strip().lower():
            return membership
    raise _organization_not_found(ORGANIZATION_HEADER)


def _organization_not_found(param: str) -> ResourceNotFound:
    return ResourceNotFound(
        "The organisation does not exist, or you are not a member of it.",
        param=param,
        hint="GET /portal/me lists your organisations.",
    )
