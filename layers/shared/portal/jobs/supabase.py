"""Leases of jobs in the database."""

from __future__ import annotations

import uuid
from typing import Any

from postgrest import AsyncPostgrestClient

from portal.database import translated
from portal.errors import DatabaseUnavailable, PortalError


class SupabaseJobLeases:
    """``JobLeases`` in the table ``job_leases``."""

    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def acquire(self, job: str, run_id: uuid.UUID, seconds: float) -> bool:
        arguments = {"p_job": job, "p_run_id": str(run_id), "p_seconds": seconds}
        return await self._call("acquire_job_lease", arguments)

    async def release(self, job: str, run_id: uuid.UUID) -> None:
        await self._call("release_job_lease", {"p_job": job, "p_run_id": str(run_id)})

    async def _call(self, function: str, arguments: dict[str, Any]) -> bool:
        try:
            with translated():
                result: Any = (await self._database.rpc(function, arguments).execute()).data
        except PortalError as error:
            raise DatabaseUnavailable(f"{function}: {error.__cause__!r}") from error
        if not isinstance(result, bool):
            raise DatabaseUnavailable(f"{function} returned an unexpected value: {result!r}")
        return result
