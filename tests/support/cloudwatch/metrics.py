"""Metrics as CloudWatch stores them, taken from log lines in its embedded metric format."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class MetricId(NamedTuple):
    """A metric: its dimensions must be exactly those that it was written with."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]


Samples = Mapping[MetricId, Sequence[float]]


def metric(namespace: str, name: str, **dimensions: str) -> MetricId:
    return MetricId(namespace, name, frozenset(dimensions.items()))


def read_metrics(lines: Iterable[bytes | str]) -> dict[MetricId, list[float]]:
    """Return the samples of a log. Lines without metrics, and lines that are no JSON, have none."""
    samples: dict[MetricId, list[float]] = defaultdict(list)
    for text in lines:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", ()):
            _read_directive(line, directive, samples)
    return samples


def _read_directive(
    line: Mapping[str, Any], directive: Mapping[str, Any], samples: dict[MetricId, list[float]]
) -> None:
    for dimensions in directive["Dimensions"]:
        values = frozenset((name, line[name]) for name in dimensions)
        for definition in directive["Metrics"]:
            if definition["Name"] in line:
                value = line[definition["Name"]]
                found = samples[MetricId(directive["Namespace"], definition["Name"], values)]
                found.extend(value if isinstance(value, list) else [value])


class History:
    """Samples over time. ``during`` adds the same samples in each minute of a range of minutes."""

    def __init__(self) -> None:
        self._samples: dict[MetricId, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))

    def during(self, minutes: Iterable[int], samples: Samples) -> None:
        for minute in minutes:
            for metric_id, values in samples.items():
                self._samples[metric_id][minute].extend(values)

    def values(self, metric_id: MetricId, start: int, period: int) -> list[float]:
        """Return the samples of the period of ``period`` seconds that starts at ``start``."""
        of_minute = self._samples.get(metric_id, {})
        minutes = range(start // 60, (start + period) // 60)
        return [value for minute in minutes for value in of_minute.get(minute, ())]


def statistic(name: str, values: Sequence[float]) -> float | None:
    """Return a statistic by its name in an alarm, None without values."""
    if not values:
        return None
    match name:
        case "Sum":
            return sum(values)
        case "Average":
            return sum(values) / len(values)
        case "Maximum":
            return max(values)
        case "Minimum":
            return min(values)
        case "SampleCount":
            return float(len(values))
    assert name.startswith("p"), name
    return sorted(values)[math.ceil(float(name[1:]) / 100 * len(values)) - 1]
