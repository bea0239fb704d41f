"""The Lambda handler of the schedules.

Events are ``{"job": "maintain"}``, every minute, and ``{"job": "reconcile"}``, every night.
Any job may run twice, late, or at the same time as itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aws_lambda_powertools import Logger

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.maintenance.job import maintain
from functions.usage_rollup.maintenance.token_expiry import publish_token_expiry
from functions.usage_rollup.reconciliation.job import reconcile
from portal.database.role_token import RoleToken

SERVICE = "usage-maintenance"
DEFAULT_JOB = "maintain"

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

    With an empty ``metrics_namespace`` no metric is published. Every night it is published how long
    ``role_token`` is still valid.
    """
    logger = Logger(service=SERVICE, logger_name=__name__)
    jobs: dict[str, Callable[[], Coroutine[Any, Any, Counts]]] = {
        "maintain": lambda: maintain(ledger, request_log_days=request_log_days),
        "reconcile": lambda: reconcile(ledger, logger, service=SERVICE, metrics_namespace=metrics_namespace),
    }

    def handler(event: dict[str, Any], context: Any) -> Counts:  # noqa: ARG001 (Lambda's signature)
        job = event.get("job", DEFAULT_JOB)
        if role_token is not None and job == "reconcile":
            publish_token_expiry(role_token, service=SERVICE, metrics_namespace=metrics_namespace)
        return runner.run(jobs[job]())

    return handler
