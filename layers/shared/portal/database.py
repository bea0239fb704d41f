"""The one data client: postgrest, the data half of supabase-py, over an HTTP client of its own.

Its own, because a client that also signs people in rewrites its ``Authorization`` and would send the next
call under somebody's session (reference: unkey-supabase B1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from postgrest import APIError, AsyncPostgrestClient

from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    InvalidSession,
    PortalError,
    ResourceNotFound,
)
from portal.web.tls import client_context

CONNECT_SECONDS = 1.0
CALL_SECONDS = 1.5
"""The longest silence on one call, unless told otherwise; calls are never repeated by the client."""

_CONNECTIONS = httpx.Limits(max_connections=20, max_keepalive_connections=20)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_TOKEN_REFUSED = frozenset({"PGRST301", "PGRST302", "PGRST303"})
_NO_ROW = "PGRST116"
_UNIQUE_VIOLATION = "23505"
_FOREIGN_KEY_VIOLATION = "23503"
_VALUE_FAULTS = ("22", "23")
_OUT_OF_SERVICE = ("08", "5", "PGRST00")
"""SQLSTATE classes of connection, resources and intervention; PostgREST's own; a proxy's HTTP status."""


def connect(
    url: str, key: str, *, user_token: str | None = None, call_seconds: float = CALL_SECONDS
) -> AsyncPostgrestClient:
    """Return a client of the project at ``url``; nothing is sent before its first call.

    ``key`` is a secret key (role service_role) or the publishable one. With ``user_token`` every call is made
    as that user, under row-level security. Close it with ``aclose()``.
    """
    http = httpx.AsyncClient(
        verify=client_context(),
        timeout=httpx.Timeout(call_seconds, connect=CONNECT_SECONDS),
        limits=_CONNECTIONS,
        trust_env=httpx.URL(url).host not in _LOOPBACK,  # a proxy cannot reach this machine's own servers
    )
    return AsyncPostgrestClient(
        f"{url.rstrip('/')}/rest/v1",
        headers={"apikey": key, "Authorization": f"Bearer {user_token or key}"},
        http_client=http,
        retry_enabled=False,
    )


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the client raises inside the block into an error of ``portal.errors``."""
    try:
        yield
    except APIError as error:
        raise refusal(error) from error
    except httpx.HTTPError as error:
        raise DatabaseUnavailable("The service's records cannot be reached right now.") from error


def refusal(error: APIError) -> PortalError:
    """Return what the database's answer means to a customer. Its text may name tables, so it stays out."""
    code = str(error.code or "")
    if code == _UNIQUE_VIOLATION:
        return Conflict("This already exists.")
    if code in {_NO_ROW, _FOREIGN_KEY_VIOLATION}:
        return ResourceNotFound("There is no such thing, or it is not yours.")
    if code in _TOKEN_REFUSED:
        return InvalidSession("The session is not valid, or has expired. Sign in again.")
    if _is_sqlstate(code) and code.startswith(_VALUE_FAULTS):
        return InvalidRequest("A value is outside of what can be stored.")
    if code.startswith(_OUT_OF_SERVICE):
        return DatabaseUnavailable("The service's records cannot be reached right now.")
    return InternalError("Something went wrong on our side.")


def _is_sqlstate(code: str) -> bool:
    return len(code) == 5
