"""The health history: seconds of each state, by pool, target and minute. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from functions.pool_monitor.assessment import MonitoredTarget, RequestBucket
from functions.pool_monitor.records import PoolMinute
from portal.pool_health import PoolServingState, PublishedHealth, TargetHealth

MINUTE = 60.0
MOST_SECONDS = 5.0
"""The most that one observation counts for: while nobody looked, nothing is known."""

SETTLED_SECONDS = 15.0
"""A minute is complete so long after its end: outcomes of requests arrive late."""

KEPT_MINUTES = 10
"""So many minutes wait for a database that is down; older ones are dropped."""

HistoryLevel = Literal["up", "degraded", "down"]
_OF_POOL: dict[PoolServingState, HistoryLevel] = {
    "operational": "up",
    "degraded": "degraded",
    "unavailable": "down",
}


@dataclass(slots=True)
class MinuteCount:
    """Seconds of each level within a minute, and the last percentiles."""

    up: float = 0.0
    degraded: float = 0.0
    down: float = 0.0
    p50_ms: float | None = None
    p95_ms: float | None = None


@dataclass(slots=True)
class HealthHistory:
    """Counts minutes until they are written.

    Keys of ``counts`` are (start of the minute, alias, target id or ""), of ``requests`` (target id, start of
    the bucket).
    """

    counts: dict[tuple[float, str, str], MinuteCount] = field(default_factory=dict)
    requests: dict[tuple[str, float], RequestBucket] = field(default_factory=dict)
    counted_at: float | None = None

    def add_requests(self, buckets: Iterable[RequestBucket]) -> None:
        for bucket in buckets:
            self.requests[bucket.target_id, bucket.start] = bucket

    def count(self, health: PublishedHealth, targets: Sequence[MonitoredTarget], now: float) -> None:
        """Count the time since the last call for the state that ``health`` has."""
        last = self.counted_at
        self.counted_at = now
        if last is None or now <= last:
            return
        seconds, minute = min(now - last, MOST_SECONDS), now - now % MINUTE
        for alias, pool in health.pools.items():
            own = self.counts.setdefault((minute, alias, ""), MinuteCount())
            _add(own, _OF_POOL[pool.state], seconds)
            own.p50_ms, own.p95_ms = pool.ttft_p50_ms, pool.ttft_p95_ms
        for target in targets:
            state = health.targets[target.id]
            own = self.counts.setdefault((minute, target.alias, target.id), MinuteCount())
            _add(own, _level(state), seconds)
            own.p50_ms, own.p95_ms = state.ttft_p50_ms, state.ttft_p95_ms
        oldest = minute - KEPT_MINUTES * MINUTE
        for key in [key for key in self.counts if key[0] < oldest]:
            del self.counts[key]
        for request in [each for each in self.requests if each[1] < oldest]:
            del self.requests[request]

    def complete(self, now: float) -> list[PoolMinute]:
        """Return the minutes that are complete, in order."""
        buckets = self.requests.values()
        ended = sorted(key for key in self.counts if key[0] + MINUTE + SETTLED_SECONDS <= now)
        members: dict[str, set[str]] = {}
        for _, alias, target_id in ended:
            if target_id:
                members.setdefault(alias, set()).add(target_id)
        minutes = []
        for start, alias, target_id in ended:
            own = {target_id} if target_id else members.get(alias, set())
            of_minute = [
                each for each in buckets if each.target_id in own and start <= each.start < start + MINUTE
            ]
            minutes.append(_minute(start, alias, target_id, self.counts[start, alias, target_id], of_minute))
        return minutes

    def written(self, minutes: Iterable[PoolMinute]) -> None:
        """Forget minutes that the database has."""
        for each in minutes:
            self.counts.pop((each.minute.timestamp(), each.alias, each.target or ""), None)


def _minute(
    start: float, alias: str, target_id: str, count: MinuteCount, buckets: Sequence[RequestBucket]
) -> PoolMinute:
    failures = sum(each.failed for each in buckets)
    return PoolMinute(
        alias=alias,
        target=target_id or None,
        minute=datetime.fromtimestamp(start, UTC),
        up_seconds=round(count.up),
        degraded_seconds=round(count.degraded),
        down_seconds=round(count.down),
        requests=sum(each.ok for each in buckets) + failures,
        failures=failures,
        ttft_p50_ms=count.p50_ms,
        ttft_p95_ms=count.p95_ms,
    )


def _add(count: MinuteCount, level: HistoryLevel, seconds: float) -> None:
    if level == "up":
        count.up += seconds
    elif level == "degraded":
        count.degraded += seconds
    else:
        count.down += seconds


def _level(health: TargetHealth) -> HistoryLevel:
    if health.state == "down":
        return "down"
    return "up" if health.state in {"up", "unknown"} and health.share >= 1 else "degraded"
