"""The nightly job: reconcile, log every difference, and publish their number as a metric."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.ledger.comparison import CreditComparison
from functions.usage_rollup.reconciliation.comparing import PAUSE_SECONDS, compare
from functions.usage_rollup.reconciliation.totals import Totals, listed_differences
from portal.jobs import JobRun

RECONCILE: Final = "reconcile"
"""Name of the job: in the schedule's event, and of its lease, which ``make reconcile`` takes too."""

STEP_SECONDS = 75.0
"""What one step may take at most, its repetitions included. With less time left none is begun."""


class ReconciliationUnfinished(RuntimeError):
    """The time of the invocation ended before everything was compared."""


async def reconcile(
    ledger: UsageLedger,
    logger: Logger,
    run: JobRun,
    *,
    seconds_left: Callable[[], float],
    service: str,
    metrics_namespace: str,
    pause_seconds: float = PAUSE_SECONDS,
) -> dict[str, int]:
    """Return the totals. With an empty ``metrics_namespace`` no metric is published.

    Differences are logged as they are found. Their number is published also by a run that fails, if there are
    any; 0 only by a run that compared everything, since it ends the alarm. Raises ReconciliationUnfinished,
    which fails the invocation; JobAlreadyRuns, DatabaseUnavailable.
    """
    totals = Totals()
    is_complete = False
    try:
        async for comparison in compare(ledger, datetime.now(UTC), pause_seconds=pause_seconds):
            totals.add(comparison)
            for hour, difference in listed_differences(comparison):
                fields = difference.model_dump(exclude_none=True)
                if hour is not None:
                    fields["hour"] = hour.isoformat()
                logger.error("usage.difference_found", **fields)
            await run.extend()
            is_last = isinstance(comparison, CreditComparison) and comparison.next is None
            if seconds_left() < STEP_SECONDS and not is_last:
                raise ReconciliationUnfinished(
                    f"After {totals.counts['compared']} requests the time was up. Run `make reconcile`."
                )
        is_complete = True
    finally:
        found = totals.counts["differences"]
        if metrics_namespace and (is_complete or found):
            metrics = Metrics(namespace=metrics_namespace, service=service)
            metrics.add_metric(name="reconciliation_differences", unit=MetricUnit.Count, value=found)
            metrics.flush_metrics()
    return totals.counts
