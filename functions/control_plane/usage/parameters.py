"""Query parameters of the usage routes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from functions.control_plane.http.moment import Moment
from functions.control_plane.usage.repository import EventFilter
from functions.control_plane.usage.schemas.events import OutcomeName
from functions.control_plane.usage.schemas.summary import RangeName
from functions.control_plane.usage.time_range import TimeRange, custom_range, named_range
from portal.errors import UnprocessableRequest

ModelFilter = Annotated[str | None, Query(max_length=128, description="Only requests for this model.")]
KeyFilter = Annotated[UUID | None, Query(description="Only requests with this API key.")]


def event_filter(
    model: ModelFilter = None,
    key_id: KeyFilter = None,
    outcome: Annotated[OutcomeName | None, Query(description="Only requests that ended like this.")] = None,
    start: Annotated[
        Moment | None, Query(alias="from", description="Only requests admitted at or after this time.")
    ] = None,
    end: Annotated[
        Moment | None, Query(alias="to", description="Only requests admitted before this time.")
    ] = None,
) -> EventFilter:
    """FastAPI dependency: return the filter that the query parameters describe."""
    return EventFilter(start=start, end=end, model=model, key_id=key_id, outcome=outcome)


EventFilterDep = Annotated[EventFilter, Depends(event_filter)]


def time_range(
    range_: Annotated[
        RangeName,
        Query(alias="range", description="Range until now; custom: from `from` to `to`.", examples=["7d"]),
    ] = "30d",
    start: Annotated[
        Moment | None,
        Query(alias="from", description="Start of a custom range, instead of `range`: a full hour in UTC."),
    ] = None,
    end: Annotated[
        Moment | None,
        Query(alias="to", description="End of a custom range, a full hour in UTC. Omitted: now."),
    ] = None,
) -> TimeRange:
    """FastAPI dependency: return the time range of the query parameters. Raises UnprocessableRequest."""
    now = datetime.now(UTC)
    if start is not None:
        return custom_range(start, end, now)
    if range_ == "custom" or end is not None:
        raise UnprocessableRequest("A custom range needs a start.", param="from")
    return named_range(range_, now)


TimeRangeDep = Annotated[TimeRange, Depends(time_range)]
