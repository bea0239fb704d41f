"""Accounts in the database: found by session, provisioned at the first sign-in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import TypeAdapter

from functions.control_plane.auth.account import Account, claimed_role
from functions.control_plane.database.call import execute, fetch_data
from functions.control_plane.database.outcome import call_function
from portal.errors import InternalError, InvalidSession, ResourceNotFound
from portal.sessions import ClaimedOrganization, Session

_ACCOUNTS = TypeAdapter(list[Account])
_COLUMNS = (
    "id,email,display_name,auth_provider,suspended_at,created_at,"
    "organization_members(role,created_at,organizations(id,name,kind,clerk_organization_id,suspended_at,created_at))"
)


class AccountRepository:
    """Tables ``users``, ``organization_members`` and ``organizations``, as one user sees them."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def find_or_provision(self, session: Session) -> Account:
        """Return the account of a session, with the memberships that are valid in it.

        Creates what is missing: the account with its personal organisation and plan; the organisation that
        the session claims, and the membership in it. Raises InvalidSession if the account was deleted.
        """
        account = await self._find(session)
        if account is None or not account.organization_members:
            await self._provision(session)
            account = await self._get(session)
        claimed = session.organization
        if claimed is not None and not account.is_member_of(claimed):
            await self._mirror_organization(account.id, claimed)
            account = await self._get(session)
        return await self._update_email(account.limited_to(claimed), session)

    async def rename(self, user_id: UUID, display_name: str) -> None:
        """Change the user's display name."""
        query = self._database.table("users").update({"display_name": display_name}).eq("id", str(user_id))
        await execute(query)

    async def _provision(self, session: Session) -> None:
        arguments: dict[str, Any] = {
            "p_auth_provider": session.provider,
            "p_auth_subject": session.subject,
            "p_email": session.email,
            "p_display_name": session.display_name,
        }
        if await fetch_data(self._database.rpc("provision_account", arguments)) is None:
            raise _account_deleted()

    async def _mirror_organization(self, user_id: UUID, claimed: ClaimedOrganization) -> None:
        arguments = {
            "p_user_id": str(user_id),
            "p_clerk_organization_id": claimed.id,
            "p_name": claimed.slug or "Team",
            "p_role": claimed_role(claimed),
        }
        try:
            await call_function(self._database, "sync_clerk_organization", arguments)
        except ResourceNotFound as error:
            raise _account_deleted() from error

    async def _update_email(self, account: Account, session: Session) -> Account:
        """Store a changed address. Not for Supabase, where a database trigger does it before any session."""
        if session.provider == "supabase" or session.email in {None, account.email}:
            return account
        await execute(
            self._database.table("users").update({"email": session.email}).eq("id", str(account.id))
        )
        return account.model_copy(update={"email": session.email})

    async def _get(self, session: Session) -> Account:
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
        accounts = _ACCOUNTS.validate_python(await fetch_data(query))
        return accounts[0] if accounts else None


def _account_deleted() -> InvalidSession:
    return InvalidSession("This account was deleted.", hint="Sign up again.")
