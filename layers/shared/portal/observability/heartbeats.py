"""Heartbeats of scheduled jobs: a metric that a job writes only after it has done all of its work.

Lambda's own metrics count invocations of a function. One function may have several jobs, and an invocation
may end without having done its job. Each heartbeat has an alarm in ``template.yaml`` that treats a missing
one as a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from portal.observability.emf import MetricBlock
from portal.observability.log_lines import Write, write_line

Job = Literal["probe", "maintain", "reconcile", "key-upkeep"]

METRIC = "job_runs"


class Heartbeat:
    """Writes the heartbeat of the jobs of one ``service``. With an empty ``namespace`` it writes nothing."""

    def __init__(self, namespace: str, service: str, *, write: Write | None = None) -> None:
        self._block = MetricBlock(namespace, [["service", "job"]], {METRIC: "Count"}) if namespace else None
        self._service = service
        self._write = write

    def completed(self, job: Job, counts: Mapping[str, int]) -> None:
        """Say that one run of ``job`` is complete. ``counts`` of what it did are in the same line."""
        if self._block is None:
            return
        write_line(
            {
                "level": "INFO",
                "message": "job.completed",
                "service": self._service,
                "job": job,
                METRIC: 1,
                "counts": dict(counts),
                "_aws": self._block.stamp(),
            },
            self._write,
        )
