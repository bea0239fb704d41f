"""Schemas of how a target has served, as operators see it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from functions.control_plane.database.timestamp import Timestamp
from portal.pool_health import PoolServingState


class ServingWindowReport(BaseModel):
    """How a target has served in a stretch of time. null: nothing was measured."""

    starts_at: Timestamp = Field(description="Start of the first step.")
    uptime: float | None = Field(
        description="Share of the measured time in which it served, degraded or not, from 0 to 1."
    )
    requests: int = Field(description="Attempts of real requests.")
    failures: int = Field(description="Those that failed.")
    ttft_p50_ms: float | None = Field(description="Median time to the first text.")
    ttft_p95_ms: float | None = Field(description="95th percentile of the same.")
    states: list[PoolServingState | None] = Field(description="State of each step, oldest first.")


class ServingWindows(BaseModel):
    """How a target has served until now."""

    last_30_minutes: ServingWindowReport = Field(description="In steps of a minute.")
    last_24_hours: ServingWindowReport = Field(description="In steps of an hour, with the current one.")
    last_30_days: ServingWindowReport = Field(description="In steps of a day in UTC, with the current one.")
