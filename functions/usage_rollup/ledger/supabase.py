"""The books in Supabase: one function of the database for each operation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from postgrest import AsyncPostgrestClient
from pydantic import ValidationError

from functions.usage_rollup.ledger import EventsRefused, Recording
from functions.usage_rollup.maintenance.reconciliation import CreditBooks, HourBooks
from portal.database import translated
from portal.errors import Conflict, DatabaseUnavailable, InvalidRequest, PortalError, ResourceNotFound
from portal.usage import UsageEvent


class SupabaseLedger:
    """``database`` speaks with a secret key; the functions are nobody else's."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def record(self, events: Sequence[UsageEvent]) -> Recording:
        answer = await self._call("record_usage", {"p_events": orjson.loads(orjson.dumps(events))})
        try:
            return Recording.model_validate(answer)
        except ValidationError as error:
            raise DatabaseUnavailable(f"record_usage answered something else: {answer!r}") from error

    async def reap(self) -> int:
        return _count(await self._call("reap_usage", {}), "abandoned")

    async def refund_retries(self, back: timedelta = timedelta(hours=1)) -> int:
        arguments = {"p_back": f"{back.total_seconds():.0f} seconds"}
        return _count(await self._call("refund_retries", arguments), "refunded")

    async def reconcile(self, hour: datetime) -> HourBooks:
        answer = await self._call("reconcile_usage", {"p_hour": hour.isoformat()})
        if isinstance(answer, dict):
            # The embedded server writes times that pydantic does not read; which hour was asked is known.
            answer = answer | {"hour": hour}
        try:
            return HourBooks.model_validate(answer)
        except ValidationError as error:
            raise DatabaseUnavailable(f"reconcile_usage answered something else: {answer!r}") from error

    async def reconcile_credit(self, after: str | None) -> CreditBooks:
        answer = await self._call("reconcile_credit", {"p_after": after})
        try:
            return CreditBooks.model_validate(answer)
        except ValidationError as error:
            raise DatabaseUnavailable(f"reconcile_credit answered something else: {answer!r}") from error

    async def forget_answers(self) -> int:
        return _count(await self._call("forget_answers", {}), "forgotten")

    async def forget_request_logs(self, days: int) -> int:
        return _count(await self._call("forget_request_logs", {"p_days": days}), "forgotten")

    async def open_partitions(self) -> int:
        return _count(await self._call("open_usage_partitions", {}), "opened")

    async def roll_up(self) -> int:
        return _count(await self._call("roll_up_usage", {}), "days")

    async def _call(self, function: str, arguments: dict[str, Any]) -> Any:
        try:
            with translated():
                return (await self._database.rpc(function, arguments).execute()).data
        except (InvalidRequest, Conflict, ResourceNotFound) as error:
            raise EventsRefused(f"{function}: {error.__cause__!r}") from error
        except PortalError as error:
            # Whatever it is, nothing is known to be written: the events come back.
            raise DatabaseUnavailable(f"{function}: {error.__cause__!r}") from error


def _count(answer: Any, name: str) -> int:
    if isinstance(answer, dict) and isinstance(answer.get(name), int):
        return int(answer[name])
    raise DatabaseUnavailable(f"an answer without {name}: {answer!r}")
