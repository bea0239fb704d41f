"""The summary of an organisation's usage over a time range."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

from functions.control_plane.usage.allowance import Allowance
from functions.control_plane.usage.schemas.counts import (
    DayUsage,
    HourUsage,
    KeyUsage,
    ModelUsage,
    RefusalCount,
    Speed,
    UsageCounts,
)

RangeName = Literal["24h", "7d", "30d", "90d", "month", "custom"]


class UsageSummary(BaseModel):
    """Usage over a time range, and the current allowance."""

    range: RangeName = Field(description="The requested range; custom: given by start and end.")
    start: AwareDatetime = Field(description="Start of the range, a full hour.")
    end: AwareDatetime = Field(
        description="End of the range, a full hour; for a range until now, the end of the current hour."
    )
    plan: str = Field(description="Id of the organisation's plan.", examples=["free"])
    totals: UsageCounts = Field(description="Sums over the whole range.")
    refusals: list[RefusalCount] = Field(
        description="Refused requests by status and code, most frequent first. All count, listed or not."
    )
    speed: Speed = Field(description="Speed of all requests in the range.")
    allowance: list[Allowance] = Field(description="The plan's limits, shortest window first.")
    by_model: list[ModelUsage] = Field(description="By model, most used first.")
    by_day: list[DayUsage] = Field(description="By day (UTC), oldest first, including days without usage.")
    by_hour: list[HourUsage] = Field(
        description="By hour, oldest first, for ranges up to 7d; without hours that have no usage."
    )
    by_key: list[KeyUsage] = Field(description="By API key, most used first.")
