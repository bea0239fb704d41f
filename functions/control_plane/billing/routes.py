"""Routes ``/portal/plans`` and ``/portal/billing``."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from functions.control_plane.auth.caller import SignedIn, require_manager
from functions.control_plane.billing.ledger import read_ledger_page
from functions.control_plane.billing.plan_repository import PlanRow
from functions.control_plane.billing.schemas import Billing, LedgerPage, Plan, PlanList, TokenQuota
from functions.control_plane.billing.services import BillingServicesDep
from functions.control_plane.http.openapi import errors
from functions.control_plane.usage.allowance import to_plan_limits
from portal.errors import InternalError, InvalidRequest, UnprocessableRequest

router = APIRouter(tags=["billing"])


@router.get("/portal/plans", summary="List plans", responses=errors())
async def list_plans(caller: SignedIn, services: BillingServicesDep) -> PlanList:
    """List the offered plans, and the organisation's own if it is no longer offered."""
    plans, state = await asyncio.gather(services.plans.list(), services.billing.state(caller.organization_id))
    return PlanList(data=_visible_plans(plans, state.plan))


@router.get("/portal/billing", summary="Get plan, allowance and balance", responses=errors())
async def billing(caller: SignedIn, services: BillingServicesDep) -> Billing:
    """Return the organisation's plan, allowance and balance, some seconds behind the gateway."""
    plans, state, allowance, prices = await asyncio.gather(
        services.plans.list(),
        services.billing.state(caller.organization_id),
        services.usage.plan_allowance(caller.organization_id),
        services.billing.prices(datetime.now(UTC)),
    )
    plan = next((plan for plan in plans if plan.id == state.plan), None)
    if plan is None:
        raise InternalError("Something went wrong on our side.")
    return Billing(
        plan=_to_plan(plan, state.plan),
        plan_since=state.plan_since,
        balance_nanousd=state.balance_nanousd,
        held_nanousd=state.held_nanousd,
        month_cost_nanousd=state.month_cost_nanousd,
        tokens=TokenQuota(limit=plan.monthly_tokens, used=state.month_tokens, month_start=state.month_start),
        allowance=allowance.windows,
        plans=_visible_plans(plans, state.plan),
        prices=prices,
    )


@router.get(
    "/portal/billing/ledger",
    summary="List ledger entries",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def ledger(
    caller: SignedIn,
    services: BillingServicesDep,
    limit: Annotated[int, Query(ge=1, le=100, description="Maximum number of entries.")] = 50,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the previous page. Omitted: the newest entries.")
    ] = None,
) -> LedgerPage:
    """List the entries of the organisation's ledger, newest first. For owners and admins."""
    require_manager(caller)
    return await read_ledger_page(services.billing, caller.organization_id, limit, cursor)


def _visible_plans(plans: list[PlanRow], current: str) -> list[Plan]:
    return [_to_plan(plan, current) for plan in plans if plan.is_offered or plan.id == current]


def _to_plan(plan: PlanRow, current: str) -> Plan:
    return Plan(
        id=plan.id,
        display_name=plan.display_name,
        description=plan.description,
        limits=to_plan_limits(plan.limits),
        monthly_tokens=plan.monthly_tokens,
        concurrent_streams=plan.concurrent_streams,
        models=plan.models,
        charging=plan.charging,
        per_person=plan.is_per_person,
        current=plan.id == current,
    )
