"""What ``make cost`` counts by default is what the template has."""

from __future__ import annotations

from typing import Any

from scripts.cost.traffic import Traffic
from scripts.deployment.template_file import load_template

RESOURCES: dict[str, Any] = load_template()["Resources"]
TRAFFIC = Traffic(1e6, 30, 512)


def always(kind: str) -> list[dict[str, Any]]:
    """Return the properties of the resources of a type that every stack has."""
    return [
        each["Properties"] for each in RESOURCES.values() if each["Type"] == kind and "Condition" not in each
    ]


def test_rules_of_the_web_acl() -> None:
    assert TRAFFIC.waf_rules == len(RESOURCES["ApiFirewall"]["Properties"]["Rules"])


def test_alarms_count_by_their_metrics() -> None:
    """An alarm on an expression costs as many alarms as it reads metrics."""
    read = [
        sum("MetricStat" in metric for metric in alarm.get("Metrics", ())) or 1
        for alarm in always("AWS::CloudWatch::Alarm")
    ]
    assert sum(read) == TRAFFIC.alarms


def test_secrets() -> None:
    assert len(always("AWS::SecretsManager::Secret")) == TRAFFIC.secrets
