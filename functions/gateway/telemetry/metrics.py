"""CloudWatch metrics in the lines of the request log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.settlement import RequestResult
from portal.observability.emf import MetricBlock, MetricUnit
from portal.pools.failover import FAILED_OUTCOMES
from portal.usage import AttemptedTarget

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
_NOT_RUN: dict[str, MetricUnit] = {"requests": "Count", "latency_ms": "Milliseconds"}


class RequestMetrics:
    """Metrics by service; of admitted requests by service and model, too; ``failed`` by service and version.

    ``stream_errors`` and ``upstream_errors`` are in every line of an admitted request, also as 0: their
    average is the share of requests that failed, which a flood of refused requests does not dilute.
    ``version`` is the published version of the function; with None ``failed`` is not written.
    """

    def __init__(self, namespace: str, *, version: str | None) -> None:
        of_version = MetricBlock(namespace, [["service", "version"]], _OF_VERSION) if version else None
        served = [["service"], ["service", "model"]]
        self._served = MetricBlock(namespace, served, _SERVED, besides=of_version)
        self._refused = MetricBlock(namespace, [["service"]], _REFUSED, besides=of_version)
        self._not_run = MetricBlock(namespace, [["service"]], _NOT_RUN)
        self._version = version

    def refused(self, status: int) -> dict[str, Any]:
        """Return the fields to add to the line of a refused request."""
        return {
            "_aws": self._refused.stamp(),
            "service": SERVICE,
            "requests": 1,
            "refusals": 1,
            **self._of_version(failed=status >= 500),
        }

    def not_run(self) -> dict[str, Any]:
        """Return the fields to add to the line of a request that ran no model and was not refused."""
        return {"_aws": self._not_run.stamp(), "service": SERVICE, "requests": 1}

    def served(self, execution: Execution, result: RequestResult) -> dict[str, Any]:
        """Return the fields to add to the line of an admitted request.

        Age and size of the policy are those of its admission: at its end they would measure the answer.
        """
        admission = execution.admission
        return {
            "_aws": self._served.stamp(),
            "service": SERVICE,
            "requests": 1,
            **self._of_version(failed=result.status >= 500 or is_in_band(result)),
            "upstream_errors": upstream_errors(execution.targets),
            "stream_errors": int(is_in_band(result)),
            "snapshot_age_seconds": round(admission.policy_age_seconds, 3),
            "snapshot_entries": admission.policy_entries,
        }

    def _of_version(self, *, failed: bool) -> dict[str, Any]:
        return {"version": self._version, "failed": int(failed)} if self._version else {}


def unsent_usage(namespace: str) -> MetricBlock:
    """Return the metrics of usage events that could not be queued (``portal.usage.unsent``)."""
    return MetricBlock(namespace, [["service"]], {"unsent_usage": "Count"})


def upstream_errors(targets: Iterable[AttemptedTarget]) -> int:
    """Return the number of failed router calls of one request, also of those that another call made good.

    A target that is busy has not failed, nor one that refused a request for its content, nor one whose call
    was cancelled before it had been silent for too long.
    """
    return sum([attempted.outcome in FAILED_OUTCOMES for attempted in targets])


def is_in_band(result: RequestResult) -> bool:
    """Whether the error was sent inside a stream that had started with 200, which Lambda does not count."""
    return result.outcome in _FAILED and result.status == 200


_FAILED = frozenset({"failed_before_first_byte", "failed_after_first_byte", "deadline"})
