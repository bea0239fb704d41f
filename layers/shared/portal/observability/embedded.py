"""CloudWatch's embedded metric format, as fields of a log line that is written anyway.

Powertools' ``Metrics`` makes the same document (a test holds them equal), but collects, validates and writes
a line of its own: 60 µs for every request, where naming the fields of the request line costs one.

Format: CloudWatch user guide, "Specification: Embedded metric format".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import orjson

Unit = Literal["Count", "Milliseconds", "Seconds"]


class MetricBlock:
    """Names which fields of a line are metrics. ``dimensions`` are sets of fields of the same line.

    A field that is named and missing in a line counts as not measured; null is not a number and would
    spoil the whole line.
    """

    def __init__(
        self,
        namespace: str,
        dimensions: Sequence[Sequence[str]],
        metrics: Mapping[str, Unit],
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        directive = {
            "Namespace": namespace,
            "Dimensions": dimensions,
            "Metrics": [{"Name": name, "Unit": unit} for name, unit in metrics.items()],
        }
        self._directives = orjson.Fragment(orjson.dumps([directive]))
        self._clock = clock

    def stamp(self) -> dict[str, Any]:
        """Return the value of the line's ``_aws`` field, for ``orjson.dumps``."""
        return {"Timestamp": int(self._clock() * 1000), "CloudWatchMetrics": self._directives}
