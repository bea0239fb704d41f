"""The Lambda handler of the schedules.

Events are ``{"job": "maintain"}``, every minute, and ``{"job": "reconcile"}``, every night. Any job may be
started twice, late, or while it runs: of each one run at a time does its work. A minute's run that finds
another leaves the work to it; a nightly one waits for it, because ``make reconcile`` may be the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.maintenance.job import QUEUE_LAG, maintain
from functions.usage_rollup.maintenance.token_expiry import publish_token_expiry
from functions.usage_rollup.reconciliation.comparing import PAUSE_SECONDS
from functions.usage_rollup.reconciliation.job import RECONCILE, reconcile
from portal.database.role_token import RoleToken
from portal.jobs import JobAlreadyRuns, JobLeases, exclusive_run
from portal.observability.heartbeats import Heartbeat
from portal.observability.powertools import masked_logger
from portal.usage import CountedQueue

SERVICE = "usage-maintenance"
MAINTAIN: Final = "maintain"
_WAIT_AT_LEAST_LEFT = 600.0
"""A reconciliation waits for another one while more of its time is left than it needs itself, in seconds."""

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class MaintenanceServices:
    ledger: UsageLedger
    queue: CountedQueue
    leases: JobLeases


def maintenance_handler(
    services: MaintenanceServices,
    runner: asyncio.Runner,
    metrics_namespace: str = "",
    *,
    request_log_days: int = 30,
    role_token: RoleToken | None = None,
    pause_seconds: float = PAUSE_SECONDS,
) -> Callable[[dict[str, Any], Any], Counts]:
    """Return the handler, which returns the counts of its job. ``{}`` is an event of ``MAINTAIN``.

    A run writes its heartbeat after it has done all of its work: not if it fails, or leaves the work to
    another run, which then writes it. Every night it is published how long ``role_token`` is still valid.
    With an empty ``metrics_namespace`` no metric is published.
    Before a step of the reconciliation is tried again it waits for ``pause_seconds``.
    """
    logger = masked_logger(SERVICE, __name__)
    heartbeat = Heartbeat(metrics_namespace, SERVICE)

    async def maintain_once() -> Counts:
        try:
            async with exclusive_run(services.leases, MAINTAIN) as run:
                counts = await maintain(
                    services.ledger, services.queue, run, request_log_days=request_log_days
                )
        except JobAlreadyRuns as error:
            logger.info("usage.maintenance_skipped", reason=str(error))
            return {"skipped": 1}
        if metrics_namespace:
            metrics = Metrics(namespace=metrics_namespace, service=SERVICE)
            metrics.add_metric(name=QUEUE_LAG, unit=MetricUnit.Seconds, value=counts[QUEUE_LAG])
            metrics.flush_metrics()
        heartbeat.completed(MAINTAIN, counts)
        return counts

    async def reconcile_once(seconds_left: Callable[[], float]) -> Counts:
        async with exclusive_run(
            services.leases, RECONCILE, may_wait=lambda: seconds_left() > _WAIT_AT_LEAST_LEFT
        ) as run:
            counts = await reconcile(
                services.ledger,
                logger,
                run,
                seconds_left=seconds_left,
                service=SERVICE,
                metrics_namespace=metrics_namespace,
                pause_seconds=pause_seconds,
            )
        heartbeat.completed(RECONCILE, counts)
        return counts

    def handler(event: dict[str, Any], context: Any) -> Counts:
        if event.get("job", MAINTAIN) == RECONCILE:
            if role_token is not None:
                publish_token_expiry(role_token, service=SERVICE, metrics_namespace=metrics_namespace)
            return runner.run(reconcile_once(lambda: _seconds_left(context)))
        return runner.run(maintain_once())

    return handler


def _seconds_left(context: Any) -> float:
    """Return how long Lambda lets the invocation run on; without a context (on one machine) for ever."""
    return float("inf") if context is None else context.get_remaining_time_in_millis() / 1000
