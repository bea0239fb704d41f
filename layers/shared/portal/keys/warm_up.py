"""Warm-up: counters start from recorded usage, so that a restart does not reset an organisation's quota."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from postgrest import AsyncPostgrestClient
from pydantic import TypeAdapter, ValidationError

from portal.database import translated
from portal.errors import PortalError
from portal.keys import refusal
from portal.keys.records import KeyRecord, KeyRecords
from portal.keys.sliding_window import Meter, SlidingWindows

HOUR_SECONDS = 3_600


class RequestHistory(Protocol):
    async def count(self, organization_id: str, start: float, end: float) -> int:
        """Return how many requests were admitted in [start, end), unix seconds on whole hours.

        Those of the organisation, and of all that count together with it.
        Raises KeyServiceUnavailable.
        """
        ...


class WarmUpRecords:
    """``KeyRecords`` that fills ``windows`` from the history at the first key of each allowance.

    Windows shorter than an hour are left out: they end before a restart is done.
    """

    def __init__(
        self,
        records: KeyRecords,
        history: RequestHistory,
        windows: SlidingWindows,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._records = records
        self._history = history
        self._windows = windows
        self._clock = clock
        self._warmed_up: set[str] = set()

    async def find(self, secret_hash: str) -> KeyRecord | None:
        record = await self._records.find(secret_hash)
        if record is not None and record.allowance_id not in self._warmed_up:
            meters = [m for m in record.meters if m.scope == "organization" and m.seconds % HOUR_SECONDS == 0]
            await asyncio.gather(*(self._warm_up(record.organization_id, meter) for meter in meters))
            self._warmed_up.add(record.allowance_id)
        return record

    async def _warm_up(self, organization_id: str, meter: Meter) -> None:
        now = self._clock()
        start = now // meter.seconds * meter.seconds
        current, previous = await asyncio.gather(
            self._history.count(organization_id, start, start + meter.seconds),
            self._history.count(organization_id, start - meter.seconds, start),
        )
        self._windows.warm_up(meter, now, current=current, previous=previous)


_COUNT = TypeAdapter(int)


class SupabaseRequestHistory:
    """``RequestHistory`` from the usage rollups, by the function ``counted_requests``."""

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
                response = await self._database.rpc("counted_requests", arguments).execute()
            return _COUNT.validate_python(response.data)
        except (PortalError, ValidationError) as error:
            raise refusal.not_verified() from error
