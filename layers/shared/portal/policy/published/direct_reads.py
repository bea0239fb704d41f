"""Reports that an environment read the policy from the database, because what is published did not serve."""

from __future__ import annotations

import logging
from typing import Literal

from portal.observability.emf import MetricBlock
from portal.observability.log_lines import Write, write_line

log = logging.getLogger(__name__)

DirectReadReason = Literal[
    "table_unavailable",
    "nothing_published",
    "read_in_the_future",
    "too_old",
    "missing_body",
    "unreadable_body",
]

METRIC = "policy_direct_reads"


class DirectReads:
    """One line for each direct read, which is one refresh of an environment and not one request.

    With a ``namespace`` the line carries the metric ``policy_direct_reads`` of ``service``; without one it is
    a warning of the log.
    """

    def __init__(self, namespace: str = "", service: str = "", *, write: Write | None = None) -> None:
        self._block = MetricBlock(namespace, [["service"]], {METRIC: "Count"}) if namespace else None
        self._service = service
        self._write = write

    def read_directly(self, reason: DirectReadReason, detail: str) -> None:
        if self._block is None:
            log.warning("policy.read_directly", extra={"reason": reason, "detail": detail})
            return
        fields = {
            "level": "WARNING",
            "message": "policy.read_directly",
            "reason": reason,
            "detail": detail,
            "service": self._service,
            METRIC: 1,
        }
        write_line({**fields, "_aws": self._block.stamp()}, self._write)
