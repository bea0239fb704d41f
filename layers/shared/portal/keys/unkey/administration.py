"""Calls of Unkey's SDK: one retry at most, and its errors translated to ``portal.errors``."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from unkey.py import Unkey
from unkey.py.errors import NoResponseError, UnkeyError

from portal.connections.httpx_client import open_client
from portal.errors import Conflict, InternalError, KeyServiceUnavailable, PortalError, ResourceNotFound
from portal.keys.unkey import BASE_URL, KEEP_ALIVE_SECONDS, REPEATABLE_OPERATIONS
from portal.web.tls import client_context

log = logging.getLogger(__name__)

CALL_SECONDS = 5.0
"""The longest one administrative call may take."""

_Result = TypeVar("_Result")


class UnkeyAdministration:
    """The SDK client, for one event loop and the life of the process (docs/protocols/unkey.md, "SDK client").

    The SDK's own retries are off: it would repeat a creation for ten seconds (docs/protocols/unkey.md,
    "Retries and timeouts").
    """

    def __init__(
        self,
        root_key: str,
        *,
        base_url: str = BASE_URL,
        timeout_seconds: float = CALL_SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        # Otherwise the SDK creates two more contexts.
        verify = tls or client_context()
        self._http = open_client(
            base_url,
            timeout=timeout_seconds,
            keep_alive_seconds=KEEP_ALIVE_SECONDS,
            repeatable=REPEATABLE_OPERATIONS,
            tls=verify,
        )
        self._unused = httpx.Client(verify=verify)
        self.sdk = Unkey(
            root_key=root_key,
            server_url=base_url.rstrip("/"),
            client=self._unused,
            async_client=self._http,
            retry_config=None,
            timeout_ms=int(timeout_seconds * 1000),
        )

    async def call(self, operation: Callable[[], Awaitable[_Result]]) -> _Result:
        """Run ``operation``, and a second time if it could not connect, because nothing has happened then.

        Raises ResourceNotFound (404), Conflict (409), InternalError (400, 412, 422: our mistake) and
        KeyServiceUnavailable (everything else). The vendor's exception is not chained, because it may quote a
        response, and with it a secret.
        """
        try:
            return await _retry_connecting(operation)
        except UnkeyError as error:
            failure = _failure(error.status_code)
            _log(type(error).__name__, error.status_code)
        except (httpx.HTTPError, NoResponseError) as error:
            failure = KeyServiceUnavailable("Keys cannot be changed right now.", hint="Try again shortly.")
            _log(type(error).__name__, None)
        raise failure

    async def close(self) -> None:
        await self._http.aclose()
        self._unused.close()


async def _retry_connecting(operation: Callable[[], Awaitable[_Result]]) -> _Result:
    try:
        return await operation()
    except httpx.ConnectError:
        return await operation()


def _failure(status: int) -> PortalError:
    """Return the error for a status.

    Not for the SDK's class: that depends on the content type as well (docs/protocols/unkey.md, "Errors").
    """
    match status:
        case 404:
            return ResourceNotFound("The key service has no such object.")
        case 409:
            return Conflict("This already exists at the key service.")
        case 400 | 412 | 413 | 422:
            return InternalError("Something went wrong on our side.")
        case _:
            return KeyServiceUnavailable("Keys cannot be changed right now.", hint="Try again shortly.")


def _log(kind: str, status: int | None) -> None:
    expected = status in {404, 409}
    log.log(
        logging.DEBUG if expected else logging.ERROR,
        "keys.administration_failed",
        extra={"kind": kind, "status": status},
    )
