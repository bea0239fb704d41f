"""Every alarm has a test that makes its fault, and every metric is looked at."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from typing import Any

import tests.template.alarms
from functions.gateway.telemetry import metrics as request_metrics
from functions.usage_rollup.maintenance import token_expiry
from functions.usage_rollup.maintenance.job import QUEUE_LAG
from portal.observability.heartbeats import METRIC
from portal.policy.published import direct_reads, publisher
from tests.support.cloudwatch.alarms import NAMESPACE, resolved
from tests.support.cloudwatch.tested_alarms import tested_alarms
from tests.template.alarms.conftest import Alarms
from tests.template.alarms.test_aws_alarms import MEASURED_BY_AWS_ALONE

OWN_METRICS = {
    *request_metrics._SERVED,
    *request_metrics._REFUSED,
    *request_metrics._OF_VERSION,
    "unsent_usage",
    direct_reads.METRIC,
    publisher.METRIC,
    "session_leases_unavailable",
    "messages_failed",
    "routers_up",
    "routers_down",
    "pools_down_to_one",
    "pools_without_target",
    "publication_age_seconds",
    "reconciliation_differences",
    QUEUE_LAG,
    token_expiry.METRIC,
    METRIC,
}


def test_every_alarm_has_a_test_of_its_fault(alarms: Alarms) -> None:
    for module in pkgutil.iter_modules(tests.template.alarms.__path__):
        importlib.import_module(f"tests.template.alarms.{module.name}")
    assert set(tested_alarms) == set(alarms)


def test_alarms_whose_fault_only_aws_can_make_are_named(alarms: Alarms) -> None:
    assert set(MEASURED_BY_AWS_ALONE) <= set(alarms)
    for name in MEASURED_BY_AWS_ALONE:
        assert all(metric.namespace.startswith("AWS/") for metric in alarms[name].metrics)


def test_every_own_metric_is_in_an_alarm_or_on_the_dashboard(
    alarms: Alarms, resources: dict[str, Any]
) -> None:
    """A metric costs money each month: one that nobody looks at should not be written."""
    watched = {
        metric.name for alarm in alarms.values() for metric in alarm.metrics if metric.namespace == NAMESPACE
    }
    body = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    shown = set(re.findall(r"\w+", body))
    assert watched <= OWN_METRICS
    assert OWN_METRICS - watched <= shown


def test_dashboard_shows_each_model(resources: dict[str, Any]) -> None:
    """SlowFirstToken and UpstreamErrors tell operators to compare models."""
    widgets = json.loads(resolved(resources["Dashboard"]["Properties"]["DashboardBody"]))["widgets"]
    searches = [
        entry[0]["expression"]
        for widget in widgets
        for entry in widget["properties"]["metrics"]
        if isinstance(entry[0], dict)
    ]
    assert len(searches) == 2
    schema = f"{{{NAMESPACE},service,model}}"  # the dimensions of test_metrics_are_by_service_and_model
    assert all(schema in search for search in searches)
