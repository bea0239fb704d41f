"""The Lambda handler of the key upkeep's schedule."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from portal.jobs import JobAlreadyRuns, JobLeases, exclusive_run
from portal.observability.heartbeats import Heartbeat

log = logging.getLogger(__name__)

SERVICE = "key-upkeep"
"""A dimension of its metric; its alarm and the dashboard of ``template.yaml`` name it."""

JOB: Final = "key-upkeep"
"""Name of the job: of its heartbeat and of its lease."""

LEASE_SECONDS = 330.0
"""Longer than Lambda lets a run last (``Timeout`` in ``template.yaml``)."""


@dataclass(frozen=True, slots=True)
class KeyUpkeepServices:
    reconciliation: KeyReconciliation
    leases: JobLeases


def key_upkeep_handler(
    open_services: Callable[[], KeyUpkeepServices],
    runner: asyncio.Runner,
    metrics_namespace: str = "",
) -> Callable[[dict[str, Any], Any], dict[str, int]]:
    """Return the handler, which returns the counts of its run: keys seen, deleted, changed and so on.

    ``open_services`` is called once, in the runner's event loop, to which its connections belong. A run
    without an error writes its heartbeat; with an empty ``metrics_namespace`` it writes none. While another
    run is at it, the handler returns ``{"skipped": 1}`` and writes no heartbeat: the other run does when it
    completes.
    """
    heartbeat = Heartbeat(metrics_namespace, SERVICE)
    opened: list[KeyUpkeepServices] = []

    async def reconcile() -> dict[str, int]:
        if not opened:
            opened.append(open_services())
        services = opened[0]
        try:
            async with exclusive_run(services.leases, JOB, seconds=LEASE_SECONDS):
                counts = asdict(await services.reconciliation.run())
        except JobAlreadyRuns as error:
            log.info("keys.upkeep_skipped: %s", error)
            return {"skipped": 1}
        heartbeat.completed(JOB, counts)
        return counts

    def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
        return runner.run(reconcile())

    return handler
