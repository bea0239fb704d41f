"""One call of the database, with its errors in our words."""

from __future__ import annotations

from typing import Any, Protocol

from portal.database import translated
from portal.errors import DatabaseUnavailable, InvalidSession


class _Answer(Protocol):
    data: Any
    count: int | None


class _Request(Protocol):
    async def execute(self) -> Any: ...


async def answer_of(request: _Request) -> _Answer:
    """Send ``request``. Raises an error of ``portal.errors``, DatabaseUnavailable within 3 s."""
    try:
        with translated():
            answer: _Answer = await request.execute()
            return answer
    except InvalidSession as error:
        # These calls carry our key, not the caller's session: the customer cannot mend it by signing in.
        raise DatabaseUnavailable("The service's records cannot be reached right now.") from error


async def rows_of(request: _Request) -> Any:
    return (await answer_of(request)).data
