"""Logs, alarms and the dashboard of the template."""

from __future__ import annotations

import json
from typing import Any

from tests.support.artifacts.sam import ROOT
from tests.support.artifacts.template import FUNCTIONS, of_type


def test_every_log_has_a_retention(resources: dict[str, Any]) -> None:
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert set(groups) == {"AccessLogs", *(f"{name}Logs" for name in FUNCTIONS)}
    for group in groups.values():
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    for name in FUNCTIONS:
        logging = of_type(resources, "AWS::Lambda::Function")[f"{name}Function"]["LoggingConfig"]
        assert (logging["LogGroup"], logging["LogFormat"]) == ({"Ref": f"{name}Logs"}, "JSON")


def test_required_alarms_exist(resources: dict[str, Any]) -> None:
    alarms = of_type(resources, "AWS::CloudWatch::Alarm")
    watched = {
        (space if isinstance(space := alarm["Namespace"], str) else "own", alarm["MetricName"])
        for alarm in alarms.values()
    }
    assert {
        ("AWS/Lambda", "Errors"),
        ("AWS/Lambda", "Throttles"),
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
        ("AWS/ApiGateway", "5XXError"),
        ("own", "ttft_ms"),
        ("own", "stream_errors"),
        ("own", "unsent_usage"),
    } <= watched
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    assert alarms["SlowFirstToken"]["ExtendedStatistic"] == "p99"


def test_every_alarm_is_explained_in_operations(resources: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm").items():
        assert f"`{name}`" in page, name
        assert alarm["AlarmDescription"].endswith(f"See operations.md, {name}."), name


def test_metrics_of_alarms_are_written(resources: dict[str, Any]) -> None:
    """An alarm on a metric that nothing writes would never fire."""
    from functions.gateway.telemetry import metrics as request_metrics

    written = {
        *request_metrics._SERVED,
        *request_metrics._REFUSED,
        "unsent_usage",
        "routers_up",
        "routers_down",
        "queue_lag_seconds",
        "reconciliation_differences",
    }
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm").items():
        if not isinstance(alarm["Namespace"], str):
            assert alarm["Namespace"] == {"Fn::Sub": "CortensorPortal/${AWS::StackName}"}
            assert alarm["MetricName"] in written, name


def test_dashboard_is_json(resources: dict[str, Any]) -> None:
    (dashboard,) = of_type(resources, "AWS::CloudWatch::Dashboard").values()
    assert len(json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]) == 8
