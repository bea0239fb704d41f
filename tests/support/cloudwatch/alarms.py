"""The alarms of the template, evaluated over a history of samples as CloudWatch evaluates them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.cloudwatch.metric_math import evaluate
from tests.support.cloudwatch.metrics import History, MetricId, statistic

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]

REFERENCES = {
    "AWS::StackName": "portal-test",
    "AWS::Region": "eu-central-1",
    "AWS::AccountId": "123456789012",
    "Stage": "prod",
}
"""Values of parameters; a reference to a resource has the resource's own name as its value."""

NAMESPACE = "CortensorPortal/portal-test"

EXTRA_PERIODS = 2
"""How many periods more than it evaluates CloudWatch reads, to find samples instead of missing ones."""


def resolved(value: Any, references: Mapping[str, str] = REFERENCES) -> Any:
    """Return ``value`` of a template with the values of its references."""
    match value:
        case {"Ref": name}:
            return references.get(name, name)
        case {"Fn::GetAtt": [name, attribute]}:
            return f"{name}.{attribute}"
        case {"Fn::Sub": str() as text}:
            return _substituted(text, references)
        case {"Fn::Sub": [str() as text, dict() as variables]}:
            named = {name: resolved(each, references) for name, each in variables.items()}
            return _substituted(text, {**references, **named})
        case dict():
            return {name: resolved(item, references) for name, item in value.items()}
        case list():
            return [resolved(item, references) for item in value]
    return value


def _substituted(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{(\w[\w:.]*)\}", lambda found: values.get(found[1], found[1]), text)


def metric_of(description: Mapping[str, Any]) -> MetricId:
    dimensions = description.get("Dimensions", ())
    return MetricId(
        description["Namespace"],
        description["MetricName"],
        frozenset((each["Name"], each["Value"]) for each in dimensions),
    )


@dataclass
class Alarm:
    """One alarm with resolved properties. ``quotas`` are for SERVICE_QUOTA, by the id of the metric."""

    properties: Mapping[str, Any]
    quotas: Mapping[str, float] = field(default_factory=dict)

    @property
    def period(self) -> int:
        if "Period" in self.properties:
            return int(self.properties["Period"])
        return max(int(each["MetricStat"]["Period"]) for each in self._queries)

    @property
    def metrics(self) -> set[MetricId]:
        """Every metric that it reads."""
        if "MetricName" in self.properties:
            return {metric_of(self.properties)}
        return {metric_of(each["MetricStat"]["Metric"]) for each in self._queries}

    @property
    def _queries(self) -> list[dict[str, Any]]:
        return [each for each in self.properties["Metrics"] if "MetricStat" in each]

    def state(self, history: History, minutes: int) -> State:
        """Return the state ``minutes`` after the history's start, when the alarm was created."""
        state: State = "INSUFFICIENT_DATA"
        periods = minutes * 60 // self.period
        values = [self._value(history, number * self.period) for number in range(periods)]
        read: int = self.properties["EvaluationPeriods"] + EXTRA_PERIODS
        for end in range(1, periods + 1):
            state = self._next_state(values[max(0, end - read) : end], state)
        return state

    def _value(self, history: History, start: int) -> float | None:
        if "MetricName" in self.properties:
            values = history.values(metric_of(self.properties), start, self.period)
            return statistic(self.properties["Statistic"], values)
        named: dict[str, float | None] = {}
        for each in self._queries:
            query = each["MetricStat"]
            values = history.values(metric_of(query["Metric"]), start, query["Period"])
            named[each["Id"]] = statistic(query["Stat"], values)
        (expression,) = [each["Expression"] for each in self.properties["Metrics"] if "Expression" in each]
        return evaluate(expression, named, self.quotas)

    def _next_state(self, values: Sequence[float | None], current: State) -> State:
        needed: int = self.properties["EvaluationPeriods"]
        to_alarm: int = self.properties["DatapointsToAlarm"]
        found = [value for value in values if value is not None][-needed:]
        breaching = [self._is_breaching(value) for value in found]
        missing = needed - len(found)
        return next_state(breaching, missing, to_alarm, self.properties["TreatMissingData"], current)

    def _is_breaching(self, value: float) -> bool:
        threshold: float = self.properties["Threshold"]
        match self.properties["ComparisonOperator"]:
            case "GreaterThanThreshold":
                return value > threshold
            case "LessThanThreshold":
                return value < threshold
        raise AssertionError(self.properties["ComparisonOperator"])


def next_state(
    breaching: Sequence[bool], missing: int, to_alarm: int, treatment: str, current: State
) -> State:
    """Return the state after an evaluation of the samples found and of ``missing`` ones."""
    count = sum(breaching)
    if treatment == "breaching":
        count += missing
    elif missing and treatment == "ignore" and (count == len(breaching) < to_alarm):
        return current
    return "ALARM" if count >= to_alarm else "OK"
