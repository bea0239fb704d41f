"""Accounts in the database: found by session, provisioned at the first sign-in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient, ReturnMethod
from pydantic import TypeAdapter

from functions.control_plane.auth.account import Account, claimed_role
from functions.control_plane.database.call import call_void_function, execute, fetch_data
from functions.control_plane.database.outcome import DONE, call_function
from portal.errors import InternalError, InvalidSession, ResourceNotFound, TooManySignUps
from portal.sessions import ClaimedOrganization, Session

_ACCOUNTS = TypeAdapter(list[Account])
_COLUMNS = (
    "id,email,display_name,auth_provider,suspended_at,created_at,verified_at,sign_up_counted_at,"
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
        return await self._update_address(account.limited_to(claimed), session)

    async def count_sign_up(self, user_id: UUID, network: str, limit: int) -> None:
        """Count an account against ``network``, once. Raises TooManySignUps, which counts nothing."""
        arguments: dict[str, Any] = {
            "p_user_id": str(user_id),
            "p_network": network or "unknown",
            "p_max_count": limit,
        }
        result = await fetch_data(self._database.rpc("count_sign_up", arguments))
        if result["outcome"] != DONE:
            raise TooManySignUps(
                f"{limit} accounts were created from your network within a day; no more can be.",
                retry_after=result["retry_after"],
                hint="Try again tomorrow or from another network, or contact support.",
            )

    async def rename(self, user_id: UUID, display_name: str) -> None:
        """Change the user's display name."""
        await self._update(user_id, {"display_name": display_name})

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

    async def _update_address(self, account: Account, session: Session) -> Account:
        """Store a changed address and its verification. Database triggers do it for Supabase."""
        if session.provider == "supabase" or session.email is None:
            return account
        changes: dict[str, Any] = {}
        if session.email != account.email:
            changes["email"] = session.email
            await self._update(account.id, changes)
        if session.email_verified and (changes or account.verified_at is None):
            arguments = {"p_user_id": str(account.id), "p_address": session.email}
            await call_void_function(self._database, "verify_address", arguments)
            changes["verified_at"] = account.verified_at or datetime.now(UTC)
        return account.model_copy(update=changes) if changes else account

    async def _update(self, user_id: UUID, changes: dict[str, Any]) -> None:
        # Minimal: the role may not read every column of the row.
        query = self._database.table("users").update(changes, returning=ReturnMethod.minimal)
        await execute(query.eq("id", str(user_id)))

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
