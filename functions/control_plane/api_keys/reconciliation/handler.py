"""The Lambda handler of the key upkeep's schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from functions.control_plane.api_keys.reconciliation.reconciliation import KeyReconciliation
from portal.observability.heartbeats import Heartbeat

SERVICE = "key-upkeep"
"""A dimension of its metric; its alarm and the dashboard of ``template.yaml`` name it."""


def key_upkeep_handler(
    open_reconciliation: Callable[[], KeyReconciliation],
    runner: asyncio.Runner,
    metrics_namespace: str = "",
) -> Callable[[dict[str, Any], Any], dict[str, int]]:
    """Return the handler, which returns the counts of its run: keys seen, deleted, changed and so on.

    ``open_reconciliation`` is called once, in the runner's event loop, to which its connections belong. A run
    without an error writes its heartbeat; with an empty ``metrics_namespace`` it writes none.
    """
    heartbeat = Heartbeat(metrics_namespace, SERVICE)
    opened: list[KeyReconciliation] = []

    async def reconcile() -> dict[str, int]:
        if not opened:
            opened.append(open_reconciliation())
        return asdict(await opened[0].run())

    def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
        counts = runner.run(reconcile())
        heartbeat.completed("key-upkeep", counts)
        return counts

    return handler
