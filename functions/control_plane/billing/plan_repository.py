"""Plans in the database."""

from __future__ import annotations

from typing import Literal

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.database.call import fetch_data
from portal.limits import Limit, Scope


class PlanRow(BaseModel):
    """A row of ``plans``."""

    model_config = ConfigDict(frozen=True)

    id: str
    display_name: str
    description: str
    requests_per_minute: int | None
    requests_per_5_hours: int | None
    requests_per_week: int | None
    monthly_tokens: int | None
    concurrent_streams: int | None
    models: list[str] | None
    charging: Literal["allowance", "prepaid"]
    is_offered: bool
    is_per_person: bool

    @property
    def limits(self) -> list[Limit]:
        """The plan's sliding windows, shortest first, with the names that the gateway uses."""
        minute_scope: Scope = "organization" if self.is_per_person else "key"
        windows = (
            Limit("requests per minute", minute_scope, self.requests_per_minute or 0, 60),
            Limit("requests per 5 hours", "organization", self.requests_per_5_hours or 0, 18_000),
            Limit("requests per week", "organization", self.requests_per_week or 0, 604_800),
        )
        return [limit for limit in windows if limit.limit]


_PLANS = TypeAdapter(list[PlanRow])
_COLUMNS = ",".join(PlanRow.model_fields)


class PlanRepository:
    """Table ``plans``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def list(self) -> list[PlanRow]:
        """Return all plans, including those that are not offered."""
        query = self._database.table("plans").select(_COLUMNS).order("position").order("id")
        return _PLANS.validate_python(await fetch_data(query))
