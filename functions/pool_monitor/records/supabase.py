"""The pool monitor's records in Supabase: each method calls one function of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from postgrest import AsyncPostgrestClient
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from functions.pool_monitor.assessment import RequestBucket
from functions.pool_monitor.records import ConfiguredTarget, PoolMinute
from portal.database import translated
from portal.errors import DatabaseUnavailable, PortalError

CALL_SECONDS = 1.5
_FAILURES = ("unreachable", "rejected", "timed_out", "interrupted", "no_text")


class _Outcomes(BaseModel):
    """One bucket of ``recent_target_outcomes``."""

    target: str
    bucket: AwareDatetime
    ok: int = 0
    busy: int = 0
    unreachable: int = 0
    rejected: int = 0
    timed_out: int = 0
    interrupted: int = 0
    no_text: int = 0
    ttft_ms: tuple[float, ...] = ()

    def requests(self) -> RequestBucket:
        failures = {name: count for name in _FAILURES if (count := getattr(self, name))}
        return RequestBucket(self.target, self.bucket.timestamp(), self.ok, self.busy, failures, self.ttft_ms)


_OUTCOMES = TypeAdapter(list[_Outcomes])


class SupabasePoolRecords:
    """Implements PoolRecords. ``database`` acts as the role of the pool monitor."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def sync_targets(self, targets: Sequence[ConfiguredTarget]) -> None:
        await self._call("sync_router_targets", {"p_targets": [asdict(target) for target in targets]})

    async def recent_requests(self, since: datetime) -> Sequence[RequestBucket]:
        rows = await self._call("recent_target_outcomes", {"p_since": since.isoformat()})
        try:
            return [row.requests() for row in _OUTCOMES.validate_python(rows)]
        except ValidationError as error:
            raise DatabaseUnavailable("recent_target_outcomes returned an unexpected value.") from error

    async def record_minutes(self, minutes: Sequence[PoolMinute]) -> None:
        rows = [{**asdict(each), "minute": each.minute.isoformat()} for each in minutes]
        await self._call("record_pool_health", {"p_minutes": rows})

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        try:
            with translated():
                return (await self._database.rpc(function, arguments).execute()).data
        except DatabaseUnavailable:
            raise
        except PortalError as error:
            raise DatabaseUnavailable(f"{function}: {error.__cause__!r}") from error
