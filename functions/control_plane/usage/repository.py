"""Usage of one organisation, each page in one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import rows_of
from functions.control_plane.usage.schemas import (
    Allowance,
    DayUsage,
    EndingName,
    HourUsage,
    KeyUsage,
    ModelUsage,
    Speed,
    UsageCounts,
    UsageEvent,
    UsageReceipt,
)
from portal.errors import ResourceNotFound
from portal.limits import Limit
from portal.usage.pricing import charged_for


class Sums(BaseModel):
    model_config = ConfigDict(frozen=True)

    totals: UsageCounts
    speed: Speed
    by_model: list[ModelUsage]
    by_day: list[DayUsage]
    by_hour: list[HourUsage]
    by_key: list[KeyUsage]


class Standing(BaseModel):
    """The plan, and where each of its limits stands."""

    model_config = ConfigDict(frozen=True)

    plan: str
    windows: list[Allowance]

    @property
    def limits(self) -> tuple[Limit, ...]:
        return tuple(
            Limit(window.name, window.scope, window.limit, window.seconds) for window in self.windows
        )


class Position(BaseModel):
    """The last event of a page. ``before`` stays as the database wrote it, to the microsecond."""

    model_config = ConfigDict(frozen=True)

    before: str
    before_id: str


class EventPage(BaseModel):
    model_config = ConfigDict(frozen=True)

    events: list[UsageEvent]
    next: Position | None


class Selection(BaseModel):
    """Which requests are meant; None: whichever."""

    model_config = ConfigDict(frozen=True)

    start: datetime | None = None
    end: datetime | None = None
    model: str | None = None
    key_id: UUID | None = None
    ending: EndingName | None = None
    request_id: str | None = None


_PARAMETERS = {
    "start": "p_from",
    "end": "p_to",
    "model": "p_model",
    "key_id": "p_key_id",
    "ending": "p_ending",
    "request_id": "p_request_id",
}


_REQUESTS_BY_KEY = TypeAdapter(dict[UUID, int])


class Usage:
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
    ) -> Sums:
        arguments: dict[str, Any] = {
            "p_organization_id": str(organization_id),
            "p_from": start.isoformat(),
            "p_to": end.isoformat(),
            "p_model": model,
            "p_key_id": None if key_id is None else str(key_id),
            "p_by_hour": by_hour,
        }
        return Sums.model_validate(await rows_of(self._database.rpc("usage_summary", arguments)))

    async def requests_by_key(self, organization_id: UUID, start: datetime) -> dict[UUID, int]:
        """Return how many requests each key made since the hour of ``start``, of keys that made any."""
        arguments = {"p_organization_id": str(organization_id), "p_from": start.isoformat()}
        return _REQUESTS_BY_KEY.validate_python(
            await rows_of(self._database.rpc("requests_by_key", arguments))
        )

    async def standing(self, organization_id: UUID) -> Standing:
        arguments = {"p_organization_id": str(organization_id)}
        return Standing.model_validate(await rows_of(self._database.rpc("window_usage", arguments)))

    async def receipt(self, organization_id: UUID, request_id: str) -> UsageReceipt:
        """Raises ResourceNotFound."""
        page = await self.events(organization_id, Selection(request_id=request_id), limit=1)
        if not page.events:
            raise ResourceNotFound("There is no such thing, or it is not yours.")
        (event,) = page.events
        charged = None if event.ending is None else charged_for(event.ending, event.completion_tokens)
        return UsageReceipt(**event.model_dump(), charged_for=charged)

    async def events(
        self, organization_id: UUID, selection: Selection, *, limit: int, after: Position | None = None
    ) -> EventPage:
        told = selection.model_dump(mode="json", exclude_none=True)
        arguments: dict[str, Any] = {
            "p_organization_id": str(organization_id),
            "p_limit": limit,
            **{_PARAMETERS[name]: value for name, value in told.items()},
        }
        if after is not None:
            arguments |= {"p_before": after.before, "p_before_id": after.before_id}
        return EventPage.model_validate(await rows_of(self._database.rpc("usage_events_page", arguments)))
