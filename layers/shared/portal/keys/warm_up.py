"""What was counted before this process began: a restart gives no organisation its quota back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, ValidationError

from portal.database import translated
from portal.errors import PortalError
from portal.keys import refusal
from portal.keys.records import KeyRecord, KeyRecords
from portal.keys.sliding_window import Meter, SlidingWindows


class RequestHistory(Protocol):
    async def count(self, organization_id: str, start: float, end: float) -> int:
        """Return how many requests were admitted in [start, end), unix seconds on whole hours.

        Raises KeyServiceUnavailable.
        """
        ...


class WarmUpRecords:
    """``KeyRecords`` that fills ``windows`` from the records when it first sees an organisation.

    Key limits are left out: their windows are over before anybody has restarted anything.
    """

    def __init__(
        self,
        records: KeyRecords,
        past: RequestHistory,
        windows: SlidingWindows,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._records = records
        self._past = past
        self._windows = windows
        self._clock = clock
        self._recalled: set[str] = set()

    async def find(self, secret_hash: str) -> KeyRecord | None:
        record = await self._records.find(secret_hash)
        if record is not None and record.organization_id not in self._recalled:
            meters = [meter for meter in record.meters if meter.scope == "organization"]
            await asyncio.gather(*(self._recall(record.organization_id, meter) for meter in meters))
            self._recalled.add(record.organization_id)
        return record

    async def _recall(self, organization_id: str, meter: Meter) -> None:
        now = self._clock()
        began = now // meter.seconds * meter.seconds
        current, previous = await asyncio.gather(
            self._past.count(organization_id, began, began + meter.seconds),
            self._past.count(organization_id, began - meter.seconds, began),
        )
        self._windows.recall(meter, now, current=current, previous=previous)


class _Totals(BaseModel):
    requests: int


class _Summary(BaseModel):
    totals: _Totals


class SupabaseRequestHistory:
    """``RequestHistory`` from the usage rollups, by the function ``usage_summary``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def count(self, organization_id: str, start: float, end: float) -> int:
        arguments: dict[str, Any] = {
            "p_organization_id": organization_id,
            "p_from": datetime.fromtimestamp(start, UTC).isoformat(),
            "p_to": datetime.fromtimestamp(end, UTC).isoformat(),
        }
        try:
            with translated():
                answer = await self._database.rpc("usage_summary", arguments).execute()
            return _Summary.model_validate(answer.data).totals.requests
        except (PortalError, ValidationError) as error:
            raise refusal.no_decision() from error
