"""``/portal/admin/*``: what operators of the platform look at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from functions.control_plane.admin.schemas import (
    AdminModelList,
    AdminPoolList,
    AuditEntryList,
    Found,
    InspectedKey,
    InspectedKeyList,
    InspectedOrganization,
    InspectedRequest,
    InspectedUser,
    RequestLog,
    RequestLogList,
)
from functions.control_plane.auth.operator import operator_of
from functions.control_plane.billing.routes import ledger_page
from functions.control_plane.billing.schemas import LedgerPage, TokenQuota
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import (
    decode_cursor,
    decode_number,
    next_number,
    next_position,
)
from functions.control_plane.http.pagination.query import AskedPage
from functions.control_plane.services import ServicesOf
from portal.errors import InvalidRequest, ResourceNotFound, UnprocessableRequest

router = APIRouter(tags=["admin"], dependencies=[Depends(operator_of)])

USAGE_DAYS = 30
PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]+$"

UserId = Annotated[UUID, Path(description="Id of the user.")]
OrganizationId = Annotated[UUID, Path(description="Id of the organisation.")]
KeyId = Annotated[UUID, Path(description="Id of the key.")]
RequestId = Annotated[str, Path(max_length=64, pattern=PRINTABLE, description="Id of the request.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="How many to return.")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before; left out: the newest.")]


@router.get("/portal/admin/find", summary="Find anything", responses=errors(UnprocessableRequest))
async def find(
    services: ServicesOf,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=254,
            pattern=PRINTABLE,
            description="An id, an e-mail address, the begin of an organisation's name, or the first "
            "characters of a key (never all of it: only eight are compared).",
            examples=["ada@example.com"],
        ),
    ],
) -> Found:
    """Users, organisations, keys and requests that fit, at most 20 of each."""
    return await services.admin.find(q.strip())


@router.get("/portal/admin/users/{user_id}", summary="Inspect a user", responses=errors())
async def inspect_user(user_id: UserId, services: ServicesOf) -> InspectedUser:
    """The user, whether they are locked out, and the organisations they belong to."""
    return await services.admin.user(user_id)


@router.get(
    "/portal/admin/organizations/{organization_id}", summary="Inspect an organisation", responses=errors()
)
async def inspect_organization(
    organization_id: OrganizationId, services: ServicesOf
) -> InspectedOrganization:
    """The organisation with its members, plan, balance, where its limits stand, and 30 days of usage."""
    found = await services.admin.organization(organization_id)
    now = datetime.now(UTC)
    standing, sums, month, plans = await asyncio.gather(
        services.usage.standing(organization_id),
        services.usage.sums(organization_id, now - timedelta(days=USAGE_DAYS), now),
        services.billing.standing(organization_id),
        services.plans.list(),
    )
    quota = next((plan.monthly_tokens for plan in plans if plan.id == month.plan), None)
    tokens = TokenQuota(limit=quota, used=month.month_tokens, month_start=month.month_start)
    return InspectedOrganization.model_validate(
        found | {"allowance": standing.windows, "tokens": tokens, "usage": sums.totals}
    )


@router.get(
    "/portal/admin/organizations/{organization_id}/keys",
    summary="List the keys of an organisation",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_organization_keys(
    organization_id: OrganizationId, services: ServicesOf, asked: AskedPage
) -> InspectedKeyList:
    """Metadata of all its keys; none where there is no such organisation."""
    page = await services.admin.keys(organization_id, asked)
    return InspectedKeyList(data=page.rows, next_cursor=next_position(page.next))


@router.get(
    "/portal/admin/organizations/{organization_id}/ledger",
    summary="Read the ledger of an organisation",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def organization_ledger(
    organization_id: OrganizationId, services: ServicesOf, limit: PageSize = 50, cursor: Cursor = None
) -> LedgerPage:
    """Every movement of its money, newest first."""
    return await ledger_page(services, organization_id, limit, cursor)


@router.get("/portal/admin/keys/{key_id}", summary="Inspect a key", responses=errors())
async def inspect_key(key_id: KeyId, services: ServicesOf) -> InspectedKey:
    """The key's metadata. Neither its secret nor a hash of it can be read."""
    return await services.admin.key(key_id)


