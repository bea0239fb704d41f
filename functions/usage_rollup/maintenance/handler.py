"""The Lambda handler of the schedules.

Events are ``{"job": "maintain"}``, every minute, and ``{"job": "reconcile"}``, every night.
Any job may run twice, late, or at the same time as itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.maintenance.job import maintain
from functions.usage_rollup.maintenance.token_expiry import publish_token_expiry
from functions.usage_rollup.reconciliation.job import reconcile
from portal.database.role_token import RoleToken
from portal.observability.heartbeats import Heartbeat, Job
from portal.observability.powertools import masked_logger

SERVICE = "usage-maintenance"
DEFAULT_JOB: Job = "maintain"

Counts = dict[str, int]


def maintenance_handler(
    ledger: UsageLedger,
    runner: asyncio.Runner,
    metrics_namespace: str = "",
    *,
    request_log_days: int = 30,
    role_token: RoleToken | None = None,
) -> Callable[[dict[str, Any], Any], Counts]:
    """Return the handler, which returns the counts of its job. ``{}`` is an event of ``DEFAULT_JOB``.

    Each job that ends without an error writes its heartbeat. Every night it is published how long
    ``role_token`` is still valid. With an empty ``metrics_namespace`` no metric is published.
    """
    logger = masked_logger(SERVICE, __name__)
    heartbeat = Heartbeat(metrics_namespace, SERVICE)
    jobs: dict[Job, Callable[[], Coroutine[Any, Any, Counts]]] = {
        "maintain": lambda: maintain(ledger, request_log_days=request_log_days),
        "reconcile": lambda: reconcile(ledger, logger, service=SERVICE, metrics_namespace=metrics_namespace),
    }

    def handler(event: dict[str, Any], context: Any) -> Counts:  # noqa: ARG001 (Lambda's signature)
        job: Job = event.get("job", DEFAULT_JOB)
        if role_token is not None and job == "reconcile":
            publish_token_expiry(role_token, service=SERVICE, metrics_namespace=metrics_namespace)
        counts = runner.run(jobs[job]())
        heartbeat.completed(job, counts)
        return counts

    return handler
