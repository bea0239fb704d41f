"""Schemas of pools, routers and targets as operators see them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from functions.control_plane.admin.actions.target_schemas import TargetSettings
from functions.control_plane.admin.catalogue.history_schemas import ServingWindows
from functions.control_plane.database.timestamp import Timestamp
from portal.policy import PoolState
from portal.pool_health import TargetState


class AdminTargetHealth(BaseModel):
    """The health of a target as the pool monitor has published it."""

    state: TargetState = Field(description="up, slow, flaky, busy, down or unknown.")
    since: Timestamp | None = Field(description="When this state began; null: not known.")
    reason: str | None = Field(description="What was seen, in a few words; null: nothing special.")
    share: float = Field(description="How much of its weight it gets: 0 is ejected, below 1 comes back.")
    ttft_p50_ms: float | None = Field(description="Median time to the first text; null: not measured.")
    ttft_p95_ms: float | None = Field(description="95th percentile of the same.")
    error_rate: float | None = Field(description="Share of the attempts that failed; null: none was made.")
    in_flight: int | None = Field(description="Requests that run on it; null: not known.")
    busy_until: Timestamp | None = Field(
        description="Until when it asked to be left alone; null: it did not."
    )
    capacity: int | None = Field(description="Concurrent requests that it was seen to take; null: not known.")
    leases: int | None = Field(
        default=None, description="Leases of its session that are held; null: it has no limit, or unknown."
    )


class RecentAttempts(BaseModel):
    """Attempts at a target in the last five minutes, by how they ended."""

    ok: int = Field(description="They ended well.")
    unreachable: int = Field(description="There was no connection.")
    rejected: int = Field(description="The router answered with an error.")
    busy: int = Field(description="The router refused for lack of capacity (429, 503).")
    timed_out: int = Field(description="There was no text within the attempt's bound.")
    interrupted: int = Field(description="The answer broke off after its first text.")
    cancelled: int = Field(description="The client left, or another attempt was faster.")
    no_text: int = Field(description="The answer had no text.")
    ttft_p50_ms: float | None = Field(description="Median time to the first text; null: there was none.")
    ttft_p95_ms: float | None = Field(description="95th percentile of the same.")


class AdminTarget(TargetSettings):
    """One model on one session of one router."""

    id: str = Field(description="Id of the target.", examples=["tgt_0123456789abcdef"])
    alias: str = Field(description="Model that it serves.", examples=["oss-20b"])
    session: str | None = Field(description="Session id at the router; null: the router chooses.")
    configured: bool = Field(description="false: the configuration no longer names it.")
    configured_limit: int | None = Field(
        description="Concurrent requests of the session, as configured; null: no limit."
    )
    state_since: Timestamp = Field(description="When its state was last set.")
    state_reason: str | None = Field(description="Why its state was last set; null: never set.")
    recent: RecentAttempts = Field(description="Attempts of the last five minutes.")
    history: ServingWindows = Field(description="How it has served.")
    health: AdminTargetHealth | None = Field(
        default=None, description="Its health now; null: nothing recent is known."
    )


class AdminRouter(BaseModel):
    """One router with its targets in one pool."""

    id: str = Field(description="Id of the router.", examples=["rtr_0123456789abcdef"])
    url: str = Field(description="Base URL. Internal: never shown to customers.")
    targets: list[AdminTarget] = Field(description="Its targets, by model and session.")


class AdminPool(BaseModel):
    """A pool of routers."""

    name: str = Field(description="Public name of the pool.", examples=["oss-20b"])
    state: PoolState = Field(description="active, draining or disabled.")
    routers: list[AdminRouter] = Field(description="Its routers, by URL.")


class AdminPoolList(BaseModel):
    """All pools."""

    data: list[AdminPool] = Field(description="All pools, by name.")
