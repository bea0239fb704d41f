"""Logs, alarms and the dashboard of the template."""

from __future__ import annotations

import json
from typing import Any

from portal.observability.heartbeats import METRIC
from tests.support.artifacts.sam import ROOT
from tests.support.artifacts.template import FUNCTIONS, of_type
from tests.template.alarms.conftest import EVERYTHING, alarms_of

HEARTBEATS = {"probe": 60, "maintain": 60, "reconcile": 86_400, "key-upkeep": 600}
"""Job → seconds between two runs."""


def test_every_log_has_a_retention(resources: dict[str, Any]) -> None:
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert set(groups) == {"AccessLogs", "GatewayInstancesLogs", *(f"{name}Logs" for name in FUNCTIONS)}
    for group in groups.values():
        assert group["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    for name in FUNCTIONS:
        logging = of_type(resources, "AWS::Lambda::Function")[f"{name}Function"]["LoggingConfig"]
        assert (logging["LogGroup"], logging["LogFormat"]) == ({"Ref": f"{name}Logs"}, "JSON")


def test_alarms_tell_the_topic_when_they_go_on_and_off(resources: dict[str, Any]) -> None:
    for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}]


def test_periods_are_within_cloudwatchs_bounds(transformed: dict[str, Any]) -> None:
    """Longer ones are refused (docs/protocols/cloudwatch.md, "Evaluation")."""
    for name, alarm in alarms_of(transformed, EVERYTHING).items():
        period = alarm.period
        seconds = period * alarm.properties["EvaluationPeriods"]
        assert seconds <= (604_800 if period >= 3_600 else 86_400), name


def test_every_schedule_has_a_heartbeat(resources: dict[str, Any]) -> None:
    """A job that is not started any more makes no errors: only its missing heartbeat tells."""
    assert len(of_type(resources, "AWS::Scheduler::Schedule")) == len(HEARTBEATS)
    watched = {
        dimension["Value"]: alarm
        for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values()
        if alarm.get("MetricName") == METRIC
        for dimension in alarm["Dimensions"]
        if dimension["Name"] == "job"
    }
    assert watched.keys() == HEARTBEATS.keys()
    for job, seconds in HEARTBEATS.items():
        alarm = watched[job]
        assert alarm["TreatMissingData"] == "breaching"
        assert alarm["Period"] * alarm["EvaluationPeriods"] > seconds


def test_topic_takes_messages_of_alarms_and_budgets_of_this_account(resources: dict[str, Any]) -> None:
    (policy,) = of_type(resources, "AWS::SNS::TopicPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert policy["Topics"] == [{"Ref": "AlarmTopic"}]
    assert set(statement["Principal"]["Service"]) == {"cloudwatch.amazonaws.com", "budgets.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_budget_is_optional_and_tells_the_alarm_topic(transformed: dict[str, Any]) -> None:
    assert transformed["Parameters"]["MonthlyBudget"]["Default"] == 0
    budget = transformed["Resources"]["Budget"]
    assert budget["Condition"] == "HasBudget"
    no_budget = {"Fn::Equals": [{"Ref": "MonthlyBudget"}, 0]}
    assert transformed["Conditions"]["HasBudget"] == {"Fn::Not": [no_budget]}
    properties = budget["Properties"]
    assert properties["Budget"]["BudgetLimit"] == {"Amount": {"Ref": "MonthlyBudget"}, "Unit": "USD"}
    told = [
        (each["Notification"]["NotificationType"], each["Notification"]["Threshold"], each["Subscribers"])
        for each in properties["NotificationsWithSubscribers"]
    ]
    topic = [{"SubscriptionType": "SNS", "Address": {"Ref": "AlarmTopic"}}]
    assert told == [("ACTUAL", 80, topic), ("ACTUAL", 100, topic), ("FORECASTED", 100, topic)]


def test_every_alarm_is_explained_in_operations(resources: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    for name, alarm in of_type(resources, "AWS::CloudWatch::Alarm").items():
        assert sum(f"`{name}`" in row for row in rows) == 1, name
        assert alarm["AlarmDescription"].endswith(f"See operations.md, {name}."), name


def test_dashboard_is_json(resources: dict[str, Any]) -> None:
    (dashboard,) = of_type(resources, "AWS::CloudWatch::Dashboard").values()
    widgets = json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]
    assert len({(widget["x"], widget["y"]) for widget in widgets}) == len(widgets) == 12
