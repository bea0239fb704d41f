"""The metrics of the monitor: routers that are down, pools near their end, the age of the publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.evidence import Evidence
from functions.pool_monitor.assessment.pools import is_usable
from portal.observability.heartbeats import Heartbeat
from portal.pool_health import PublishedHealth

SERVICE = "pool-monitor"
"""The metrics' dimension; alarms and the dashboard of ``template.yaml`` name it."""


def router_counts(evidence: Evidence) -> dict[str, int]:
    """Return how many routers answer their status probe, and how many have failed it twice in a row."""
    down = sum(len(evidence.failing_statuses(router_id)) >= 2 for router_id in evidence.statuses)
    return {"routers_up": len(evidence.statuses) - down, "routers_down": down}


def pool_counts(targets: Sequence[MonitoredTarget], health: PublishedHealth) -> dict[str, int]:
    """Return how many pools of several targets have one usable left, and how many of all have none.

    Targets that operators drained or disabled are not usable.
    """
    usable: dict[str, int] = {}
    configured: dict[str, int] = {}
    for target in targets:
        configured[target.alias] = configured.get(target.alias, 0) + 1
        is_up = target.weight > 0 and is_usable(health.targets[target.id])
        usable[target.alias] = usable.get(target.alias, 0) + is_up
    return {
        "pools_down_to_one": sum(usable[alias] == 1 and configured[alias] > 1 for alias in configured),
        "pools_without_target": sum(usable[alias] == 0 for alias in configured),
    }


class MonitorMetrics:
    """Writes metrics and heartbeats. With an empty ``namespace`` it writes nothing."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._heartbeat = Heartbeat(namespace, SERVICE)

    def report(self, counts: Mapping[str, int], publication_age_seconds: float | None) -> None:
        """Write what was counted. ``publication_age_seconds`` None: nothing is to be published."""
        if self._namespace:
            metrics = Metrics(namespace=self._namespace, service=SERVICE)
            for name, count in counts.items():
                metrics.add_metric(name=name, unit=MetricUnit.Count, value=count)
            if publication_age_seconds is not None:
                metrics.add_metric(
                    name="publication_age_seconds", unit=MetricUnit.Seconds, value=publication_age_seconds
                )
            metrics.flush_metrics()
        self._heartbeat.completed("probe", counts)
