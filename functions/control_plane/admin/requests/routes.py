"""Routes ``/portal/admin/requests`` and ``/portal/admin/request-logs``."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from functions.control_plane.admin.parameters import Cursor, PageSize, RequestId
from functions.control_plane.admin.requests.schemas import InspectedRequest, RequestLogEntry, RequestLogList
from functions.control_plane.admin.requests.services import RequestLogServicesDep
from functions.control_plane.auth.operator import require_operator
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import decode_cursor, encode_cursor
from portal.errors import InvalidRequest, ResourceNotFound, UnprocessableRequest

router = APIRouter(tags=["admin"], dependencies=[Depends(require_operator)])


@router.get(
    "/portal/admin/request-logs",
    summary="List request logs",
    responses=errors(InvalidRequest, UnprocessableRequest),
)
async def list_request_logs(
    *,
    services: RequestLogServicesDep,
    organization_id: Annotated[UUID | None, Query(description="Only those of this organisation.")] = None,
    key_id: Annotated[UUID | None, Query(description="Only those of this API key.")] = None,
    limit: PageSize = 50,
    cursor: Cursor = None,
) -> RequestLogList:
    """List request logs, newest first, with refused requests.

    They hold no prompts or answers and are deleted after the retention period.
    """
    page = await services.request_logs.list(
        organization_id=organization_id,
        key_id=key_id,
        limit=limit,
        after=None if cursor is None else decode_cursor(cursor),
    )
    return RequestLogList(data=page.logs, next_cursor=encode_cursor(page.next))


@router.get("/portal/admin/requests/{request_id}", summary="Inspect a request", responses=errors())
async def inspect_request(request_id: RequestId, services: RequestLogServicesDep) -> InspectedRequest:
    """Return the receipt of a request and, during the retention period, its log."""
    organization_id = await services.request_logs.organization_id(request_id)
    receipt, log = await asyncio.gather(
        services.usage.receipt(organization_id, request_id), services.request_logs.find(request_id)
    )
    return InspectedRequest(organization_id=organization_id, receipt=receipt, log=log)


@router.get("/portal/admin/request-logs/{request_id}", summary="Get the log of a request", responses=errors())
async def inspect_request_log(request_id: RequestId, services: RequestLogServicesDep) -> RequestLogEntry:
    """Return the log of a request, which is deleted after the retention period."""
    log = await services.request_logs.find(request_id)
    if log is None:
        raise ResourceNotFound("There is no log of this request, or it has been deleted.", param="request_id")
    return log
