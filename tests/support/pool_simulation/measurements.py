"""What clients observed, and what they make of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from portal.usage import AttemptedTarget


@dataclass(frozen=True, slots=True)
class ServedRequest:
    """One request as its client saw it, in virtual seconds. ``error`` is a code; None: it was answered.

    ``cold``: it was the first of its environment. ``routers`` are the URLs of its attempts in order.
    """

    started: float
    first_text: float | None
    ended: float
    error: str | None
    cold: bool
    stream: bool
    reference: str
    attempts: Sequence[AttemptedTarget] = ()
    routers: Sequence[str] = ()
    retry_after: float | None = None

    @property
    def ttft(self) -> float:
        """Seconds to the first text, of a whole answer to its end; infinite if there was none."""
        if self.first_text is None:
            return math.inf
        return self.first_text - self.started


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


@dataclass
class Observed:
    """The requests of one run."""

    requests: list[ServedRequest] = field(default_factory=list)

    def between(self, start: float, end: float = math.inf) -> Observed:
        return self.where(lambda request: start <= request.started < end)

    def where(self, accepts: Callable[[ServedRequest], bool]) -> Observed:
        return Observed([request for request in self.requests if accepts(request)])

    @property
    def count(self) -> int:
        return len(self.requests)

    def errors(self, *codes: str) -> int:
        """Return how many failed, with one of ``codes`` if any are named."""
        return sum(
            request.error is not None and (not codes or request.error in codes) for request in self.requests
        )

    @property
    def error_share(self) -> float:
        return self.errors() / self.count

    def p95(self) -> float:
        return percentile(self._times(), 0.95)

    def p50(self) -> float:
        return percentile(self._times(), 0.5)

    def worst(self) -> float:
        return max(self._times())

    def shares(self) -> dict[str, float]:
        """Return the part of the requests that each router answered or, last, failed."""
        counts = Counter(request.routers[-1] for request in self.requests if request.routers)
        return {url: count / max(1, counts.total()) for url, count in counts.items()}

    def share(self, url: str) -> float:
        return self.shares().get(url, 0.0)

    def first_attempts(self, url: str) -> int:
        """Return how many requests tried this router first."""
        return sum(request.routers[:1] == (url,) for request in self.requests)

    def attempts_per_request(self) -> float:
        return sum(len(request.routers) for request in self.requests) / self.count

    def summary(self) -> str:
        codes = Counter(request.error for request in self.requests if request.error)
        return (
            f"n={self.count} errors={self.errors()} {dict(codes)} P50={self.p50() * 1000:.0f} "
            f"P95={self.p95() * 1000:.0f} worst={self.worst() * 1000:.0f} ms"
        )

    def _times(self) -> list[float]:
        return [request.ttft for request in self.requests if request.error is None]


def first_sustained(times: Iterable[float], of: Observed, share: float, url: str, window: float) -> float:
    """Return the first of ``times`` from which on ``url`` has ``share`` of the requests of a window."""
    for start in times:
        if of.between(start, start + window).share(url) >= share:
            return start
    return math.inf
