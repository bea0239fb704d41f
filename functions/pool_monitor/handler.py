"""What Lambda calls to probe the routers: one log line for each that is down, two metrics for all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.pool_monitor.probing import PROBE_SECONDS, Probe, Router, probe_all
from functions.usage_rollup.ingest.handler import Handler

SERVICE = "pool-probe"


def probe_handler(routers: Sequence[Router], runner: asyncio.Runner, namespace: str) -> Handler:
    """Return the handler, which answers ``{"up", "down"}``. An empty ``namespace`` measures nothing."""
    logger = Logger(service=SERVICE, logger_name=__name__)
    http: list[httpx.AsyncClient] = []  # made within the loop that lives as long as the environment

    async def probes() -> list[Probe]:
        if not http:
            http.append(httpx.AsyncClient(timeout=PROBE_SECONDS, trust_env=False))
        return await probe_all(routers, http[0])

    def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
        found = runner.run(probes())
        down = [probe for probe in found if probe.fault is not None]
        for probe in down:
            logger.error("pool.router_down", router=probe.url, pools=probe.pools, reason=probe.fault)
        told = {"up": len(found) - len(down), "down": len(down)}
        if namespace:
            metrics = Metrics(namespace=namespace, service=SERVICE)
            for name, count in told.items():
                metrics.add_metric(name=f"routers_{name}", unit=MetricUnit.Count, value=count)
            metrics.flush_metrics()
        return told

    return handler
