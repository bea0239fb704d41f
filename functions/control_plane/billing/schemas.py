"""Plans, what an organisation has of its own, and every movement of its money."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from functions.control_plane.accounts.schemas import PlanLimit
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.usage.schemas import Allowance


class Plan(BaseModel):
    """What an organisation may use."""

    id: str = Field(description="Id of the plan.", examples=["free"])
    display_name: str = Field(description="What pages call it.", examples=["Free"])
    description: str = Field(description="What it is for, in a sentence.")
    limits: list[PlanLimit] = Field(description="How many requests, shortest window first.")
    monthly_tokens: int | None = Field(
        description="Prompt and completion tokens in a calendar month (UTC); null: no such quota."
    )
    concurrent_streams: int | None = Field(description="Streams at a time; null: no such limit.")
    models: list[str] | None = Field(description="Models that may be used; null: all.")
    charging: Literal["allowance", "prepaid"] = Field(
        description="allowance: usage costs nothing within the limits; prepaid: each request takes its price "
        "from the balance."
    )
    current: bool = Field(description="Whether the organisation is on it.")


class PlanList(BaseModel):
    """The plans that are offered, and the one the organisation is on."""

    data: list[Plan] = Field(description="In the order in which pages show them.")


class TokenQuota(BaseModel):
    """A month's tokens."""

    limit: int | None = Field(description="How many the plan has; null: no quota.")
    used: int = Field(
        description="Prompt and completion tokens of the month so far, less those of "
        "failures and of repeated requests."
    )
    month_start: Timestamp = Field(description="Since when they count.")


class ModelPrice(BaseModel):
    """What a model's tokens cost now."""

    model: str = Field(description="The model.", examples=["oss-20b"])
    display_name: str = Field(description="What pages call it.", examples=["OSS 20B"])
    input_nanousd_per_token: int = Field(
        description="Nano-USD for each prompt token: 1,000 are 1 USD per million tokens.", examples=[50]
    )
    output_nanousd_per_token: int = Field(description="Nano-USD for each completion token.", examples=[200])


class Billing(BaseModel):
    """Plan, allowance and balance of the organisation."""

    plan: Plan = Field(description="The plan in force.")
    plan_since: Timestamp | None = Field(description="Since when; null: it was never chosen.")
    balance_nanousd: int = Field(
        description="Sum of the ledger in nano-USD (1 USD is 1,000,000,000).", examples=[0]
    )
    held_nanousd: int = Field(
        description="What requests under way may still cost, in nano-USD. On a prepaid plan requests are "
        "refused while the balance is no more than this.",
        examples=[0],
    )
    month_cost_nanousd: int = Field(description="Price of this calendar month's usage (UTC), in nano-USD.")
    tokens: TokenQuota = Field(description="Where the month's tokens stand.")
    allowance: list[Allowance] = Field(description="Where each limit stands now, shortest window first.")
    plans: list[Plan] = Field(description="What `/portal/plans` lists.")
    prices: list[ModelPrice] = Field(
        description="What a request let in now costs on a prepaid plan, by model; models that are switched "
        "off are left out."
    )


class LedgerEntry(BaseModel):
    """One movement of money. Entries are never changed or removed."""

    id: int = Field(description="Number of the entry.")
    kind: Literal["usage", "credit", "refund", "adjustment"] = Field(
        description="usage: a request; credit: paid or granted; refund: given back; adjustment: by hand."
    )
    amount_nanousd: int = Field(description="Nano-USD; negative takes from the balance.")
    source_id: str = Field(
        description="What it is for: the request of usage and refunds, else the payment or grant."
    )
    reason: str = Field(description="Why, where somebody decided; may be empty.")
    occurred_at: Timestamp = Field(description="When what it is for happened.")
    created_at: Timestamp = Field(description="When it was written.")


class LedgerPage(BaseModel):
    """A page of the ledger."""

    data: list[LedgerEntry] = Field(description="Newest first.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: nothing is older.")
