"""Plan, balance and ledger of an organisation, and the prices of models."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ConfigDict, TypeAdapter

from functions.control_plane.billing.schemas import LedgerEntry, ModelPrice
from functions.control_plane.database.call import fetch_data
from functions.control_plane.database.timestamp import Timestamp


class BillingState(BaseModel):
    """Result of the function ``billing_status``.

    ``month_*`` count from ``month_start``, the start of the calendar month in UTC.
    """

    model_config = ConfigDict(frozen=True)

    plan: str
    plan_since: Timestamp | None
    balance_nanousd: int
    held_nanousd: int
    month_tokens: int
    month_cost_nanousd: int
    month_start: Timestamp


class _PricedModel(BaseModel):
    display_name: str
    state: Literal["active", "disabled"]
    position: int


class _PriceRow(BaseModel):
    model: str
    input_nanousd_per_token: int
    output_nanousd_per_token: int
    router_pool_models: _PricedModel


_PRICES = TypeAdapter(list[_PriceRow])
_PRICE_COLUMNS = (
    "model,input_nanousd_per_token,output_nanousd_per_token,router_pool_models(display_name,state,position)"
)

_ENTRIES = TypeAdapter(list[LedgerEntry])
_COLUMNS = ",".join(LedgerEntry.model_fields)


class BillingRepository:
    """Functions and tables of billing."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def state(self, organization_id: UUID) -> BillingState:
        """Return plan, balance, holds and the month's usage."""
        arguments = {"p_organization_id": str(organization_id)}
        return BillingState.model_validate(await fetch_data(self._database.rpc("billing_status", arguments)))

    async def prices(self, at: datetime) -> list[ModelPrice]:
        """Return the price of each active model at that time, in the order of the catalogue."""
        query = (
            self._database.table("model_prices")
            .select(_PRICE_COLUMNS)
            .lte("effective_from", at.isoformat())
            .order("effective_from")
        )
        newest = {row.model: row for row in _PRICES.validate_python(await fetch_data(query))}
        priced = sorted(newest.values(), key=lambda row: (row.router_pool_models.position, row.model))
        return [
            ModelPrice(
                model=row.model,
                display_name=row.router_pool_models.display_name,
                input_nanousd_per_token=row.input_nanousd_per_token,
                output_nanousd_per_token=row.output_nanousd_per_token,
            )
            for row in priced
            if row.router_pool_models.state == "active"
        ]

    async def ledger(self, organization_id: UUID, *, limit: int, before: int | None) -> list[LedgerEntry]:
        """Return ledger entries older than number ``before``, newest first."""
        query = (
            self._database.table("billing_ledger")
            .select(_COLUMNS)
            .eq("organization_id", str(organization_id))
            .order("id", desc=True)
            .limit(limit)
        )
        if before is not None:
            query = query.lt("id", before)
        return _ENTRIES.validate_python(await fetch_data(query))
