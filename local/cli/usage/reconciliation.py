"""``usage reconcile``: compare usage events, ledger, rollups, balances and holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TextIO

from functions.usage_rollup.ledger.comparison import HourComparison
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.reconciliation.comparing import ReconcilableLedger, compare
from functions.usage_rollup.reconciliation.job import RECONCILE
from functions.usage_rollup.reconciliation.totals import Totals, listed_differences
from local.cli.database_access import DatabaseAccess
from local.cli.progress import ProgressBar, no_progress
from local.cli.usage.errors import DifferencesFound, UsageFailed
from portal.database.supabase_client import close_supabase, open_supabase
from portal.errors import DatabaseUnavailable
from portal.jobs import JobAlreadyRuns, JobLeases, exclusive_run
from portal.jobs.supabase import SupabaseJobLeases

_CALL_SECONDS = 20.0


def run_reconciliation(access: DatabaseAccess, days: int, out: TextIO, progress: ProgressBar) -> None:
    """Reconcile the last ``days`` in the database. Raises DifferencesFound, UsageFailed."""

    async def run() -> int:
        database = open_supabase(access.url, access.secret_key, call_seconds=_CALL_SECONDS)
        try:
            leases = SupabaseJobLeases(database.postgrest)
            return await print_reconciliation(SupabaseLedger(database), leases, days, out, progress)
        finally:
            await close_supabase(database)

    try:
        count = asyncio.run(run())
    except JobAlreadyRuns as error:
        raise UsageFailed("A reconciliation is running already: wait for it to end.") from error
    except DatabaseUnavailable as error:
        raise UsageFailed(f"The database at {access.url} cannot be read: {error}") from error
    if count:
        raise DifferencesFound(f"Reconciliation found {count} differences.")


async def print_reconciliation(
    ledger: ReconcilableLedger,
    leases: JobLeases,
    days: int,
    out: TextIO,
    progress: ProgressBar = no_progress,
) -> int:
    """Write every difference and the sums to ``out``; return the number of differences.

    Raises JobAlreadyRuns, DatabaseUnavailable.
    """
    totals = Totals()
    with progress("Hours", 24 * days + 1) as advance:
        async with exclusive_run(leases, RECONCILE) as run:
            async for comparison in compare(ledger, datetime.now(UTC), days):
                totals.add(comparison)
                for start, difference in listed_differences(comparison):
                    scope = "" if start is None else f"{start:%Y-%m-%d %H:00}"
                    print(f"{scope:17}{difference.model_dump_json(exclude_none=True)}", file=out)
                if isinstance(comparison, HourComparison):
                    advance(1)
                await run.extend()
    for name, value in totals.counts.items():
        print(f"{name.replace('_', ' '):24}{value:>20,}", file=out)
    return totals.counts["differences"]
