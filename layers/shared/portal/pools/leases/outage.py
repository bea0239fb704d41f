"""An outage of the lease store: requests leave it alone for a while, and operators are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import orjson

from portal.observability.emf import MetricBlock
from portal.observability.log_lines import Write, to_stdout
from portal.web.elapsed import elapsed_seconds

COOLDOWN_SECONDS = 5.0
"""How long each process limits sessions by itself after a call of the store failed or was too slow."""


class LeaseOutageLog:
    """Writes one line per cooldown. ``metrics`` makes a CloudWatch metric of ``session_leases_unavailable``
    by ``service``.
    """

    def __init__(
        self, service: str, *, metrics: MetricBlock | None = None, write: Write | None = None
    ) -> None:
        self._service = service
        self._metrics = metrics
        self._write = write or to_stdout

    def __call__(self, reason: str) -> None:
        line = {
            "level": "ERROR",
            "timestamp": datetime.now(UTC),
            "message": "leases.unavailable",
            "reason": reason,
            "service": self._service,
            "session_leases_unavailable": 1,
        }
        if self._metrics is not None:
            line["_aws"] = self._metrics.stamp()
        self._write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def lease_outages(namespace: str) -> MetricBlock:
    """Return the metrics of ``LeaseOutageLog``."""
    return MetricBlock(namespace, [["service"]], {"session_leases_unavailable": "Count"})


class LeaseOutage:
    """Whether the store is left alone. ``report`` is told why, once per cooldown."""

    def __init__(self, report: Callable[[str], None], clock: Callable[[], float] = elapsed_seconds) -> None:
        self._report = report
        self._clock = clock
        self._ends_at = float("-inf")

    @property
    def is_active(self) -> bool:
        return self._clock() < self._ends_at

    def begin(self, reason: str) -> None:
        if not self.is_active:
            self._report(reason)
        self._ends_at = self._clock() + COOLDOWN_SECONDS
