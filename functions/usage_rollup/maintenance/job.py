"""The job of every minute: keep the ledger up to date and delete what has expired."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from functions.usage_rollup.ledger import UsageLedger
from portal.jobs import JobRun
from portal.usage import CountedQueue, QueueDepth, QueueUnavailable

log = logging.getLogger(__name__)

QUEUE_LAG = "queue_lag_seconds"
"""The count that says how many seconds ago the time is up to which the queue has been worked off."""

STEP_SECONDS = 20.0
"""How long a step is repeated while it finds more to do. The rest is left to the next minute."""


async def maintain(
    ledger: UsageLedger,
    queue: CountedQueue,
    run: JobRun,
    *,
    request_log_days: int,
    clock: Callable[[], float] = time.time,
) -> dict[str, int]:
    """Return how many rows each step changed, by step, and ``QUEUE_LAG``.

    One call of a step changes a bounded number of rows, so each is repeated until it finds none, for
    ``STEP_SECONDS`` of ``clock``. Raises DatabaseUnavailable; QueueUnavailable at the end, after all steps:
    requests are not abandoned as long as nobody can tell what the queue holds.
    """
    depth, failure = await _depth(queue)
    lag = await ledger.observe_queue(depth)
    steps: dict[str, Callable[[], Awaitable[int]]] = {
        "abandoned": ledger.mark_abandoned,
        "days_rolled_up": ledger.roll_up,
        "stored_responses_deleted": ledger.delete_stored_responses,
        "request_logs_deleted": lambda: ledger.delete_request_logs(request_log_days),
        "refusals_deleted": ledger.delete_refusals,
        "pool_health_deleted": ledger.delete_pool_health,
        # Last: it may have to wait for a lock, and it has three months to succeed.
        "partitions_opened": ledger.open_partitions,
    }
    counts = {QUEUE_LAG: lag}
    for name, step in steps.items():
        counts[name] = 0
        started_at = clock()
        while 0 <= clock() - started_at < STEP_SECONDS:
            await run.extend()
            changed = await step()
            counts[name] += changed
            if not changed:
                break
    if failure is not None:
        raise failure
    return counts


async def _depth(queue: CountedQueue) -> tuple[QueueDepth | None, QueueUnavailable | None]:
    try:
        return await queue.depth(), None
    except QueueUnavailable as error:
        log.warning("usage.queue_not_counted: %s", error)
        return None, error
