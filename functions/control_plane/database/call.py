"""Send one request to the database and translate its errors."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from portal.database import translated
from portal.errors import DatabaseUnavailable, InvalidSession

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
    except (InvalidSession, TimeoutError) as error:
        # These calls carry our secret key, not the caller's session: signing in again would not help.
        raise DatabaseUnavailable("The service's records cannot be reached right now.") from error


async def fetch_data(request: _DatabaseRequest) -> Any:
    """Return the rows that ``request`` selects or changes, or the result of the function that it calls."""
    return (await execute(request)).data
