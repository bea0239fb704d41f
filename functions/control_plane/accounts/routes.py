"""Routes ``/portal/me`` and ``/portal/profile``."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from functions.control_plane.accounts.schemas import Me, ProfileRequest, User, to_user
from functions.control_plane.accounts.services import AccountServicesDep
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.organizations.schemas import to_organization
from functions.control_plane.usage.allowance import to_plan_limits

router = APIRouter(tags=["account"])


@router.get("/portal/me", summary="Get the signed-in user", responses=errors())
async def me(caller: SignedIn, services: AccountServicesDep) -> Me:
    """Return the user, their organisations, and the current organisation's plan, limits and allowance.

    The first call after sign-up creates the account with a personal organisation on the free plan.
    """
    account = caller.account
    allowance, is_operator = await asyncio.gather(
        services.usage.plan_allowance(caller.organization_id), services.operators.is_operator(account.id)
    )
    others = [member for member in account.memberships if member != caller.membership]
    return Me(
        user=to_user(account),
        organization=to_organization(caller.membership),
        organizations=[to_organization(member) for member in (caller.membership, *others)],
        plan=allowance.plan,
        limits=to_plan_limits(allowance.limits),
        allowance=allowance.windows,
        operator=is_operator,
    )


@router.get("/portal/profile", summary="Get your profile", responses=errors())
async def profile(caller: SignedIn) -> User:
    """Return the signed-in user. E-mail address and sign-in are changed at the auth provider."""
    return to_user(caller.account)


@router.patch("/portal/profile", summary="Change your profile", responses=errors(*BODY_ERRORS))
async def change_profile(body: ProfileRequest, caller: SignedIn, services: AccountServicesDep) -> User:
    """Change the user's display name, which members of their organisations see."""
    await services.accounts.rename(caller.account.id, body.display_name)
    return to_user(caller.account).model_copy(update={"display_name": body.display_name})
