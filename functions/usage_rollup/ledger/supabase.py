"""The usage ledger in Supabase: each method calls one function of the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from functions.usage_rollup.ledger import (
    NOTHING_RECORDED,
    EventsNotRecorded,
    EventsRefused,
    RecordResult,
)
from functions.usage_rollup.ledger.comparison import CreditComparison, HourComparison, RequestComparison
from functions.usage_rollup.ledger.encoded_call import call_encoded
from portal.database import EXPECTS_NOTHING, translated
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    PortalError,
    ResourceNotFound,
)
from portal.usage import QueueDepth, Refused, UsageEvent
from supabase import AsyncClient

_Model = TypeVar("_Model", bound=BaseModel)


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

    async def observe_batch(self, recorded: int, oldest_seconds: float) -> None:
        arguments = {"p_recorded": recorded, "p_oldest_seconds": oldest_seconds}
        with _translated("observe_usage_batch"):
            call = self._database.rpc("observe_usage_batch", arguments)
            call.request.headers["Prefer"] = EXPECTS_NOTHING
            await call.execute()

    async def observe_queue(self, depth: QueueDepth | None) -> int:
        arguments = {
            "p_waiting": None if depth is None else depth.waiting,
            "p_in_flight": None if depth is None else depth.in_flight,
        }
        return _count(await self._call("observe_usage_queue", arguments), "lag_seconds")

    async def mark_abandoned(self) -> int:
        return _count(await self._call("reap_usage", {}), "abandoned")

    async def reconcile_hour(self, hour: datetime) -> HourComparison:
        result = await self._call("reconcile_hour", {"p_hour": hour.isoformat()})
        if isinstance(result, dict):
            # The embedded server formats times in a way that pydantic cannot parse; the hour is known anyway.
            result = result | {"hour": hour}
        return _parsed(HourComparison, "reconcile_hour", result)

    async def reconcile_requests(self, since: datetime, after: str | None, limit: int) -> RequestComparison:
        arguments = {"p_from": since.isoformat(), "p_after": after, "p_requests": limit}
        result = await self._call("reconcile_requests", arguments)
        return _parsed(RequestComparison, "reconcile_requests", result)

    async def reconcile_credit(self, after: str | None, limit: int) -> CreditComparison:
        result = await self._call("reconcile_credit", {"p_after": after, "p_limit": limit})
        return _parsed(CreditComparison, "reconcile_credit", result)

    async def delete_stored_responses(self) -> int:
        return _count(await self._call("delete_expired_responses", {}), "deleted")

    async def delete_request_logs(self, days: int) -> int:
        return _count(await self._call("delete_old_request_logs", {"p_days": days}), "deleted")

    async def delete_refusals(self) -> int:
        return _count(await self._call("delete_old_refusals", {}), "deleted")

    async def delete_pool_health(self) -> int:
        return _count(await self._call("delete_old_pool_health", {}), "deleted")

    async def open_partitions(self) -> int:
        return _count(await self._call("open_usage_partitions", {}), "opened")

    async def roll_up(self) -> int:
        return _count(await self._call("roll_up_usage", {}), "days")

    async def _record(self, function: str, events: Sequence[UsageEvent]) -> RecordResult:
        arguments = orjson.dumps({"p_events": events})
        with _translated(function, EventsNotRecorded):
            result = await call_encoded(self._database.postgrest, function, arguments)
        try:
            return RecordResult.model_validate_json(result)
        except ValidationError as error:
            raise DatabaseUnavailable(f"{function} returned an unexpected value: {result!r}") from error

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        with _translated(function):
            return (await self._database.rpc(function, arguments).execute()).data


@contextmanager
def _translated(function: str, answered: type[Exception] = DatabaseUnavailable) -> Iterator[None]:
    """Turn errors of the database into EventsRefused, ``answered`` or DatabaseUnavailable.

    ``answered`` is for errors that tell neither that the database is away nor that an event is at fault.
    """
    try:
        with translated():
            yield
    except (InvalidRequest, Conflict, ResourceNotFound) as error:
        raise EventsRefused(f"{function}: {error.__cause__!r}") from error
    except InternalError as error:
        raise answered(f"{function}: {error.__cause__!r}") from error
    except PortalError as error:
        # For any other error it is unknown whether anything was written: the events are delivered again.
        raise DatabaseUnavailable(f"{function}: {error.__cause__!r}") from error


def _parsed(model: type[_Model], function: str, result: Any) -> _Model:
    try:
        return model.model_validate(result)
    except ValidationError as error:
        raise DatabaseUnavailable(f"{function} returned an unexpected value: {result!r}") from error


def _count(result: Any, name: str) -> int:
    if isinstance(result, dict) and isinstance(result.get(name), int):
        return int(result[name])
    raise DatabaseUnavailable(f"The database returned a result without {name!r}: {result!r}")
