"""The nightly job: reconcile, log every difference, and publish their number as a metric."""

from __future__ import annotations

from datetime import UTC, datetime

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.usage_rollup.ledger import UsageLedger
from functions.usage_rollup.reconciliation.comparing import compare_credit, compare_hours
from functions.usage_rollup.reconciliation.totals import differences, totals


async def reconcile(
    ledger: UsageLedger, logger: Logger, *, service: str, metrics_namespace: str
) -> dict[str, int]:
    """Return the totals. With an empty ``metrics_namespace`` no metric is published."""
    hours = [hour async for hour in compare_hours(ledger, datetime.now(UTC))]
    credit = [page async for page in compare_credit(ledger)]
    for hour, difference in differences(hours, credit):
        fields = difference.model_dump(exclude_none=True)
        if hour is not None:
            fields["hour"] = hour.isoformat()
        logger.error("usage.difference_found", **fields)
    counts = totals(hours, credit)
    if metrics_namespace:
        metrics = Metrics(namespace=metrics_namespace, service=service)
        metrics.add_metric(
            name="reconciliation_differences", unit=MetricUnit.Count, value=counts["differences"]
        )
        metrics.flush_metrics()
    return counts
