"""The limits of a plan and how much of each is used."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from portal.limits import Limit


class PlanLimit(BaseModel):
    """At most `limit` requests in any `seconds`, as a sliding window."""

    name: str = Field(description="Name of the limit.", examples=["requests per minute"])
    scope: Literal["key", "organization"] = Field(
        description="key: counted for each key; organization: counted over all keys of the organisation, and "
        "on the free plan of all organisations with the same creator."
    )
    limit: int = Field(description="Maximum number of requests.", examples=[20])
    seconds: int = Field(description="Length of the window in seconds.", examples=[60])


class Allowance(BaseModel):
    """A limit and how much of it is used: a sliding window, as the gateway counts it."""

    name: str = Field(description="Name of the limit.", examples=["requests per week"])
    scope: Literal["key", "organization"] = Field(
        description="key: counted for each key, and `used` is that of the busiest key; organization: counted "
        "over all keys, on the free plan of all organisations with the same creator."
    )
    limit: int = Field(description="Maximum number of requests in any `seconds`.", examples=[1000])
    used: int = Field(description="Requests counted at the moment.", examples=[12])
    seconds: int = Field(description="Length of the window in seconds.", examples=[604800])
    resets_at: AwareDatetime = Field(
        description="When the current window ends. From then on its requests count less and less."
    )


class PlanAllowance(BaseModel):
    """An organisation's plan and the allowance of each of its limits, shortest window first."""

    model_config = ConfigDict(frozen=True)

    plan: str
    allowance_id: UUID
    """What the limits count by at the key service."""
    windows: list[Allowance]

    @property
    def limits(self) -> tuple[Limit, ...]:
        return tuple(
            Limit(window.name, window.scope, window.limit, window.seconds) for window in self.windows
        )


def to_plan_limits(limits: list[Limit] | tuple[Limit, ...]) -> list[PlanLimit]:
    """Return ``limits`` as the API shows them."""
    return [
        PlanLimit(name=limit.name, scope=limit.scope, limit=limit.limit, seconds=limit.seconds)
        for limit in limits
    ]
