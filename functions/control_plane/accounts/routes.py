"""``/portal/me``"""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from functions.control_plane.accounts.profile_routes import shown_user
from functions.control_plane.accounts.schemas import Me, PlanLimit
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import errors
from functions.control_plane.organizations.routes import shown_organization
from functions.control_plane.services import ServicesOf

router = APIRouter(tags=["account"])


@router.get("/portal/me", summary="Who is signed in", responses=errors())
async def me(caller: SignedIn, services: ServicesOf) -> Me:
    """The user, their organisations, and plan, limits and allowance of the organisation they act for.

    The first call after a sign-up makes the account, with an organisation of its own on the free plan.
    """
    account = caller.account
    standing, operator = await asyncio.gather(
        services.usage.standing(caller.organization_id), services.admin.is_admin(account.id)
    )
    others = [member for member in account.memberships if member != caller.membership]
    return Me(
        user=shown_user(account),
        organization=shown_organization(caller.membership),
        organizations=[shown_organization(member) for member in (caller.membership, *others)],
        plan=standing.plan,
        limits=[
            PlanLimit(name=limit.name, scope=limit.scope, limit=limit.limit, seconds=limit.seconds)
            for limit in standing.limits
        ],
        allowance=standing.windows,
        operator=operator,
    )