@router.get(
    "/portal/admin/request-logs",
    summary="List request logs",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_request_logs(
    *,
    services: ServicesOf,
    organization_id: Annotated[UUID | None, Query(description="Only those of this organisation.")] = None,
    key_id: Annotated[UUID | None, Query(description="Only those of this key.")] = None,
    limit: PageSize = 50,
    cursor: Cursor = None,
) -> RequestLogList:
    """What is kept of requests: how they went, never what was said. Kept as long as the retention setting."""
    page = await services.admin.request_logs(
        organization_id=organization_id,
        key_id=key_id,
        limit=limit,
        after=None if cursor is None else decode_cursor(cursor),
    )
    return RequestLogList(data=page.logs, next_cursor=next_position(page.next))


@router.get("/portal/admin/requests/{request_id}", summary="Inspect a request", responses=errors())
async def inspect_request(request_id: RequestId, services: ServicesOf) -> InspectedRequest:
    """Its receipt and, until the retention setting removes it, its log."""
    organization_id = await services.admin.organization_of(request_id)
    receipt, page = await asyncio.gather(
        services.usage.receipt(organization_id, request_id),
        services.admin.request_logs(request_id=request_id),
    )
    return InspectedRequest(
        organization_id=organization_id, receipt=receipt, log=page.logs[0] if page.logs else None
    )


@router.get(
    "/portal/admin/request-logs/{request_id}", summary="Read the log of a request", responses=errors()
)
async def inspect_request_log(request_id: RequestId, services: ServicesOf) -> RequestLog:
    """What is kept of one request, until the retention setting removes it."""
    page = await services.admin.request_logs(request_id=request_id)
    if not page.logs:
        raise ResourceNotFound("There is no log of such a request, or no longer.", param="request_id")
    return page.logs[0]


@router.get("/portal/admin/models", summary="List models and their states", responses=errors())
async def admin_models(services: ServicesOf) -> AdminModelList:
    """The catalogue with the pool that serves each model."""
    return AdminModelList(data=await services.admin.models())


@router.get("/portal/admin/pools", summary="List pools and their states", responses=errors())
async def admin_pools(services: ServicesOf) -> AdminPoolList:
    """All pools, and the routers whose state was set by hand."""
    return AdminPoolList(data=await services.admin.pools())


@router.get(
    "/portal/admin/audit-log",
    summary="Read the audit log",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def audit_log(
    *,
    services: ServicesOf,
    organization_id: Annotated[
        UUID | None, Query(description="Only what concerns this organisation.")
    ] = None,
    actor: Annotated[
        str | None, Query(max_length=100, pattern=PRINTABLE, description="Only what this user or job did.")
    ] = None,
    target_id: Annotated[
        str | None, Query(max_length=600, pattern=PRINTABLE, description="Only what was done to this.")
    ] = None,
    action: Annotated[
        str | None, Query(max_length=100, pattern=PRINTABLE, description="Only this action.")
    ] = None,
    limit: PageSize = 50,
    cursor: Cursor = None,
) -> AuditEntryList:
    """Every action of operators, and every change of keys and organisations, newest first."""
    given = {
        "organization_id": organization_id,
        "actor": actor,
        "target_id": target_id,
        "action": action,
    }
    entries = await services.admin.audit_log(
        {column: str(value) for column, value in given.items() if value is not None},
        limit=limit + 1,
        before=decode_number(cursor),
    )
    page = entries[:limit]
    return AuditEntryList(
        data=page, next_cursor=next_number([entry.id for entry in page], more=len(entries) > limit)
    )
