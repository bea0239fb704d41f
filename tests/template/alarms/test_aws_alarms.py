"""Alarms on what AWS measures itself: the function makes the fault, and the test counts it as AWS does.

``MEASURED_BY_AWS_ALONE`` names the alarms whose fault only AWS can make: their samples are the test's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from functions.pool_monitor.settings import PoolMonitorSettings
from functions.pool_monitor.wiring import open_pools
from portal.configuration.json_setting import ConfigurationError
from tests.support.artifacts.functions import settings_of
from tests.support.cloudwatch.alarms import Alarm
from tests.support.cloudwatch.metrics import History, MetricId, metric
from tests.support.cloudwatch.tested_alarms import makes_fault_of
from tests.template.alarms.conftest import Alarms, alarms_of

MEASURED_BY_AWS_ALONE = {
    "GatewayThrottles": "Lambda finds no free environment",
    "ControlPlaneThrottles": "Lambda finds no free environment",
    "ManagedGatewayThrottles": "Lambda finds no environment with a free place",
    "ConcurrencyQuota": "all functions of the account count, and its quota",
    "GatewayConcurrency": "Lambda counts its environments",
    "SharedReadThrottles": "moto throttles nothing, and DynamoDB decides what it throttles",
    "SharedWriteThrottles": "moto throttles nothing, and DynamoDB decides what it throttles",
    "SharedReadErrors": "DynamoDB fails on its side",
}


def of_function(name: str, function: str) -> MetricId:
    return metric("AWS/Lambda", name, FunctionName=f"{function}Function")


def state_with(alarm: Alarm, values: Mapping[MetricId, float], minutes: int = 10) -> str:
    history = History()
    history.during(range(minutes), {metric_id: [value] for metric_id, value in values.items()})
    return alarm.state(history, minutes)


@makes_fault_of("GatewayThrottles", "ControlPlaneThrottles", "ManagedGatewayThrottles")
@pytest.mark.parametrize("function", ["Gateway", "ControlPlane", "ManagedGateway"])
def test_throttles(alarms: Alarms, function: str) -> None:
    alarm, throttles = alarms[f"{function}Throttles"], of_function("Throttles", function)
    assert state_with(alarm, {throttles: 0}) == "OK"
    assert state_with(alarm, {throttles: 1}) == "ALARM"


@makes_fault_of("SharedReadThrottles", "SharedWriteThrottles", "SharedReadErrors")
@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("SharedReadThrottles", metric("AWS/DynamoDB", "ReadThrottleEvents", TableName="SharedState")),
        ("SharedWriteThrottles", metric("AWS/DynamoDB", "WriteThrottleEvents", TableName="SharedState")),
        (
            "SharedReadErrors",
            metric("AWS/DynamoDB", "SystemErrors", TableName="SharedState", Operation="GetItem"),
        ),
    ],
)
def test_faults_of_the_shared_table(alarms: Alarms, name: str, counted: MetricId) -> None:
    """DynamoDB writes these metrics only where it counts something."""
    assert state_with(alarms[name], {}) == "OK"
    assert state_with(alarms[name], {counted: 10}) == "OK"
    assert state_with(alarms[name], {counted: 11}, minutes=2) == "OK"
    assert state_with(alarms[name], {counted: 11}, minutes=3) == "ALARM"


USED = metric("AWS/Lambda", "ConcurrentExecutions")
CLAIMED = metric("AWS/Lambda", "ClaimedAccountConcurrency")
UNRESERVED = metric("AWS/Lambda", "UnreservedConcurrentExecutions")


@makes_fault_of("ConcurrencyQuota")
@pytest.mark.parametrize(
    ("quota", "reserved", "unreserved", "expected"),
    [
        (1_000, 0, 800, "OK"),
        (1_000, 0, 801, "ALARM"),
        (10, 0, 8, "OK"),
        (10, 0, 9, "ALARM"),
        (1_000, 850, 10, "OK"),
        (1_000, 850, 130, "ALARM"),
    ],
)
def test_concurrency_quota(alarms: Alarms, quota: int, reserved: int, unreserved: int, expected: str) -> None:
    """Reserved concurrency is claimed whether it is used or not: alone it must not raise the alarm."""
    alarm = Alarm(alarms["ConcurrencyQuota"].properties, {"used": quota})
    values = {USED: unreserved, CLAIMED: reserved + unreserved, UNRESERVED: unreserved}
    assert state_with(alarm, values) == expected


@makes_fault_of("GatewayConcurrency")
@pytest.mark.parametrize(("used", "expected"), [(400, "OK"), (401, "ALARM")])
def test_gateway_concurrency(alarms: Alarms, used: int, expected: str) -> None:
    values = {of_function("ConcurrentExecutions", "Gateway"): used}
    assert state_with(alarms["GatewayConcurrency"], values) == expected


def test_gateway_concurrency_with_the_bound_that_make_deploy_computed(transformed: dict[str, Any]) -> None:
    alarm = alarms_of(transformed, {"AutomaticGatewayConcurrency": "700"})["GatewayConcurrency"]
    for used, expected in ((560, "OK"), (561, "ALARM")):
        assert state_with(alarm, {of_function("ConcurrentExecutions", "Gateway"): used}) == expected
    assert "GatewayConcurrency" not in alarms_of(transformed, {}), "nothing is bounded"


@makes_fault_of("PoolMonitorErrors")
def test_monitor_that_cannot_start(alarms: Alarms, monkeypatch: pytest.MonkeyPatch) -> None:
    """Malformed router maps end the start, which Lambda counts as an error of each invocation."""
    errors = of_function("Errors", "PoolMonitor")
    counted = {}
    for name, value in settings_of("PoolMonitorFunction").items():
        monkeypatch.setenv(name, value)
    for pools in ('{"oss-20b": "http://router.internal"}', '{"oss-20b": '):
        monkeypatch.setenv("PORTAL_ROUTER_POOLS_JSON", pools)
        try:
            open_pools(PoolMonitorSettings())
        except ConfigurationError:
            counted[pools] = 1
        else:
            counted[pools] = 0
    assert [state_with(alarms["PoolMonitorErrors"], {errors: count}) for count in counted.values()] == [
        "OK",
        "ALARM",
    ]


def test_alarms_on_functions_name_functions_of_the_template(
    alarms: Alarms, resources: dict[str, dict[str, object]]
) -> None:
    for name, alarm in alarms.items():
        for found in alarm.metrics:
            for dimension, value in found.dimensions:
                if dimension == "FunctionName":
                    assert resources[value]["Type"] == "AWS::Lambda::Function", name
                if dimension == "QueueName":
                    assert resources[value.removesuffix(".QueueName")]["Type"] == "AWS::SQS::Queue", name
                if dimension == "TableName":
                    assert resources[value]["Type"] == "AWS::DynamoDB::Table", name
