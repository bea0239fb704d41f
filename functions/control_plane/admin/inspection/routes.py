"""Routes to inspect users, organisations and API keys."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Depends

from functions.control_plane.admin.inspection.schemas import (
    InspectedKey,
    InspectedKeyList,
    InspectedOrganization,
    InspectedUser,
)
from functions.control_plane.admin.inspection.services import InspectionServicesDep
from functions.control_plane.admin.parameters import Cursor, KeyId, OrganizationId, PageSize, UserId
from functions.control_plane.auth.operator import require_operator
from functions.control_plane.billing.ledger import read_ledger_page
from functions.control_plane.billing.schemas import LedgerPage, TokenQuota
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import encode_cursor
from functions.control_plane.http.pagination.page import PageQueryDep
from functions.control_plane.usage.time_range import named_range
from portal.errors import InvalidRequest, UnprocessableRequest

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])


@router.get("/portal/admin/users/{user_id}", summary="Inspect a user", responses=errors())
async def inspect_user(user_id: UserId, services: InspectionServicesDep) -> InspectedUser:
    """Return the user, whether they are suspended, and their organisations."""
    return await services.inspection.user(user_id)


@router.get(
    "/portal/admin/organizations/{organization_id}", summary="Inspect an organisation", responses=errors()
)
async def inspect_organization(
    organization_id: OrganizationId, services: InspectionServicesDep
) -> InspectedOrganization:
    """Return the organisation with members, plan, balance, allowance, and 30 days of usage."""
    found = await services.inspection.organization(organization_id)
    days = named_range("30d", datetime.now(UTC))
    allowance, sums, billing, plans = await asyncio.gather(
        services.usage.plan_allowance(organization_id),
        services.usage.sums(organization_id, days.start, days.end),
        services.billing.state(organization_id),
        services.plans.list(),
    )
    quota = next((plan.monthly_tokens for plan in plans if plan.id == billing.plan), None)
    tokens = TokenQuota(limit=quota, used=billing.month_tokens, month_start=billing.month_start)
    return InspectedOrganization.model_validate(
        found | {"allowance": allowance.windows, "tokens": tokens, "usage": sums.totals}
    )


@router.get(
    "/portal/admin/organizations/{organization_id}/keys",
    summary="List the API keys of an organisation",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_organization_keys(
    organization_id: OrganizationId, services: InspectionServicesDep, page: PageQueryDep
) -> InspectedKeyList:
    """List metadata of all its API keys. The list is empty if the organisation does not exist."""
    found = await services.inspection.keys(organization_id, page)
    return InspectedKeyList(data=found.rows, next_cursor=encode_cursor(found.next))


@router.get(
    "/portal/admin/organizations/{organization_id}/ledger",
    summary="List ledger entries of an organisation",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def organization_ledger(
    organization_id: OrganizationId,
    services: InspectionServicesDep,
    limit: PageSize = 50,
    cursor: Cursor = None,
) -> LedgerPage:
    """List the entries of its ledger, newest first."""
    return await read_ledger_page(services.billing, organization_id, limit, cursor)


@router.get("/portal/admin/keys/{key_id}", summary="Inspect an API key", responses=errors())
async def inspect_key(key_id: KeyId, services: InspectionServicesDep) -> InspectedKey:
    """Return the key's metadata. Neither its secret nor its hash can be read."""
    return await services.inspection.key(key_id)
