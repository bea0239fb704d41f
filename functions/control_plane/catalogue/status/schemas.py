"""Schemas of the public service status."""

from __future__ import annotations

from pydantic import BaseModel, Field

from functions.control_plane.database.timestamp import Timestamp
from portal.pool_health import PoolServingState
from portal.pool_health.history import ServingWindow


class StatusWindow(BaseModel):
    """How a model has served in a stretch of time that ends now. null: nothing was measured."""

    uptime: float | None = Field(
        ge=0,
        le=1,
        description=(
            "Share of the measured time in which the model served, from 0 to 1. Degraded time counts as "
            "served."
        ),
        examples=[0.9995],
    )
    ttft_p50_ms: float | None = Field(
        ge=0, description="Time to the first text of half of the requests, at most, in milliseconds."
    )
    ttft_p95_ms: float | None = Field(
        ge=0, description="Time to the first text of 95 % of the requests, at most, in milliseconds."
    )

    starts_at: Timestamp | None = Field(description="Start of the window.")
    states: list[PoolServingState | None] = Field(
        description=(
            "The state in each step of the window, oldest first: 30 minutes, 24 hours, or 30 days in UTC. "
            "null: nothing was measured in that step."
        )
    )

    @classmethod
    def of(cls, window: ServingWindow) -> StatusWindow:
        return cls(
            uptime=window.uptime,
            ttft_p50_ms=window.ttft_p50_ms,
            ttft_p95_ms=window.ttft_p95_ms,
            starts_at=window.starts_at,
            states=list(window.states),
        )


class ModelStatus(BaseModel):
    """How a model serves now and has served."""

    id: str = Field(description="Alias of the model.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.", examples=["OSS 20B"])
    offered: bool = Field(
        description="false: the model is disabled. It does not count for the status of the service."
    )
    status: PoolServingState = Field(
        description=(
            "operational: serves as usual; degraded: serves, but slower, with more errors, or with a part of "
            "its capacity; unavailable: requests are refused."
        )
    )
    last_30_minutes: StatusWindow = Field(description="The last 30 minutes.")
    last_24_hours: StatusWindow = Field(description="The last 24 hours.")
    last_30_days: StatusWindow = Field(description="The last 30 days.")


class Status(BaseModel):
    """Status of the service."""

    status: PoolServingState = Field(
        description=(
            "operational: every offered model is operational; degraded: not every one; unavailable: none "
            "serves."
        )
    )
    measured_at: Timestamp | None = Field(
        description=(
            "When the routers were last measured. null: there is no recent measurement; the status then says "
            "only what is offered."
        )
    )
    history_available: bool = Field(
        description="false: the history cannot be read right now, so all of it is null."
    )
    models: list[ModelStatus] = Field(description="All models, in the order of the catalogue.")
