"""``/portal/usage-summary``, ``/portal/usage-events`` and ``/portal/usage-export``"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime

from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.openapi import errors
from functions.control_plane.http.pagination.cursor import decode_cursor, next_position
from functions.control_plane.services import ServicesOf
from functions.control_plane.usage.export import MEDIA_TYPES, export
from functions.control_plane.usage.repository import Selection
from functions.control_plane.usage.schemas import (
    EndingName,
    ExportFormat,
    RangeName,
    UsageEventList,
    UsageExport,
    UsageReceipt,
    UsageSummary,
)
from functions.control_plane.usage.time_range import Span, custom_span, every_day, named_span
from portal.errors import InvalidRequest, ResourceNotFound, UnprocessableRequest

router = APIRouter(tags=["usage"])

ModelFilter = Annotated[str | None, Query(max_length=128, description="Only this model's requests.")]
KeyFilter = Annotated[UUID | None, Query(description="Only requests with this key.")]


def selection(
    model: ModelFilter = None,
    key_id: KeyFilter = None,
    ending: Annotated[EndingName | None, Query(description="Only requests that ended so.")] = None,
    start: Annotated[
        AwareDatetime | None, Query(alias="from", description="Only requests let in from then on.")
    ] = None,
    end: Annotated[
        AwareDatetime | None, Query(alias="to", description="Only requests let in before then.")
    ] = None,
) -> Selection:
    return Selection(start=start, end=end, model=model, key_id=key_id, ending=ending)


Selected = Annotated[Selection, Depends(selection)]


def span(
    range_: Annotated[
        RangeName,
        Query(alias="range", description="How far back from now; custom: see `from`.", examples=["7d"]),
    ] = "30d",
    start: Annotated[
        AwareDatetime | None,
        Query(alias="from", description="Begin of a custom span, in place of `range`; whole hours count."),
    ] = None,
    end: Annotated[AwareDatetime | None, Query(alias="to", description="Its end; left out: now.")] = None,
) -> Span:
    now = datetime.now(UTC)
    if start is not None:
        return custom_span(start, end, now)
    if range_ == "custom" or end is not None:
        raise UnprocessableRequest("A custom span needs its begin.", param="from")
    return named_span(range_, now)


@router.get("/portal/usage-summary", summary="Sum up usage", responses=errors(UnprocessableRequest))
async def usage_summary(
    caller: SignedIn,
    services: ServicesOf,
    asked: Annotated[Span, Depends(span)],
    model: ModelFilter = None,
    key_id: KeyFilter = None,
) -> UsageSummary:
    """Usage of the organisation over a span, and where its limits stand now. Seconds behind the gateway."""
    sums, standing = await asyncio.gather(
        services.usage.sums(
            caller.organization_id,
            asked.start,
            asked.end,
            model=model,
            key_id=key_id,
            by_hour=asked.is_by_hour,
        ),
        services.usage.standing(caller.organization_id),
    )
    return UsageSummary(
        range=asked.name,
        start=asked.start,
        end=asked.end,
        plan=standing.plan,
        totals=sums.totals,
        speed=sums.speed,
        allowance=standing.windows,
        by_model=sums.by_model,
        by_day=every_day(sums.by_day, asked.start, asked.end),
        by_hour=sums.by_hour,
        by_key=sums.by_key,
    )


@router.get(
    "/portal/usage-events", summary="List requests", responses=errors(InvalidRequest, UnprocessableRequest)
)
async def usage_events(
    caller: SignedIn,
    services: ServicesOf,
    selected: Selected,
    limit: Annotated[int, Query(ge=1, le=100, description="How many requests to return.")] = 50,
    cursor: Annotated[
        str | None, Query(description="`next_cursor` of the page before; left out: the newest requests.")
    ] = None,
) -> UsageEventList:
    """Requests of the organisation, newest first. Reading on by cursor neither repeats nor skips any."""
    after = None if cursor is None else decode_cursor(cursor)
    page = await services.usage.events(caller.organization_id, selected, limit=limit, after=after)
    return UsageEventList(data=page.events, next_cursor=next_position(page.next))


@router.get(
    "/portal/usage-events/{request_id}", summary="Show one request", responses=errors(ResourceNotFound)
)
async def usage_receipt(
    caller: SignedIn,
    services: ServicesOf,
    request_id: Annotated[str, Path(description="Id of the request, as in its x-request-id header.")],
) -> UsageReceipt:
    """The receipt of one request: its tokens, its price, how it ended and what was charged for it."""
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
    services: ServicesOf,
    selected: Selected,
    format_: Annotated[ExportFormat, Query(alias="format", description="csv or json.")] = "csv",
) -> StreamingResponse:
    """Every request that is selected, newest first, as one document: CSV with a head line, or JSON.

    It is sent while it is read, so any range can be exported; one that takes longer than half a minute is cut
    off without its end, and should be asked for in parts. In the CSV an apostrophe stands before what a
    spreadsheet would run as a formula in a key's name.
    """
    parts = await export(services.usage, caller.organization_id, selected, format_)
    return StreamingResponse(
        parts,
        media_type=MEDIA_TYPES[format_],
        headers={"content-disposition": f"attachment; filename=usage.{format_}"},
    )
