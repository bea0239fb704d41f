"""``AwsTransport`` for the start of a process, before an event loop runs: its calls block."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

import httpx

from portal.connections.aws import AwsUnreachable
from portal.web.tls import client_context

Result = TypeVar("Result")


class BlockingAwsTransport:
    """Sends over one httpx client. A call that waits for something else cannot run over it.

    ``timeout_seconds`` bounds each wait for the network, not the call.
    """

    def __init__(self, *, connect_seconds: float, trust_env: bool) -> None:
        self._connect_seconds = connect_seconds
        self._http = httpx.Client(verify=client_context(), trust_env=trust_env)

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout_seconds: float,
        repeatable: bool = False,  # noqa: ARG002 (no connection is idle for long)
    ) -> tuple[int, bytes]:
        return self._send("POST", url, headers, body, timeout_seconds)

    async def get(self, url: str, headers: Mapping[str, str], *, timeout_seconds: float) -> tuple[int, bytes]:
        return self._send("GET", url, headers, None, timeout_seconds)

    async def close(self) -> None:
        self._http.close()

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
    ) -> tuple[int, bytes]:
        timeout = httpx.Timeout(seconds, connect=self._connect_seconds)
        try:
            response = self._http.request(method, url, headers=dict(headers), content=body, timeout=timeout)
        except (httpx.HTTPError, OSError) as error:
            raise AwsUnreachable(f"{type(error).__name__}: {error}") from error
        return response.status_code, response.content


def result_of(call: Coroutine[Any, Any, Result]) -> Result:
    """Return the result of a call over ``BlockingAwsTransport``, which ends without an event loop."""
    try:
        call.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    call.close()
    raise RuntimeError("the call waits for an event loop")
