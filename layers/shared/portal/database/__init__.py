"""The database client of the APIs: postgrest, the data part of supabase-py, with an HTTP client of its own.

The whole supabase-py client is in ``supabase_client``, for functions whose start nobody waits for. Its
methods that sign users in rewrite its ``Authorization`` and would send later calls under a user's session
(docs/protocols/supabase.md, "Data client").
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import orjson
from postgrest import APIError, AsyncPostgrestClient

from portal.connections.httpx_client import open_client
from portal.database.refused_access import SQLSTATE_CHARACTERS, log_refused_access
from portal.database.repeatable import REPEATABLE_FUNCTIONS
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    PortalError,
    ResourceNotFound,
)

CONNECT_SECONDS = 1.0
EXPECTS_NOTHING = "return=minimal"
"""The ``Prefer`` of a call whose answer may be empty. Of any other call an empty answer is none."""

CALL_SECONDS = 1.5
"""Default timeout of a call. A call is sent again only where ``portal.connections`` says so."""

KEEP_ALIVE_SECONDS = 30.0
"""Less than any proxy before a project keeps an idle connection (docs/protocols/connections.md)."""

_NO_ROW = "PGRST116"
_UNIQUE_VIOLATION = "23505"
_FOREIGN_KEY_VIOLATION = "23503"
_INVALID_VALUE = ("22", "23")
_UNAVAILABLE = ("08", "25", "26", "28", "3D", "40", "5", "XX", "PGRST00")
"""Prefixes of codes that another try may not get: PostgREST's own for connections, and SQLSTATE classes.

08 connection, 25 and 26 read-only failover and poolers, 28 and 3D a database that starts or moved, 40
deadlock, 5x resources and intervention, XX PostgreSQL itself.
Source: docs/protocols/supabase.md, "PostgREST errors".
"""

_POSTGREST = "PGRST"
_UNREACHABLE = "The service's records cannot be reached right now."


def connect(
    url: str, key: str, *, token: str | None = None, call_seconds: float = CALL_SECONDS
) -> AsyncPostgrestClient:
    """Return a client of the Supabase project at ``url``; it connects at its first call.

    ``key`` is the publishable key, and every call runs as the role or user of ``token``. An operator's secret
    key needs no token: its role is service_role. ``call_seconds`` is the timeout of a call. Close it with
    ``aclose()``.
    """
    return AsyncPostgrestClient(
        f"{url.rstrip('/')}/rest/v1",
        headers={"apikey": key, "Authorization": f"Bearer {token or key}"},
        http_client=open_http(url, call_seconds),
        retry_enabled=False,
    )


def open_http(url: str, call_seconds: float = CALL_SECONDS) -> httpx.AsyncClient:
    """Return an HTTP client for the Supabase project at ``url``, with this project's timeouts and limits."""
    return open_client(
        url,
        timeout=httpx.Timeout(call_seconds, connect=CONNECT_SECONDS),
        keep_alive_seconds=KEEP_ALIVE_SECONDS,
        repeatable=REPEATABLE_FUNCTIONS,
        event_hooks={"response": [_require_answer]},
    )


async def _require_answer(response: httpx.Response) -> None:
    """Raise httpx.DecodingError for a success that is not an answer of PostgREST.

    postgrest returns such a body as text and an empty one as an empty list: a proxy's page or a cut-off
    answer would be taken for "no such row".
    """
    if not response.is_success or response.request.method == "HEAD":
        return
    body = await response.aread()
    if not body and EXPECTS_NOTHING in response.request.headers.get("prefer", ""):
        return
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise httpx.DecodingError("The answer is not JSON.", request=response.request) from error


@contextmanager
def translated() -> Iterator[None]:
    """Translate exceptions of the client inside the block into errors of ``portal.errors``."""
    try:
        yield
    except APIError as error:
        raise translate(error) from error
    except httpx.HTTPError as error:
        raise DatabaseUnavailable(_UNREACHABLE) from error


def translate(error: APIError) -> PortalError:
    """Return the error that customers receive for ``error``. Its own text may name tables and is dropped."""
    code = str(error.code or "")
    if code == _UNIQUE_VIOLATION:
        return Conflict("This already exists.")
    if code in {_NO_ROW, _FOREIGN_KEY_VIOLATION}:
        return ResourceNotFound("The resource does not exist, or you have no access to it.")
    if log_refused_access(error):
        return DatabaseUnavailable(_UNREACHABLE)
    is_sqlstate = len(code) == SQLSTATE_CHARACTERS
    if is_sqlstate and code.startswith(_INVALID_VALUE):
        return InvalidRequest("A value is out of range.")
    # Anything else is no error of PostgREST or PostgreSQL, but of a proxy before them.
    if not (is_sqlstate or code.startswith(_POSTGREST)) or code.startswith(_UNAVAILABLE):
        return DatabaseUnavailable(_UNREACHABLE)
    return InternalError("Something went wrong on our side.")
