"""Users, their organisations and what they are in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.accounts.schemas import MembersManagedIn, OrganizationKind, Role
from functions.control_plane.database.call import rows_of
from functions.control_plane.database.outcome import decided
from functions.control_plane.database.timestamp import Timestamp
from portal.errors import InternalError, InvalidSession, ResourceNotFound
from portal.sessions import AuthProvider, ClaimedOrganization, Session


class OrganizationRow(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    kind: OrganizationKind
    clerk_organization_id: str | None
    suspended_at: Timestamp | None
    created_at: Timestamp

    @property
    def managed_in(self) -> MembersManagedIn:
        return "portal" if self.clerk_organization_id is None else "clerk"


class Membership(BaseModel):
    model_config = ConfigDict(frozen=True)

    role: Role
    created_at: Timestamp
    organizations: OrganizationRow
    """One, in spite of its name: PostgREST names an embedded row by its table."""

    @property
    def organization(self) -> OrganizationRow:
        return self.organizations

    @property
    def rank(self) -> tuple[bool, bool, datetime, str]:
        """Sorts: what the session is for, the user's own organisation, then by the time of joining."""
        own = self.organizations.kind == "personal" and self.role == "owner"
        return (
            self.organizations.managed_in == "portal",
            not own,
            self.created_at,
            str(self.organizations.id),
        )

    def follows(self, claimed: ClaimedOrganization | None) -> bool:
        """Whether this holds in a session for ``claimed``: what Clerk manages, while it says the same."""
        if self.organizations.managed_in == "portal":
            return True
        return (
            claimed is not None
            and self.organizations.clerk_organization_id == claimed.id
            and self.role == role_of(claimed)
        )


def role_of(claimed: ClaimedOrganization) -> Role:
    """Who runs it at the provider owns it here, so it has an owner from when one of them has signed in."""
    return "owner" if claimed.administers else "member"


class Account(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str | None
    display_name: str
    auth_provider: AuthProvider
    suspended_at: Timestamp | None
    created_at: Timestamp
    organization_members: tuple[Membership, ...]

    @property
    def memberships(self) -> list[Membership]:
        return sorted(self.organization_members, key=lambda membership: membership.rank)

    def is_in(self, claimed: ClaimedOrganization) -> bool:
        return any(
            member.organization.managed_in == "clerk" and member.follows(claimed)
            for member in self.organization_members
        )

    def within(self, claimed: ClaimedOrganization | None) -> Account:
        """Return the account with the memberships that hold in a session for ``claimed``."""
        holding = tuple(member for member in self.organization_members if member.follows(claimed))
        return self.model_copy(update={"organization_members": holding})


_ACCOUNTS = TypeAdapter(list[Account])
_COLUMNS = (
    "id,email,display_name,auth_provider,suspended_at,created_at,"
    "organization_members(role,created_at,organizations(id,name,kind,clerk_organization_id,suspended_at,created_at))"
)


class Accounts:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def of(self, session: Session) -> Account:
        """Return the account of a sign-in, as it is in that session.

        What is missing is made: the account with its own organisation and plan, the organisation claimed and
        the membership in it. Raises InvalidSession for an account that was erased.
        """
        account = await self._find(session)
        if account is None or not account.organization_members:
            await self._provision(session)
            account = await self._found(session)
        claimed = session.organization
        if claimed is not None and not account.is_in(claimed):
            await self._follow(account.id, claimed)
            account = await self._found(session)
        return await self._with_address(account.within(claimed), session)

    async def _provision(self, session: Session) -> None:
        identity: dict[str, Any] = {
            "p_auth_provider": session.provider,
            "p_auth_subject": session.subject,
            "p_email": session.email,
            "p_display_name": session.display_name,
        }
        if await rows_of(self._database.rpc("provision_account", identity)) is None:
            raise _deleted()

    async def _follow(self, user_id: UUID, claimed: ClaimedOrganization) -> None:
        claim = {
            "p_user_id": str(user_id),
            "p_clerk_organization_id": claimed.id,
            "p_name": claimed.slug or "Team",
            "p_role": role_of(claimed),
        }
        try:
            await decided(self._database, "follow_clerk_organization", claim)
        except ResourceNotFound as error:
            raise _deleted() from error

    async def _with_address(self, account: Account, session: Session) -> Account:
        """Follow a changed address. Supabase's does by itself: a trigger knows it before any token does."""
        if session.provider == "supabase" or session.email in {None, account.email}:
            return account
        query = self._database.table("users").update({"email": session.email}).eq("id", str(account.id))
        await rows_of(query)
        return account.model_copy(update={"email": session.email})

    async def rename(self, user_id: UUID, display_name: str) -> None:
        query = self._database.table("users").update({"display_name": display_name}).eq("id", str(user_id))
        await rows_of(query)

    async def _found(self, session: Session) -> Account:
        account = await self._find(session)
        if account is None:
            raise InternalError("Something went wrong on our side.")
        return account

    async def _find(self, session: Session) -> Account | None:
        query = (
            self._database.table("users")
            .select(_COLUMNS)
            .eq("auth_provider", session.provider)
            .eq("auth_subject", session.subject)
        )
        accounts = _ACCOUNTS.validate_python(await rows_of(query))
        return accounts[0] if accounts else None


def _deleted() -> InvalidSession:
    return InvalidSession("This account was deleted.", hint="Sign up anew.")
