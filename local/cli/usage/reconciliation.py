"""``usage reconcile``: compare usage events, ledger, rollups, balances and holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TextIO

from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.reconciliation.comparing import ReconcilableLedger, compare_credit, compare_hours
from functions.usage_rollup.reconciliation.totals import differences, totals
from local.cli.progress import ProgressBar, no_progress
from local.cli.usage.errors import DifferencesFound, UsageFailed
from local.stack.addresses import Addresses
from portal.database.supabase_client import close_supabase, open_supabase
from portal.errors import DatabaseUnavailable

_CALL_SECONDS = 60.0


def run_reconciliation(servers: Addresses, days: int, out: TextIO, progress: ProgressBar) -> None:
    """Reconcile the last ``days`` in the database. Raises DifferencesFound, UsageFailed."""

    async def run() -> int:
        database = open_supabase(
            servers.supabase_url, servers.supabase_secret_key, call_seconds=_CALL_SECONDS
        )
        try:
            return await print_reconciliation(SupabaseLedger(database), days, out, progress)
        finally:
            await close_supabase(database)

    try:
        count = asyncio.run(run())
    except DatabaseUnavailable as error:
        raise UsageFailed(f"The database at {servers.supabase_url} cannot be read: {error}") from error
    if count:
        raise DifferencesFound(f"Reconciliation found {count} differences.")


async def print_reconciliation(
    ledger: ReconcilableLedger, days: int, out: TextIO, progress: ProgressBar = no_progress
) -> int:
    """Write every difference and the sums to ``out``; return the number of differences."""
    hours = []
    with progress("Hours", 24 * days + 1) as advance:
        async for hour in compare_hours(ledger, datetime.now(UTC), days):
            hours.append(hour)
            advance(1)
    credit = [page async for page in compare_credit(ledger)]
    for start, difference in differences(hours, credit):
        scope = "credit" if start is None else f"{start:%Y-%m-%d %H:00}"
        print(f"{scope:17}{difference.model_dump_json(exclude_none=True)}", file=out)
    sums = totals(hours, credit)
    for name, value in sums.items():
        print(f"{name.replace('_', ' '):24}{value:>20,}", file=out)
    return sums["differences"]
