"""The serving history from Supabase: one call of the function ``model_status``."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

from portal.database import translated
from portal.errors import DatabaseUnavailable
from portal.pool_health.history import ServingHistory, ServingWindow

FETCH_SECONDS = 1.0


class _Model(BaseModel):
    """One entry of the JSON that the SQL function returns."""

    alias: str
    last_30_minutes: ServingWindow
    last_24_hours: ServingWindow
    last_30_days: ServingWindow

    def history(self) -> ServingHistory:
        return ServingHistory(self.last_30_minutes, self.last_24_hours, self.last_30_days)


_MODELS = TypeAdapter(list[_Model])


class SupabaseServingHistory:
    """``database`` acts as a role that may execute the function."""

    def __init__(self, database: AsyncPostgrestClient, *, timeout_seconds: float = FETCH_SECONDS) -> None:
        self._database = database
        self._timeout_seconds = timeout_seconds

    async def fetch(self) -> Mapping[str, ServingHistory]:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                with translated():
                    response = await self._database.rpc("model_status", {}).execute()
            return {model.alias: model.history() for model in _MODELS.validate_python(response.data)}
        except TimeoutError as error:
            raise DatabaseUnavailable("The serving history was not read in time.") from error
        except ValidationError as error:
            raise DatabaseUnavailable("The serving history has an unexpected format.") from error
