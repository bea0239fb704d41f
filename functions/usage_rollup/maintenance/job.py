"""The job of every minute: keep the ledger up to date and delete what has expired."""

from __future__ import annotations

from functions.usage_rollup.ledger import UsageLedger


async def maintain(ledger: UsageLedger, *, request_log_days: int) -> dict[str, int]:
    """Return how many rows each step changed, by step."""
    return {
        "abandoned": await ledger.mark_abandoned(),
        "days_rolled_up": await ledger.roll_up(),
        "stored_responses_deleted": await ledger.delete_stored_responses(),
        "request_logs_deleted": await ledger.delete_request_logs(request_log_days),
        "refusals_deleted": await ledger.delete_refusals(),
        # Last: it may have to wait for a lock, and it has three months to succeed.
        "partitions_opened": await ledger.open_partitions(),
    }
