"""The results of a reconciliation, as the database returns them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, NonNegativeInt


class Difference(BaseModel):
    """Two records that differ. ``expected`` is derived from the requests, ``found`` is the other record.

    For rollups both are [requests, settled, abandoned, prompt tokens, completion tokens, nano-USD, errors,
    disconnected clients], for hours followed by the tokens that count towards no quota. For a balance
    ``expected`` is the sum of its ledger, for a hold that of the requests in flight.
    """

    difference: str
    request_id: str | None = None
    organization_id: str | None = None
    model: str | None = None
    key_id: str | None = None
    expected: Any = None
    found: Any = None


class HourComparison(BaseModel):
    """One hour (UTC) of admissions beside its rollups. ``first`` holds at most a hundred of the
    ``differences``.

    Once nothing is in flight, ``requests`` equals ``settled`` + ``abandoned``. Routers counted
    ``router_tokens``, and ``router_tokens_estimated`` is our estimate for the same requests;
    ``estimated_tokens`` are of the requests that no router counted.
    """

    hour: datetime
    requests: NonNegativeInt
    settled: NonNegativeInt
    abandoned: NonNegativeInt
    in_flight: NonNegativeInt
    router_tokens: NonNegativeInt
    router_tokens_estimated: NonNegativeInt
    estimated_tokens: NonNegativeInt
    cost_nanousd: int
    differences: NonNegativeInt
    first: list[Difference]


class RequestComparison(BaseModel):
    """One page of requests beside their ledger entries. ``first`` holds at most a hundred of the
    ``differences``; ``next`` is the cursor of the next page, None on the last.
    """

    compared: NonNegativeInt
    differences: NonNegativeInt
    first: list[Difference]
    next: str | None


class CreditComparison(BaseModel):
    """The sums of one page of organisations. ``next`` is the cursor of the next page, None on the last."""

    organizations: NonNegativeInt
    balance_nanousd: int
    held_nanousd: int
    differences: list[Difference]
    next: str | None


Comparison = HourComparison | RequestComparison | CreditComparison
"""One step of a reconciliation."""
