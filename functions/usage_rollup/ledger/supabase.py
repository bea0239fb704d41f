"""The usage ledger in Supabase: each method calls one function of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError

from functions.usage_rollup.ledger import NOTHING_RECORDED, EventsRefused, RecordResult
from functions.usage_rollup.ledger.comparison import CreditComparison, HourComparison
from functions.usage_rollup.ledger.encoded_call import call_encoded
from portal.database import translated
from portal.errors import Conflict, DatabaseUnavailable, InvalidRequest, PortalError, ResourceNotFound
from portal.usage import Refused, UsageEvent
from supabase import AsyncClient


class SupabaseLedger:
    """``database`` acts as the role of the ingest or of the rollup; each may execute its own functions."""

    def __init__(self, database: AsyncClient) -> None:
        self._database = database

    async def record(self, events: Sequence[UsageEvent]) -> RecordResult:
        refused = [event for event in events if isinstance(event, Refused)]
        if not refused:
            return await self._record("record_usage", events)
        admitted = [event for event in events if not isinstance(event, Refused)]
        # Refusals come second: what costs money does not wait for them.
        usage = await self._record("record_usage", admitted) if admitted else NOTHING_RECORDED
        return usage + await self._record("record_refusals", refused)

    async def mark_abandoned(self) -> int:
        return _count(await self._call("reap_usage", {}), "abandoned")

    async def reconcile(self, hour: datetime) -> HourComparison:
        result = await self._call("reconcile_usage", {"p_hour": hour.isoformat()})
        if isinstance(result, dict):
            # The embedded server formats times in a way that pydantic cannot parse; the hour is known anyway.
            result = result | {"hour": hour}
        try:
            return HourComparison.model_validate(result)
        except ValidationError as error:
            raise DatabaseUnavailable(f"reconcile_usage returned an unexpected value: {result!r}") from error

    async def reconcile_credit(self, after: str | None) -> CreditComparison:
        result = await self._call("reconcile_credit", {"p_after": after})
        try:
            return CreditComparison.model_validate(result)
        except ValidationError as error:
            raise DatabaseUnavailable(f"reconcile_credit returned an unexpected value: {result!r}") from error

    async def delete_stored_responses(self) -> int:
        return _count(await self._call("delete_expired_responses", {}), "deleted")

    async def delete_request_logs(self, days: int) -> int:
        return _count(await self._call("delete_old_request_logs", {"p_days": days}), "deleted")

    async def delete_refusals(self) -> int:
        return _count(await self._call("delete_old_refusals", {}), "deleted")

    async def open_partitions(self) -> int:
        return _count(await self._call("open_usage_partitions", {}), "opened")

    async def roll_up(self) -> int:
        return _count(await self._call("roll_up_usage", {}), "days")

    async def _record(self, function: str, events: Sequence[UsageEvent]) -> RecordResult:
        arguments = orjson.dumps({"p_events": events})
        with _translated(function):
            result = await call_encoded(self._database.postgrest, function, arguments)
        try:
            return RecordResult.model_validate_json(result)
        except ValidationError as error:
            raise DatabaseUnavailable(f"{function} returned an unexpected value: {result!r}") from error

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        with _translated(function):
            return (await self._database.rpc(function, arguments).execute()).data


@contextmanager
def _translated(function: str) -> Iterator[None]:
    """Turn errors of the database into EventsRefused, or DatabaseUnavailable."""
    try:
        with translated():
            yield
    except (InvalidRequest, Conflict, ResourceNotFound) as error:
        raise EventsRefused(f"{function}: {error.__cause__!r}") from error
    except PortalError as error:
        # For any other error it is unknown whether anything was written: the events are delivered again.
        raise DatabaseUnavailable(f"{function}: {error.__cause__!r}") from error


def _count(result: Any, name: str) -> int:
    if isinstance(result, dict) and isinstance(result.get(name), int):
        return int(result[name])
    raise DatabaseUnavailable(f"The database returned a result without {name!r}: {result!r}")
