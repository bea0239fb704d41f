"""What this process has just seen of its targets: it corrects the published health, which is seconds old."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from portal.pools import Target
from portal.pools.choice import NEAR_RATIO
from portal.pools.failover import FAILED_OUTCOMES
from portal.usage import AttemptOutcome
from portal.web.elapsed import elapsed_seconds

SUSPECT_SECONDS = 5.0
"""How long a failure puts a target behind the others; each further one in a row for as long again."""

SUSPECT_MAX_SECONDS = 15.0

DOUBTFUL_SHARE = 0.1
"""Part of its weight that a target gets after that until it has succeeded."""

MONITOR_LAG_SECONDS = 5.0
"""Published health is made of what was measured up to this long before it was published."""

BUSY_SECONDS = 1.0
"""How long a target is busy that did not say how long."""

BUSY_NEWS_SECONDS = 2.0
"""For so long after that, busy is the last that is known of it: one that still is speaks for the others."""

ESTIMATE_SECONDS = 60.0
"""Measured times and learned capacities are forgotten after this."""

RECENT_SECONDS = 15.0
"""A measured time goes before a published one for this long."""

_SMOOTHING = 0.3
_SAMPLES = 3
"""A mean of fewer is not used."""
_KEPT_TIMES = 16
_MEDIAN_SECONDS = 1.0
_SILENT_TARGETS = 2
"""So many targets of one router in a row without a first text in time, and the router is suspect."""


@dataclass(slots=True)
class _Incidents:
    """Failures in a row of one target or router; requests that ran at the same time fail together, once."""

    failures: int = 0
    failed_at: float = float("-inf")

    def failed(self, began_at: float, now: float) -> None:
        if began_at >= self.failed_at:
            self.failures += 1
        self.failed_at = now

    def succeeded(self, began_at: float) -> None:
        if began_at > self.failed_at:
            self.failures = 0

    def seconds_left(self, now: float) -> float:
        """Return how much longer it goes behind the others; 0 or less: no longer."""
        seconds = min(SUSPECT_SECONDS * self.failures, SUSPECT_MAX_SECONDS)
        return self.failed_at + seconds - now


class SeenTarget(_Incidents):
    """One target. ``latency`` is the mean time to the first text of a usual prompt, in seconds."""

    __slots__ = (
        "_busy_at",
        "_latency",
        "_measured",
        "_measured_at",
        "busy_until",
        "capacity",
        "capacity_at",
        "in_flight",
        "succeeded_at",
    )

    def __init__(self) -> None:
        super().__init__()
        self.in_flight = 0
        self.succeeded_at = float("-inf")
        self.busy_until = float("-inf")
        self.capacity: int | None = None
        self.capacity_at = float("-inf")
        self._busy_at = float("-inf")
        self._latency = 0.0
        self._measured = 0
        self._measured_at = float("-inf")

    def latency(self, now: float, published: float) -> float:
        """Return the seconds to the first text that were measured here, else ``published``, 0 if unknown."""
        kept_seconds = RECENT_SECONDS if published else ESTIMATE_SECONDS
        if self._measured < _SAMPLES or now - self._measured_at > kept_seconds:
            return published
        return self._latency

    def measured(self, seconds: float, now: float) -> None:
        if now - self._measured_at > ESTIMATE_SECONDS:
            self._measured = 0
        self._latency = (
            seconds if not self._measured else self._latency + _SMOOTHING * (seconds - self._latency)
        )
        self._measured += 1
        self._measured_at = now

    def said_busy(self, now: float, retry_after: float | None) -> None:
        self._busy_at = now
        self.busy_until = max(self.busy_until, now + (BUSY_SECONDS if retry_after is None else retry_after))
        if self.in_flight > 1:
            # Alone on it, the request met those of other processes, which says nothing of the limit.
            known = None if now - self.capacity_at > ESTIMATE_SECONDS else self.capacity
            learned = self.in_flight - 1
            self.capacity = learned if known is None else min(known, learned)
            self.capacity_at = now

    def is_quiet(self, now: float, latency: float) -> bool:
        """Return whether nothing that was seen here corrects what is published: a ``latency`` in seconds, or
        0.
        """
        if self.in_flight or self.failures or now < self.busy_until + BUSY_NEWS_SECONDS:
            return False
        if self._measured < _SAMPLES:
            return True
        if latency:
            is_near = latency < self._latency * NEAR_RATIO and self._latency < latency * NEAR_RATIO
            return is_near or now - self._measured_at > RECENT_SECONDS
        return now - self._measured_at > ESTIMATE_SECONDS

    def has_room(self, now: float) -> bool:
        if self.capacity is None or now - self.capacity_at > ESTIMATE_SECONDS:
            return True
        return self.in_flight < self.capacity

    def succeeded(self, began_at: float) -> None:
        super().succeeded(began_at)
        self.succeeded_at = max(self.succeeded_at, began_at)
        if began_at > self._busy_at:
            self.busy_until = float("-inf")
        if self.capacity is not None and self.in_flight > self.capacity:
            self.capacity = self.in_flight


class _FirstTextTimes:
    """The last times to the first text in one pool. Their median is computed once a second."""

    __slots__ = ("_computed_at", "_times", "_usual")

    def __init__(self) -> None:
        self._times: deque[tuple[float, float]] = deque(maxlen=_KEPT_TIMES)
        self._computed_at = float("-inf")
        self._usual: tuple[float | None, int] = (None, 0)

    def add(self, at: float, seconds: float) -> None:
        self._times.append((at, seconds))
        if self._usual[1] < _SAMPLES:
            self._computed_at = float("-inf")

    def usual(self, now: float) -> tuple[float | None, int]:
        if now - self._computed_at > _MEDIAN_SECONDS:
            self._computed_at = now
            recent = sorted([seconds for at, seconds in self._times if now - at <= ESTIMATE_SECONDS])
            self._usual = (recent[len(recent) // 2] if recent else None, len(recent))
        return self._usual


class Observations:
    """What this process has seen: by target, by router, and the times to the first text by alias.

    ``clock`` is in seconds and goes on while the environment is frozen.
    """

    def __init__(self, clock: Callable[[], float] = elapsed_seconds) -> None:
        self.clock = clock
        self.targets: dict[str, SeenTarget] = {}
        """By target id."""
        self._unreachable: dict[str, _Incidents] = {}
        self._silent: dict[str, dict[str, float]] = {}
        self._times: dict[str, _FirstTextTimes] = {}

    @property
    def has_suspect_routers(self) -> bool:
        return bool(self._unreachable)

    def started(self, target: Target) -> float:
        """Count a request in flight, until ``ended``; return when it began."""
        seen = self.targets.get(target.id)
        if seen is None:
            seen = self.targets[target.id] = SeenTarget()
        seen.in_flight += 1
        return self.clock()

    def first_text(self, target: Target, at: float, seconds: float) -> None:
        """Record that the first text came at ``at``, after ``seconds`` as of a prompt of usual length."""
        self.targets[target.id].measured(seconds, at)
        times = self._times.get(target.alias)
        if times is None:
            times = self._times[target.alias] = _FirstTextTimes()
        times.add(at, seconds)

    def ended(
        self,
        target: Target,
        began_at: float,
        ended_at: float,
        outcome: AttemptOutcome,
        *,
        had_text: bool = False,
        retry_after: float | None = None,
    ) -> None:
        """Record how an attempt ended that ``started`` began."""
        seen = self.targets[target.id]
        if outcome == "ok" or (outcome == "cancelled" and had_text):
            self._succeeded(seen, target, began_at)
        elif outcome == "busy":
            seen.said_busy(ended_at, retry_after)
        elif outcome in FAILED_OUTCOMES:
            seen.failed(began_at, ended_at)
            if outcome == "unreachable":
                self._unreachable.setdefault(target.url, _Incidents()).failed(began_at, ended_at)
            elif outcome == "timed_out":
                self._timed_out(target, began_at, ended_at)
        seen.in_flight -= 1

    def failures_of(self, target: Target, now: float, up_at: float) -> float | None:
        """Return for how many seconds ``target`` goes behind the others because of what was seen here.

        None: nothing is held against it. 0 or less: its time is over, but it has not succeeded since.
        ``up_at`` is when the pool monitor last published it as up, by this clock: that takes back what was
        seen before. One router's failure to connect counts for all of its targets.
        """
        seconds: float | None = None
        for incidents in (self.targets.get(target.id), self._unreachable.get(target.url)):
            if incidents is None or not incidents.failures:
                continue
            if incidents.failed_at + MONITOR_LAG_SECONDS > up_at:
                left = incidents.seconds_left(now)
                seconds = left if seconds is None else max(seconds, left)
        return seconds

    def usual_seconds(self, alias: str, now: float) -> tuple[float | None, int]:
        """Return the median of the last times to the first text of a pool, and of how many it is."""
        times = self._times.get(alias)
        return (None, 0) if times is None else times.usual(now)

    def _succeeded(self, seen: SeenTarget, target: Target, began_at: float) -> None:
        seen.succeeded(began_at)
        if self._unreachable:
            router = self._unreachable.get(target.url)
            if router is not None:
                router.succeeded(began_at)
                if not router.failures:
                    del self._unreachable[target.url]
        if self._silent:
            self._silent.pop(target.url, None)

    def _timed_out(self, target: Target, began_at: float, now: float) -> None:
        silent = self._silent.setdefault(target.url, {})
        silent[target.id] = now
        recent = [at for at in silent.values() if now - at <= SUSPECT_MAX_SECONDS]
        if len(recent) >= _SILENT_TARGETS:
            self._unreachable.setdefault(target.url, _Incidents()).failed(began_at, now)
