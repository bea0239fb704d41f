"""The evaluation of alarms that these tests use, against the tables of CloudWatch's documentation.

Source: docs/protocols/cloudwatch.md, "Missing data".
"""

from __future__ import annotations

import pytest

from tests.support.cloudwatch.alarms import Alarm, State
from tests.support.cloudwatch.metric_math import evaluate
from tests.support.cloudwatch.metrics import History, metric, read_metrics, statistic

TREATMENTS = ("ignore", "breaching", "notBreaching")
KEEPS = "keeps its state"
ROWS = [
    ("0-X-X", 3, ("OK", "OK", "OK")),
    ("----0", 3, ("OK", "OK", "OK")),
    ("-----", 3, (KEEPS, "ALARM", "OK")),
    ("0XX-X", 3, ("ALARM", "ALARM", "ALARM")),
    ("--X--", 3, (KEEPS, "ALARM", "OK")),
    ("0-X-X", 2, ("ALARM", "ALARM", "ALARM")),
    ("00X0X", 2, ("ALARM", "ALARM", "ALARM")),
    ("0-X--", 2, ("OK", "ALARM", "OK")),
    ("----0", 2, ("OK", "ALARM", "OK")),
    ("---X-", 2, (KEEPS, "ALARM", "OK")),
]


def state_of(points: str, to_alarm: int, treatment: str, before: State) -> State:
    """Return the state after ``points``, which come after others that made the state ``before``."""
    history, of = History(), metric("Portal/test", "errors")
    points = ("XXX" if before == "ALARM" else "000") + points
    for minute, point in enumerate(points):
        if point != "-":
            history.during([minute], {of: [1.0 if point == "X" else 0.0]})
    properties = {
        "Namespace": "Portal/test",
        "MetricName": "errors",
        "Statistic": "Maximum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "DatapointsToAlarm": to_alarm,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 0,
        "TreatMissingData": treatment,
    }
    return Alarm(properties).state(history, len(points))


@pytest.mark.parametrize(("points", "to_alarm", "expected"), ROWS)
@pytest.mark.parametrize("before", ["OK", "ALARM"])
def test_missing_data_is_treated_as_documented(
    points: str, to_alarm: int, expected: tuple[str, ...], before: State
) -> None:
    for treatment, state in zip(TREATMENTS, expected, strict=True):
        found = state_of(points, to_alarm, treatment, before)
        assert found == (before if state == KEEPS else state), treatment


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sum", 15), ("Average", 3), ("Maximum", 5), ("SampleCount", 5), ("p50", 3), ("p99", 5)],
)
def test_statistics(name: str, expected: float) -> None:
    assert statistic(name, [5, 1, 4, 2, 3]) == expected
    assert statistic(name, []) is None


def test_metric_math() -> None:
    expression = "100 * a / (SERVICE_QUOTA(b) - (c - a))"
    assert evaluate(expression, {"a": 50, "b": 0, "c": 550}, {"b": 600}) == 50
    assert evaluate(expression, {"a": 50, "b": 0, "c": None}, {"b": 600}) is None
    assert evaluate("IF(n < 100, low, high)", {"n": 99, "low": 1, "high": 2}, {}) == 1
    assert evaluate("IF(n < 100, low, high)", {"n": 100, "low": 1, "high": 2}, {}) == 2


def test_metrics_are_read_by_their_exact_dimensions() -> None:
    line = (
        '{"_aws":{"CloudWatchMetrics":[{"Namespace":"n","Dimensions":[["service"],["service","model"]],'
        '"Metrics":[{"Name":"a"},{"Name":"absent"}]}]},"service":"gateway","model":"oss-20b","a":[1,2]}'
    )
    assert read_metrics([line, "no JSON", '{"a": 1}']) == {
        metric("n", "a", service="gateway"): [1, 2],
        metric("n", "a", service="gateway", model="oss-20b"): [1, 2],
    }
