"""The pool monitor's process: ``python -m local.monitor``, until it is terminated."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

from local.monitor.schedule import run_invocations
from local.processes.readable_log import configure_logging
from local.supabase.role_tokens import acting_as
from portal.database.roles import DatabaseRole

configure_logging(os.environ.get("PORTAL_LOG_LEVEL") or "INFO")

with acting_as(DatabaseRole.POOL_MONITOR):
    from functions.pool_monitor.settings import PoolMonitorSettings

    _settings = PoolMonitorSettings()

from functions.pool_monitor.invocation import open_invocation  # noqa: E402 (logs are configured before)
from functions.pool_monitor.wiring import open_collaborators  # noqa: E402

log = logging.getLogger(__name__)


async def main() -> None:
    """Run invocations until SIGTERM or SIGINT; the running one then hands its lease over."""
    collaborators = open_collaborators(_settings)
    running = asyncio.create_task(run_invocations(lambda: open_invocation(collaborators).run()))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    await asyncio.wait([running])
    for close in collaborators.close:
        await close()
    log.info("pool_monitor.stopped")


if __name__ == "__main__":
    asyncio.run(main())
