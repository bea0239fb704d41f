"""Schemas of plans, billing and the ledger."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.usage.allowance import Allowance, PlanLimit


class Plan(BaseModel):
    """A plan: limits, models and charging."""

    id: str = Field(description="Id of the plan.", examples=["free"])
    display_name: str = Field(description="Name for display.", examples=["Free"])
    description: str = Field(description="One sentence about the plan.")
    limits: list[PlanLimit] = Field(description="Limits on requests, shortest window first.")
    monthly_tokens: int | None = Field(
        description="Quota of prompt and completion tokens per calendar month (UTC); null: no quota."
    )
    concurrent_streams: int | None = Field(description="Maximum concurrent streams; null: no limit.")
    models: list[str] | None = Field(description="Aliases of the included models; null: all.")
    charging: Literal["allowance", "prepaid"] = Field(
        description="allowance: usage within the limits is free; prepaid: the price of each request is "
        "deducted from the balance."
    )
    per_person: bool = Field(
        description="Whether every limit counts all organisations on the plan that one person created."
    )
    current: bool = Field(description="Whether it is the organisation's plan.")


class PlanList(BaseModel):
    """The offered plans and the organisation's own."""

    data: list[Plan] = Field(description="Plans in display order.")


class TokenQuota(BaseModel):
    """The monthly token quota and its use."""

    limit: int | None = Field(description="The plan's quota; null: no quota.")
    used: int = Field(
        description="Prompt and completion tokens since `month_start`, without failed requests and retries."
    )
    month_start: Timestamp = Field(description="Start of the calendar month.")


class ModelPrice(BaseModel):
    """Current price of a model."""

    model: str = Field(description="Alias of the model.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.", examples=["OSS 20B"])
    input_nanousd_per_token: int = Field(
        description="Nano-USD per prompt token: 1,000 are 1 USD per million tokens.", examples=[50]
    )
    output_nanousd_per_token: int = Field(description="Nano-USD per completion token.", examples=[200])


class Billing(BaseModel):
    """Plan, allowance and balance of the organisation."""

    plan: Plan = Field(description="The current plan.")
    plan_since: Timestamp | None = Field(description="When the plan was chosen; null if it never was.")
    balance_nanousd: int = Field(
        description="Sum of the ledger in nano-USD (1 USD is 1,000,000,000).", examples=[0]
    )
    held_nanousd: int = Field(
        description="Sum of the holds for running requests, in nano-USD. On a prepaid plan, requests are "
        "refused while the balance is not above this.",
        examples=[0],
    )
    month_cost_nanousd: int = Field(description="Price of this calendar month's usage (UTC), in nano-USD.")
    tokens: TokenQuota = Field(description="The monthly token quota.")
    allowance: list[Allowance] = Field(description="How much of each limit is used, shortest window first.")
    plans: list[Plan] = Field(description="The plans that `/portal/plans` lists.")
    prices: list[ModelPrice] = Field(description="Current prices of active models on a prepaid plan.")


class LedgerEntry(BaseModel):
    """An entry of the ledger. Entries are never changed or removed."""

    id: int = Field(description="Number of the entry.")
    kind: Literal["usage", "credit", "adjustment"] = Field(
        description="usage: a request; credit: paid or granted; adjustment: manual."
    )
    amount_nanousd: int = Field(description="Amount in nano-USD; negative amounts reduce the balance.")
    source_id: str = Field(
        description="Id of its source: the request for usage, otherwise the payment or grant."
    )
    reason: str = Field(description="Reason of a manual entry; may be empty.")
    occurred_at: Timestamp = Field(description="When the source happened.")
    created_at: Timestamp = Field(description="When the entry was written.")


class LedgerPage(BaseModel):
    """A page of the ledger."""

    data: list[LedgerEntry] = Field(description="Entries, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )
