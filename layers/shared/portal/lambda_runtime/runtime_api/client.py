"""The calls of the Runtime API."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from portal.lambda_runtime.runtime_api import http1
from portal.lambda_runtime.runtime_api.error_report import ErrorReport
from portal.lambda_runtime.runtime_api.event import InvocationEvent
from portal.lambda_runtime.runtime_api.response_stream import ResponseStream

log = logging.getLogger(__name__)

_ROOT = "/2018-06-01/runtime"
_ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"


class RuntimeApiError(Exception):
    """The Runtime API returned a status after which the process can only exit."""


class RuntimeApi:
    """``address`` is host:port. Every call opens a connection of its own, so none outlives a freeze."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def next(self) -> InvocationEvent:
        """Wait for the next event, without limit. Raises OSError, RuntimeApiError."""
        response = await http1.send_request(self._address, "GET", f"{_ROOT}/invocation/next")
        if response.status != 200:
            raise RuntimeApiError(f"next returned status {response.status}: {response.body[:500]!r}")
        return InvocationEvent.parse(response.headers, response.body)

    def response_stream(self, event: InvocationEvent) -> ResponseStream:
        """Return the response to ``event``, not yet opened."""
        path = f"{_ROOT}/invocation/{event.request_id}/response"
        return ResponseStream(self._address, path, event.response_headers)

    async def report_invocation_error(self, event: InvocationEvent, report: ErrorReport) -> None:
        """Report that ``event`` failed; only allowed before the first byte of its response."""
        await self._report(f"invocation/{event.request_id}/error", report, event.response_headers)

    async def report_init_error(self, report: ErrorReport) -> None:
        await self._report("init/error", report)

    async def restore_next(self) -> None:
        """Return after the restore from the snapshot. Raises OSError, RuntimeApiError."""
        response = await http1.send_request(self._address, "GET", f"{_ROOT}/restore/next")
        if response.status != 200:
            raise RuntimeApiError(f"restore/next returned status {response.status}")

    async def report_restore_error(self, report: ErrorReport) -> None:
        await self._report("restore/error", report)

    async def _report(self, path: str, report: ErrorReport, headers: Mapping[str, str] | None = None) -> None:
        """Send an error report; log it if the Runtime API does not accept it."""
        sent = {"Content-Type": "application/json", _ERROR_TYPE: report.type, **(headers or {})}
        try:
            response = await http1.send_request(self._address, "POST", f"{_ROOT}/{path}", sent, report.body())
        except OSError as error:
            log.warning("runtime.report_lost: %s: %s", path, error)
            return
        if response.status != 202:
            log.warning("runtime.report_rejected: %s returned status %d", path, response.status)
