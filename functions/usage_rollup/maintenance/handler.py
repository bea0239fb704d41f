"""What Lambda calls on a schedule: ``{"job": "upkeep"}`` every minute, ``{"job": "reconcile"}`` every night.

Every job may run twice, late and beside itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.usage_rollup.ingest.handler import Handler
from functions.usage_rollup.ledger import Ledger
from functions.usage_rollup.maintenance.reconciliation import (
    CreditBooks,
    Difference,
    HourBooks,
    reconcile,
    reconcile_credit,
)

SERVICE = "usage-upkeep"
DEFAULT_JOB = "upkeep"

Counts = dict[str, int]

_SUMMED_HOURS = (
    "requests",
    "settled",
    "abandoned",
    "in_flight",
    "router_tokens",
    "router_tokens_estimated",
    "estimated_tokens",
    "cost_nanousd",
)
_SUMMED_CREDIT = ("organizations", "balance_nanousd", "held_nanousd")


def upkeep_handler(
    ledger: Ledger, runner: asyncio.Runner, namespace: str = "", *, request_log_days: int = 30
) -> Handler:
    """Return the handler, which answers how much was done. An empty ``namespace`` measures nothing."""
    logger = Logger(service=SERVICE, logger_name=__name__)

    async def upkeep() -> Counts:
        """Close the forgotten, refund retries, roll up, forget what is old, and make room ahead."""
        return {
            "abandoned": await ledger.reap(),
            "refunded": await ledger.refund_retries(),
            "days": await ledger.roll_up(),
            "forgotten": await ledger.forget_answers(),
            "logs_forgotten": await ledger.forget_request_logs(request_log_days),
            # Last: it may have to wait for a lock, and there are three months to do it.
            "partitions": await ledger.open_partitions(),
        }

    async def reconciliation() -> Counts:
        """Compare the books, after retries that were told of late; every difference is a line of the log."""
        await ledger.refund_retries(timedelta(hours=25))
        hours = [hour async for hour in reconcile(ledger, datetime.now(UTC))]
        credit = [page async for page in reconcile_credit(ledger)]
        for hour, difference in differences(hours, credit):
            told = difference.model_dump(exclude_none=True)
            logger.error(
                "usage.books_differ", **(told if hour is None else told | {"hour": hour.isoformat()})
            )
        counts = totals(hours, credit)
        if namespace:
            metrics = Metrics(namespace=namespace, service=SERVICE)
            metrics.add_metric(name="book_differences", unit=MetricUnit.Count, value=counts["differences"])
            metrics.flush_metrics()
        return counts

    jobs: dict[str, Callable[[], Awaitable[Counts]]] = {
        DEFAULT_JOB: upkeep,
        "reconcile": reconciliation,
    }

    def handler(event: dict[str, Any], context: Any) -> Counts:  # noqa: ARG001 (Lambda's signature)
        return runner.run(_awaited(jobs[event.get("job", DEFAULT_JOB)]))

    return handler


def differences(
    hours: list[HourBooks], credit: list[CreditBooks]
) -> Iterator[tuple[datetime | None, Difference]]:
    """Yield every difference that is listed, with its hour where it has one."""
    for hour in hours:
        for difference in hour.first:
            yield hour.hour, difference
    for page in credit:
        for difference in page.differences:
            yield None, difference


def totals(hours: list[HourBooks], credit: list[CreditBooks]) -> Counts:
    """Return the sums over ``hours`` and ``credit``, and how many differences there are in all."""
    return (
        {name: sum(getattr(hour, name) for hour in hours) for name in _SUMMED_HOURS}
        | {name: sum(getattr(page, name) for page in credit) for name in _SUMMED_CREDIT}
        | {
            "differences": sum(hour.differences for hour in hours)
            + sum(len(page.differences) for page in credit)
        }
    )


async def _awaited(job: Callable[[], Awaitable[Counts]]) -> Counts:
    return await job()
