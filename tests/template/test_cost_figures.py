"""What ``make cost`` counts of a stack is what the template has."""

from __future__ import annotations

from typing import Any

from functions.gateway.telemetry import metrics as request_metrics
from scripts.cost.traffic import Traffic
from tests.support.artifacts.conditions import DecidedTemplate
from tests.support.artifacts.template import of_type
from tests.support.artifacts.transformation import PARAMETERS
from tests.template.alarms.test_every_alarm import OWN_METRICS
from tests.template.test_monitoring import HEARTBEATS

TRAFFIC = Traffic(requests=1e6, seconds=30, memory=512)
MODELS = 2


def test_alarms_secrets_and_rules_are_those_of_the_template(transformed: dict[str, Any]) -> None:
    bounded = {**PARAMETERS, "AutomaticGatewayConcurrency": "700"}
    resources = DecidedTemplate(transformed, bounded).resources
    read = 0
    for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values():
        read += sum("MetricStat" in each for each in alarm.get("Metrics", ())) or 1
    assert read == TRAFFIC.alarms
    assert len(of_type(resources, "AWS::SecretsManager::Secret")) == TRAFFIC.secrets
    (firewall,) = of_type(resources, "AWS::WAFv2::WebACL").values()
    assert len(firewall["Rules"]) == TRAFFIC.waf_rules


def test_metrics_are_those_that_the_functions_write() -> None:
    """Each once for the stack; a request's by model, too; heartbeats by job."""
    by_model = MODELS * len(request_metrics._SERVED)
    assert len(OWN_METRICS) + by_model + len(HEARTBEATS) - 1 == TRAFFIC.metrics
