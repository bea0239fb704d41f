"""The scheduled Lambda handler: one invocation of the monitor, a minute long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from functions.pool_monitor.invocation import MonitorCollaborators, open_invocation

MonitorHandler = Callable[[dict[str, Any], Any], dict[str, int]]


def monitor_handler(
    open_collaborators: Callable[[], MonitorCollaborators], runner: asyncio.Runner
) -> MonitorHandler:
    """Return the handler, which returns the counts of its last report.

    The collaborators are opened by the first invocation, on the runner's event loop, and kept.
    """
    opened: list[MonitorCollaborators] = []

    async def invoke() -> dict[str, int]:
        if not opened:
            opened.append(open_collaborators())
        return await open_invocation(opened[0]).run()

    def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
        return runner.run(invoke())

    return handler
