"""Schemas of pools, routers and targets as operators see them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from functions.control_plane.admin.actions.target_schemas import TargetSettings
from functions.control_plane.admin.catalogue.history_schemas import ServingWindows
from functions.control_plane.database.timestamp import Timestamp
from portal.policy import PoolState
from portal.pool_health import PoolServingState, TargetState


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
    leases: int | None = Field(
        default=None,
        description=(
            "Requests that hold a lease of its session, from whichever model and router; null: its session "
            "has no limit, or the leases cannot be read."
        ),
    )
    running_at_most: int | None = Field(
        default=None,
        description=(
            "Requests of its model that began before it was drained or disabled and have not ended: at most "
            "so many run on it. null: it is active."
        ),
    )
    is_empty: bool | None = Field(
        default=None,
        description="Whether nothing runs any more on a target that is not active; null: active, or unknown.",
    )


class AdminRouter(BaseModel):
    """One router with its targets in one pool."""

    id: str = Field(description="Id of the router.", examples=["rtr_0123456789abcdef"])
    url: str = Field(description="Base URL. Internal: never shown to customers.")
    targets: list[AdminTarget] = Field(description="Its targets, by model and session.")


class AdminPoolModel(BaseModel):
    """A model that targets of a pool serve, and what is left to serve it."""

    id: str = Field(description="Alias of the model.", examples=["oss-20b"])
    status: PoolServingState | None = Field(
        description="What customers are told of it; null: the policy cannot be read."
    )
    targets: int = Field(description="Configured targets.")
    serving_targets: int = Field(description="Those that get requests: active, not down, not ejected.")
    routers: int = Field(description="Routers of the configured targets.")
    serving_routers: int = Field(description="Routers of those that get requests.")
    is_down_to_one: bool = Field(
        description=(
            "Whether at most one target or one router is left of several: the next failure is an outage."
        )
    )


class AdminPool(BaseModel):
    """A pool of routers."""

    name: str = Field(description="Public name of the pool.", examples=["oss-20b"])
    state: PoolState = Field(description="active, draining or disabled.")
    models: list[AdminPoolModel] = Field(
        default_factory=list, description="Models that its targets serve, by alias."
    )
    routers: list[AdminRouter] = Field(description="Its routers, by URL.")


class AdminPoolList(BaseModel):
    """All pools."""

    data: list[AdminPool] = Field(description="All pools, by name.")
    measured_at: Timestamp | None = Field(
        description="When the health was published last; null: not recently, so all of it is unknown."
    )
