"""Send one request to the database and translate its errors."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from postgrest import AsyncPostgrestClient

from portal.database import EXPECTS_NOTHING, translated
from portal.errors import DatabaseUnavailable

MAX_SECONDS = 3.0
"""The longest that one call may take, also of a database that keeps sending."""


class _DatabaseResponse(Protocol):
    data: Any
    count: int | None


class _DatabaseRequest(Protocol):
    async def execute(self) -> Any: ...


async def execute(request: _DatabaseRequest) -> _DatabaseResponse:
    """Send ``request`` and return the response.

    Raises an error of ``portal.errors``; DatabaseUnavailable within 3 s.
    """
    try:
        async with asyncio.timeout(MAX_SECONDS):
            with translated():
                response: _DatabaseResponse = await request.execute()
                return response
    except TimeoutError as error:
        raise DatabaseUnavailable("The service's records cannot be reached right now.") from error


async def fetch_data(request: _DatabaseRequest) -> Any:
    """Return the rows that ``request`` selects or changes, or the result of the function that it calls."""
    return (await execute(request)).data


async def fetch_rows(request: _DatabaseRequest, *columns: str) -> list[dict[str, Any]]:
    """Return the rows that ``request`` selects.

    Raises DatabaseUnavailable if the answer is no list of rows that have ``columns``.
    """
    rows = await fetch_data(request)
    if not (isinstance(rows, list) and all(isinstance(row, dict) and {*columns} <= {*row} for row in rows)):
        raise DatabaseUnavailable("The service's records cannot be reached right now.")
    return rows


async def call_void_function(database: AsyncPostgrestClient, name: str, arguments: dict[str, Any]) -> None:
    """Call a function that returns ``void``: PostgREST answers it with an empty body."""
    call = database.rpc(name, arguments)
    call.request.headers["Prefer"] = EXPECTS_NOTHING
    await execute(call)
