"""Schemas of operators' changes of targets and whole routers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from functions.control_plane.admin.actions.schemas import ActionRequest
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.moment import Moment
from portal.errors import UnprocessableRequest
from portal.policy import PoolState

_WHERE_NULL_IS_A_VALUE = frozenset({"session_limit", "drain_deadline"})


class TargetRequest(ActionRequest):
    """Change how a target is used. What is omitted stays as it is; name at least one setting."""

    state: PoolState | None = Field(
        default=None,
        description="draining: accepts no new requests; disabled: out of service; active: serves.",
    )
    weight: float | None = Field(
        default=None,
        ge=0.01,
        le=100,
        allow_inf_nan=False,
        strict=True,
        description="Share of the requests relative to the other targets of its tier. 1 unless it was set.",
    )
    tier: int | None = Field(
        default=None,
        ge=0,
        le=99,
        strict=True,
        description="Requests go to the lowest tier that has room. 0 unless it was set.",
    )
    session_limit: int | None = Field(
        default=None,
        ge=1,
        le=100_000,
        strict=True,
        description="Concurrent requests of the session. null: as configured.",
    )
    drain_deadline: Moment | None = Field(
        default=None,
        description="When a draining target counts as disabled, whether it is empty or not. null: never.",
    )

    def changes(self) -> dict[str, Any]:
        """Return the settings to change, as JSON. Raises UnprocessableRequest."""
        given = self.model_dump(mode="json", exclude={"reason"}, exclude_unset=True)
        changes = {
            name: value
            for name, value in given.items()
            if value is not None or name in _WHERE_NULL_IS_A_VALUE
        }
        if not changes:
            raise UnprocessableRequest(
                "Nothing to change is named.",
                param="state",
                hint="Name at least one of state, weight, tier, session_limit and drain_deadline.",
            )
        if self.drain_deadline is not None and self.state not in {None, "draining"}:
            raise UnprocessableRequest(
                "A deadline is part of a drain.", param="drain_deadline", hint="Set the state to draining."
            )
        return changes


class TargetSettings(BaseModel):
    """What operators can set for a target."""

    state: PoolState = Field(description="active, draining or disabled.")
    weight: float = Field(description="Share of the requests relative to the other targets of its tier.")
    tier: int = Field(description="Requests go to the lowest tier that has room.")
    session_limit: int | None = Field(description="Concurrent requests of the session; null: as configured.")
    drain_deadline: Timestamp | None = Field(
        description="When a draining target counts as disabled; null: never."
    )


class TargetChange(BaseModel):
    """A target before and after an action."""

    id: str = Field(description="Id of the target.", examples=["tgt_0123456789abcdef"])
    before: TargetSettings = Field(description="Its settings before the action.")
    after: TargetSettings = Field(description="Its settings after it. Equal to `before` if nothing changed.")


class TargetChanges(BaseModel):
    """What an action changed."""

    targets: list[TargetChange] = Field(description="The targets that the action names, by id.")
