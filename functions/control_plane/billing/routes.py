"""``/portal/plans`` and ``/portal/billing``"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from functions.control_plane.accounts.schemas import PlanLimit
from functions.control_plane.auth.caller import SignedIn, manages
from functions.control_plane.billing.plans import PlanRow
from functions.control_plane.billing.schemas import Billing, LedgerPage, Plan, PlanList, TokenQuota
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import decode_number, next_number
from functions.control_plane.services import Services, ServicesOf
from portal.errors import InternalError, InvalidRequest, UnprocessableRequest

router = APIRouter(tags=["billing"])


@router.get("/portal/plans", summary="List plans", responses=errors())
async def list_plans(caller: SignedIn, services: ServicesOf) -> PlanList:
    """The plans that are offered, and the organisation's own where that is offered no more."""
    plans, standing = await asyncio.gather(
        services.plans.list(), services.billing.standing(caller.organization_id)
    )
    return PlanList(data=_offered(plans, standing.plan))


@router.get("/portal/billing", summary="Plan, allowance and balance", responses=errors())
async def billing(caller: SignedIn, services: ServicesOf) -> Billing:
    """The organisation's plan, what is left of it, and its balance. Seconds behind the gateway."""
    plans, standing, windows, prices = await asyncio.gather(
        services.plans.list(),
        services.billing.standing(caller.organization_id),
        services.usage.standing(caller.organization_id),
        services.billing.prices(datetime.now(UTC)),
    )
    plan = next((plan for plan in plans if plan.id == standing.plan), None)
    if plan is None:
        raise InternalError("Something went wrong on our side.")
    return Billing(
        plan=_shown(plan, standing.plan),
        plan_since=standing.plan_since,
        balance_nanousd=standing.balance_nanousd,
        held_nanousd=standing.held_nanousd,
        month_cost_nanousd=standing.month_cost_nanousd,
        tokens=TokenQuota(
            limit=plan.monthly_tokens, used=standing.month_tokens, month_start=standing.month_start
        ),
        allowance=windows.windows,
        plans=_offered(plans, standing.plan),
        prices=prices,
    )


@router.get(
    "/portal/billing/ledger",
    summary="Read the ledger",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def ledger(
    caller: SignedIn,
    services: ServicesOf,
    limit: Annotated[int, Query(ge=1, le=100, description="How many entries to return.")] = 50,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the page before; left out: the newest entries.")
    ] = None,
) -> LedgerPage:
    """Every movement of the organisation's money, newest first. For owners and admins."""
    manages(caller)
    return await ledger_page(services, caller.organization_id, limit, cursor)


async def ledger_page(
    services: Services, organization_id: UUID, limit: int, cursor: str | None
) -> LedgerPage:
    """Return what follows ``cursor`` in the organisation's ledger. Raises InvalidRequest."""
    entries = await services.billing.ledger(organization_id, limit=limit + 1, before=decode_number(cursor))
    page = entries[:limit]
    return LedgerPage(
        data=page, next_cursor=next_number([entry.id for entry in page], more=len(entries) > limit)
    )


def _offered(plans: list[PlanRow], current: str) -> list[Plan]:
    return [_shown(plan, current) for plan in plans if plan.is_offered or plan.id == current]


def _shown(plan: PlanRow, current: str) -> Plan:
    return Plan(
        id=plan.id,
        display_name=plan.display_name,
        description=plan.description,
        limits=[
            PlanLimit(name=limit.name, scope=limit.scope, limit=limit.limit, seconds=limit.seconds)
            for limit in plan.limits
        ],
        monthly_tokens=plan.monthly_tokens,
        concurrent_streams=plan.concurrent_streams,
        models=plan.models,
        charging=plan.charging,
        current=plan.id == current,
    )
