"""Schemas of operators' actions. Each request takes a reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.text import Line
from portal.policy import ModelState, PoolState

Reason = Annotated[Line, StringConstraints(max_length=500)]
AccountState = Literal["active", "suspended"]
SettableKeyState = Literal["active", "disabled"]
NANOUSD_MAX = 10**15
"""A million US dollars. More at once is a typing error, and numbers above 2^53 are inexact in browsers."""


class ActionRequest(BaseModel):
    """What every action takes."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason = Field(
        description="Reason, for the audit log.", examples=["requested by the customer, ticket 42"]
    )


class AccountStateRequest(ActionRequest):
    """Suspend or reactivate a user or an organisation."""

    state: AccountState = Field(description="suspended: refused, with all API keys; active: as before.")


class KeyStateRequest(ActionRequest):
    """Disable or enable an API key."""

    state: SettableKeyState = Field(description="disabled: refused until it is enabled again; active: works.")


class ModelStateRequest(ActionRequest):
    """Disable or enable a model."""

    state: ModelState = Field(description="disabled: refused with model_unavailable; active: offered.")


class PoolStateRequest(ActionRequest):
    """Drain, disable or reactivate a pool."""

    state: PoolState = Field(
        description="draining: accepts no new requests; disabled: out of service; active: serves."
    )


class PlanRequest(ActionRequest):
    """Change the plan of an organisation."""

    plan: Annotated[Line, StringConstraints(max_length=31)] = Field(
        description="Id of the plan.", examples=["pro"]
    )


class CreditRequest(ActionRequest):
    """Grant credit to an organisation."""

    amount_nanousd: int = Field(
        gt=0,
        le=NANOUSD_MAX,
        strict=True,
        description="Amount in nano-USD (1 USD is 1,000,000,000).",
        examples=[5_000_000_000],
    )


class Change(BaseModel):
    """What an action changed."""

    kind: str = Field(description="Type of the changed resource.", examples=["organization"])
    id: str = Field(description="Id of the changed resource.")
    before: str = Field(description="State before the action.", examples=["active"])
    after: str = Field(description="State after the action. Equal to `before` if nothing changed.")


class Credit(BaseModel):
    """A ledger entry that adds to a balance."""

    id: int = Field(description="Number of the ledger entry.")
    created_at: Timestamp = Field(description="When it was written.")
    balance_nanousd: int = Field(description="Balance after the entry, in nano-USD.")
