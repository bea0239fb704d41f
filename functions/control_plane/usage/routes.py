"""Routes ``/portal/usage-summary``, ``/portal/usage-events`` and ``/portal/usage-export``."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import StreamingResponse

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import decode_cursor, encode_cursor
from functions.control_plane.usage.export import MEDIA_TYPES, export_events
from functions.control_plane.usage.parameters import EventFilterDep, KeyFilter, ModelFilter, TimeRangeDep
from functions.control_plane.usage.schemas.events import (
    ExportFormat,
    UsageEventList,
    UsageExport,
    UsageReceipt,
)
from functions.control_plane.usage.schemas.summary import UsageSummary
from functions.control_plane.usage.services import UsageServicesDep
from functions.control_plane.usage.time_range import fill_days
from portal.errors import InvalidRequest, ResourceNotFound, UnprocessableRequest

router = APIRouter(tags=["usage"])


@router.get("/portal/usage-summary", summary="Summarise usage", responses=errors(UnprocessableRequest))
async def usage_summary(
    caller: SignedIn,
    services: UsageServicesDep,
    time_range: TimeRangeDep,
    model: ModelFilter = None,
    key_id: KeyFilter = None,
) -> UsageSummary:
    """Return the organisation's usage over a time range and its current allowance.

    The numbers are some seconds behind the gateway.
    """
    sums, allowance = await asyncio.gather(
        services.usage.sums(
            caller.organization_id,
            time_range.start,
            time_range.end,
            model=model,
            key_id=key_id,
            by_hour=time_range.has_hourly_sums,
        ),
        services.usage.plan_allowance(caller.organization_id),
    )
    return UsageSummary(
        range=time_range.name,
        start=time_range.start,
        end=time_range.end,
        plan=allowance.plan,
        totals=sums.totals,
        refusals=sums.refusals,
        speed=sums.speed,
        allowance=allowance.windows,
        by_model=sums.by_model,
        by_day=fill_days(sums.by_day, time_range.start, time_range.end),
        by_hour=sums.by_hour,
        by_key=sums.by_key,
    )


@router.get(
    "/portal/usage-events", summary="List requests", responses=errors(InvalidRequest, UnprocessableRequest)
)
async def usage_events(
    caller: SignedIn,
    services: UsageServicesDep,
    filter_: EventFilterDep,
    limit: Annotated[int, Query(ge=1, le=100, description="Maximum number of requests.")] = 50,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the previous page. Omitted: the newest requests.")
    ] = None,
) -> UsageEventList:
    """List the organisation's requests, newest first, refused ones included. Pages neither repeat nor skip a
    request.
    """
    after = None if cursor is None else decode_cursor(cursor)
    page = await services.usage.events(caller.organization_id, filter_, limit=limit, after=after)
    return UsageEventList(data=page.events, next_cursor=encode_cursor(page.next))


@router.get(
    "/portal/usage-events/{request_id}", summary="Get one request", responses=errors(ResourceNotFound)
)
async def usage_receipt(
    caller: SignedIn,
    services: UsageServicesDep,
    request_id: Annotated[str, Path(description="Id of the request, as in its x-request-id header.")],
) -> UsageReceipt:
    """Return the receipt of one request: tokens, price, how it ended and what was charged for it."""
    return await services.usage.receipt(caller.organization_id, request_id)


@router.get(
    "/portal/usage-export",
    summary="Export requests",
    response_class=StreamingResponse,
    responses={
        **errors(UnprocessableRequest),
        200: {"model": UsageExport, "content": {"text/csv": {"schema": {"type": "string"}}}},
    },
)
async def usage_export(
    caller: SignedIn,
    services: UsageServicesDep,
    filter_: EventFilterDep,
    format_: Annotated[ExportFormat, Query(alias="format", description="csv or json.")] = "csv",
) -> StreamingResponse:
    """Export every selected request, newest first, as one document: CSV with a header line, or JSON.

    The export is streamed and has no maximum size, but is truncated after half a minute: export a long time
    range in parts. In the CSV, an apostrophe in a key's name keeps spreadsheets from evaluating the name as a
    formula.
    """
    chunks = await export_events(services.usage, caller.organization_id, filter_, format_)
    return StreamingResponse(
        chunks,
        media_type=MEDIA_TYPES[format_],
        headers={"content-disposition": f"attachment; filename=usage.{format_}"},
    )
