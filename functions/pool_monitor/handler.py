"""The scheduled Lambda handler: logs one line for each router that is down, and writes metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import httpx
from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.pool_monitor.probing import PROBE_SECONDS, MonitoredRouter, ProbeResult, probe_all
from portal.observability.heartbeats import Heartbeat
from portal.observability.powertools import masked_logger

SERVICE = "pool-probe"
"""The metrics' dimension; alarms and the dashboard of ``template.yaml`` name it."""

_NO_KEEP_ALIVE = httpx.Limits(max_keepalive_connections=0)
"""The probe runs once a minute, and routers close idle connections sooner."""

ScheduledHandler = Callable[[dict[str, Any], Any], dict[str, int]]


def probe_handler(
    routers: Sequence[MonitoredRouter], runner: asyncio.Runner, namespace: str
) -> ScheduledHandler:
    """Return the handler, which returns ``{"up", "down"}``. An empty ``namespace`` writes no metrics."""
    logger = masked_logger(SERVICE, __name__)
    heartbeat = Heartbeat(namespace, SERVICE)
    clients: list[httpx.AsyncClient] = []  # the client belongs to the runner's event loop

    async def probe_routers() -> list[ProbeResult]:
        if not clients:
            clients.append(httpx.AsyncClient(timeout=PROBE_SECONDS, trust_env=False, limits=_NO_KEEP_ALIVE))
        return await probe_all(routers, clients[0])

    def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
        results = runner.run(probe_routers())
        failed = [result for result in results if result.failure is not None]
        for result in failed:
            logger.error("router.probe_failed", router=result.url, pools=result.pools, reason=result.failure)
        counts = {"up": len(results) - len(failed), "down": len(failed)}
        if namespace:
            metrics = Metrics(namespace=namespace, service=SERVICE)
            for name, count in counts.items():
                metrics.add_metric(name=f"routers_{name}", unit=MetricUnit.Count, value=count)
            metrics.flush_metrics()
        heartbeat.completed("probe", counts)
        return counts

    return handler
