"""Usage of one organisation. Each method is one call of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import fetch_data
from functions.control_plane.http.pagination.cursor import PagePosition
from functions.control_plane.usage.allowance import PlanAllowance
from functions.control_plane.usage.schemas.counts import (
    DayUsage,
    HourUsage,
    KeyUsage,
    ModelUsage,
    RefusalCount,
    Speed,
    UsageCounts,
)
from functions.control_plane.usage.schemas.events import OutcomeName, UsageEvent, UsageReceipt
from portal.errors import ResourceNotFound
from portal.usage.pricing import Charged, charged_for


class UsageSums(BaseModel):
    """Result of the function ``usage_summary``."""

    model_config = ConfigDict(frozen=True)

    totals: UsageCounts
    refusals: list[RefusalCount]
    speed: Speed
    by_model: list[ModelUsage]
    by_day: list[DayUsage]
    by_hour: list[HourUsage]
    by_key: list[KeyUsage]


class EventPage(BaseModel):
    """Result of the function ``usage_events_page``."""

    model_config = ConfigDict(frozen=True)

    events: list[UsageEvent]
    next: PagePosition | None


class EventFilter(BaseModel):
    """Conditions that requests fulfil; None is no condition."""

    model_config = ConfigDict(frozen=True)

    start: datetime | None = None
    end: datetime | None = None
    model: str | None = None
    key_id: UUID | None = None
    outcome: OutcomeName | None = None
    request_id: str | None = None


_ARGUMENT_NAMES = {
    "start": "p_from",
    "end": "p_to",
    "model": "p_model",
    "key_id": "p_key_id",
    "outcome": "p_outcome",
    "request_id": "p_request_id",
}
_REQUESTS_BY_KEY = TypeAdapter(dict[UUID, int])


class UsageRepository:
    """Reads usage events, their rollups and the windows of the plan."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def sums(
        self,
        organization_id: UUID,
        start: datetime,
        end: datetime,
        *,
        model: str | None = None,
        key_id: UUID | None = None,
        by_hour: bool = False,
    ) -> UsageSums:
        """Return sums over the full hours from ``start`` to before ``end``."""
        arguments: dict[str, Any] = {
            "p_organization_id": str(organization_id),
            "p_from": start.isoformat(),
            "p_to": end.isoformat(),
            "p_model": model,
            "p_key_id": None if key_id is None else str(key_id),
            "p_by_hour": by_hour,
        }
        return UsageSums.model_validate(await fetch_data(self._database.rpc("usage_summary", arguments)))

    async def requests_by_key(self, organization_id: UUID, start: datetime) -> dict[UUID, int]:
        """Return the number of requests per key since the hour of ``start``, for keys with any."""
        arguments = {"p_organization_id": str(organization_id), "p_from": start.isoformat()}
        return _REQUESTS_BY_KEY.validate_python(
            await fetch_data(self._database.rpc("requests_by_key", arguments))
        )

    async def plan_allowance(self, organization_id: UUID) -> PlanAllowance:
        """Return the organisation's plan and how much of each of its limits is used."""
        arguments = {"p_organization_id": str(organization_id)}
        return PlanAllowance.model_validate(await fetch_data(self._database.rpc("window_usage", arguments)))

    async def receipt(self, organization_id: UUID, request_id: str) -> UsageReceipt:
        """Return the receipt of one request. Raises ResourceNotFound."""
        page = await self.events(organization_id, EventFilter(request_id=request_id), limit=1)
        if not page.events:
            raise ResourceNotFound("The resource does not exist, or you have no access to it.")
        (event,) = page.events
        charged: Charged | None = None
        if event.outcome == "refused":
            charged = "nothing"
        elif event.outcome is not None:
            charged = charged_for(event.outcome, event.completion_tokens)
        return UsageReceipt(**event.model_dump(), charged_for=charged)

    async def events(
        self,
        organization_id: UUID,
        filter_: EventFilter,
        *,
        limit: int,
        after: PagePosition | None = None,
    ) -> EventPage:
        """Return a page of requests, newest first."""
        conditions = filter_.model_dump(mode="json", exclude_none=True)
        arguments: dict[str, Any] = {
            "p_organization_id": str(organization_id),
            "p_limit": limit,
            **{_ARGUMENT_NAMES[name]: value for name, value in conditions.items()},
        }
        if after is not None:
            arguments |= {"p_before": after.before, "p_before_id": after.before_id}
        return EventPage.model_validate(await fetch_data(self._database.rpc("usage_events_page", arguments)))
