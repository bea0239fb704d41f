"""Times to first text, compared with those of the pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from functions.pool_monitor.assessment import MonitoredTarget
from functions.pool_monitor.assessment.evidence import Evidence, TargetEvidence
from functions.pool_monitor.assessment.statistics import clamp, percentile

SLOW_RATIO = 3.0
SLOW_UNTIL_RATIO = 2.0
"""A target is slow from ``SLOW_RATIO`` times the pool's median on, until it is below this one."""

SLOW_MS = 300.0
"""How much more than the pool's median it takes at least: a fast pool's milliseconds are noise."""

SAMPLES = 3
RECENT_CANARIES = 5
REQUESTS_SECONDS = 10.0
MEASURED_SECONDS = 30.0
"""The percentiles that are published are of this time."""

LEAST_SHARE = 0.01

_LATE_FACTOR, _LATE_LEAST, _LATE_MOST = 6.0, 1.5, 5.0
_BOUND_FACTOR, _BOUND_LEAST = 25.0, 6.0
MOST_CANARY_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class PoolLatency:
    """The median over a pool's targets of their median, in milliseconds, by canaries and by requests.

    Both are the lower median, so more than half of a pool is never slow: a pool whose targets are all slow is
    not. None: not measured.
    """

    canary_ms: float | None = None
    request_ms: float | None = None

    @property
    def late_seconds(self) -> float:
        """A canary without text for this long is late: its target is slow, or a black hole."""
        if self.canary_ms is None:
            return _LATE_MOST
        return clamp(_LATE_FACTOR * self.canary_ms / 1000, _LATE_LEAST, _LATE_MOST)

    @property
    def canary_seconds(self) -> float:
        """How long a canary waits for its text. A slow target answers in it, a black hole does not."""
        if self.canary_ms is None:
            return MOST_CANARY_SECONDS
        return clamp(_BOUND_FACTOR * self.canary_ms / 1000, _BOUND_LEAST, MOST_CANARY_SECONDS)

    @property
    def return_seconds(self) -> float:
        """How long a canary of a target that is down waits: longer would hold its session for nothing."""
        return 1.5 * self.late_seconds


def pool_latency(targets: Sequence[MonitoredTarget], evidence: Evidence, now: float) -> PoolLatency:
    """Return what one pool usually needs."""
    observed = [evidence.targets[target.id] for target in targets]
    canaries = (percentile(_canary_times(each), 0.5) for each in observed)
    requests = (percentile(_request_times(each, now - REQUESTS_SECONDS), 0.5) for each in observed)
    return PoolLatency(
        percentile([each for each in canaries if each is not None], 0.5),
        percentile([each for each in requests if each is not None], 0.5),
    )


def slowness(observed: TargetEvidence, pool: PoolLatency, now: float) -> float:
    """Return how many times the pool's median a target takes, at least 1; too few samples: 1.

    Canaries are compared with canaries and requests with requests: prompts differ.
    """
    by_canary = _ratio(_canary_times(observed), pool.canary_ms)
    by_request = _ratio(_request_times(observed, now - REQUESTS_SECONDS), pool.request_ms)
    return max(1.0, by_canary, by_request)


def share_of_slow(ratio: float) -> float:
    """Return the share of a target that takes ``ratio`` times as long: a twentieth at 10, less beyond."""
    return clamp((2.0 / ratio) ** 2, LEAST_SHARE, 1.0)


def is_fast(ttft_ms: float, pool: PoolLatency) -> bool:
    """Return whether a canary's time to first text is not that of a slow target."""
    return pool.canary_ms is None or ttft_ms <= SLOW_UNTIL_RATIO * pool.canary_ms + SLOW_MS


def measured_ms(observed: TargetEvidence, now: float) -> list[float]:
    """Return the times to first text to publish: those of requests, or of canaries where there are none."""
    requests = _request_times(observed, now - MEASURED_SECONDS)
    return requests if len(requests) >= SAMPLES else requests + _canary_times(observed)


def _ratio(times: Sequence[float], pool_ms: float | None) -> float:
    median = percentile(times, 0.5)
    if len(times) < SAMPLES or median is None or not pool_ms or median - pool_ms < SLOW_MS:
        return 1.0
    return median / pool_ms


def _canary_times(observed: TargetEvidence) -> list[float]:
    times = [each.ttft_ms for each in observed.canaries if each.ttft_ms is not None]
    return times[-RECENT_CANARIES:]


def _request_times(observed: TargetEvidence, start: float) -> list[float]:
    return [time for bucket in observed.requests_since(start) for time in bucket.ttft_ms]
