"""CloudWatch metrics in the lines of the request log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from portal.observability.emf import MetricBlock, MetricUnit

SERVICE = "gateway"

_SERVED: dict[str, MetricUnit] = {
    "requests": "Count",
    "latency_ms": "Milliseconds",
    "ttft_ms": "Milliseconds",
    "prompt_tokens": "Count",
    "completion_tokens": "Count",
    "upstream_errors": "Count",
    "stream_errors": "Count",
    "snapshot_age_seconds": "Seconds",
    "snapshot_entries": "Count",
}
_OF_VERSION: dict[str, MetricUnit] = {"failed": "Count"}
"""By version, for the alarm that ends a gradual deployment. One metric, since every version has its own."""
_REFUSED: dict[str, MetricUnit] = {"requests": "Count", "refusals": "Count", "latency_ms": "Milliseconds"}


class RequestMetrics:
    """Metrics by service, and by service and model; ``failed`` by service and version.

    ``snapshot_age`` returns the policy's age in seconds, ``snapshot_entries`` how many organisations and keys
    it names. ``version`` is the published version of the function.
    """

    def __init__(
        self,
        namespace: str,
        snapshot_age: Callable[[], float],
        snapshot_entries: Callable[[], int],
        *,
        version: str,
    ) -> None:
        of_version = MetricBlock(namespace, [["service", "version"]], _OF_VERSION)
        served = [["service"], ["service", "model"]]
        self._served = MetricBlock(namespace, served, _SERVED, besides=of_version)
        self._refused = MetricBlock(namespace, [["service"]], _REFUSED, besides=of_version)
        self._version = version
        self._snapshot_age = snapshot_age
        self._snapshot_entries = snapshot_entries

    def refused(self, status: int) -> dict[str, Any]:
        """Return the fields to add to the line of a refused request."""
        return {
            "_aws": self._refused.stamp(),
            "service": SERVICE,
            "version": self._version,
            "requests": 1,
            "refusals": 1,
            "failed": int(status >= 500),
        }

    def served(self, execution: Execution, result: RequestResult) -> dict[str, Any]:
        """Return the fields to add to the line of an admitted request."""
        return {
            "_aws": self._served.stamp(),
            "service": SERVICE,
            "version": self._version,
            "requests": 1,
            "failed": int(result.status >= 500 or is_in_band(result)),
            "upstream_errors": upstream_errors(execution.attempts, result),
            "stream_errors": int(is_in_band(result)),
            "snapshot_age_seconds": round(self._snapshot_age(), 3),
            "snapshot_entries": self._snapshot_entries(),
        }


def unsent_usage(namespace: str) -> MetricBlock:
    """Return the metrics of usage events that could not be queued (``portal.usage.unsent``)."""
    return MetricBlock(namespace, [["service"]], {"unsent_usage": "Count"})


def upstream_errors(attempts: int, result: RequestResult) -> int:
    """Return the number of failed router calls of one request."""
    return attempts if result.outcome in _FAILED else max(0, attempts - 1)


def is_in_band(result: RequestResult) -> bool:
    """Whether the error was sent inside a stream that had started with 200, which Lambda does not count."""
    return result.outcome in _FAILED and result.status == 200


_FAILED = frozenset({"failed_before_first_byte", "failed_after_first_byte", "deadline"})
