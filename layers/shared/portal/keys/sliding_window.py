"""Sliding-window counters in memory, with the arithmetic of Unkey (docs/protocols/unkey.md, "Rate limits").

Time is cut into buckets of the limit's length, aligned to the epoch. At a fraction *f* of the current bucket

    used = current + floor(previous x (1 - f))

and a request passes while ``used + 1 <= limit``. Several limits are all or nothing: if one is full, none is
charged. ``resets_at`` is the end of the current bucket; at that time at least one more request passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.limits import Limit, Scope, Window


class Meter(NamedTuple):
    """A limit with its counter; a tuple, because the hot path unpacks one per limit of every request."""

    name: str
    scope: Scope
    limit: int
    seconds: int
    counter: tuple[str, str]


def meters_of(limits: Iterable[Limit], *, key_id: str, allowance_id: str) -> tuple[Meter, ...]:
    """Return a meter per limit: key limits count the key, organisation limits the allowance."""
    subjects: dict[Scope, str] = {"key": key_id, "organization": allowance_id}
    return tuple(
        Meter(limit.name, limit.scope, limit.limit, limit.seconds, (subjects[limit.scope], limit.name))
        for limit in limits
    )


class Counted(NamedTuple):
    """The state of each limit, in the order of the meters. If ``allowed`` is false, nothing was charged.

    ``waits`` are the seconds until a request passes each limit (0.0: not exceeded); empty if allowed.
    """

    allowed: bool
    windows: tuple[Window, ...]
    waits: tuple[float, ...] = ()


class _Buckets:
    """The counts of all keys and allowances in the current and the previous bucket of one length."""

    __slots__ = ("current", "ends_at", "previous")

    def __init__(self, ends_at: float) -> None:
        self.ends_at = ends_at
        self.current: dict[tuple[str, str], int] = {}
        self.previous: dict[tuple[str, str], int] = {}


class SlidingWindows:
    """Counts requests per limit and per key or allowance. The time is an argument, in unix seconds.

    A count is held for at most two bucket lengths, so memory follows the callers of that time.
    """

    def __init__(self) -> None:
        self._buckets: dict[int, _Buckets] = {}

    def count(self, meters: Sequence[Meter], now: float) -> Counted:
        """Charge one request against each meter, or against none of them."""
        windows = []
        charges = []
        for name, scope, limit, seconds, counter in meters:
            buckets = self._buckets.get(seconds)
            if buckets is None or now >= buckets.ends_at:
                buckets = self._advance(seconds, now)
            counts = buckets.current
            current = counts.get(counter, 0)
            used = current + _carried_over(buckets, counter, seconds, now) if buckets.previous else current
            if used >= limit:
                return self._refused(meters, now)
            charges.append((counts, counter, current + 1))
            windows.append(Window(name, scope, limit, limit - used - 1, buckets.ends_at, seconds, False))
        for counts, counter, charged in charges:
            counts[counter] = charged
        return Counted(True, tuple(windows))

    def peek(self, meters: Sequence[Meter], now: float) -> tuple[Window, ...]:
        """Return the state of each meter. Charges nothing, and marks no window as exceeded."""
        return tuple(self._state(meter, now)[0] for meter in meters)

    def warm_up(self, meter: Meter, now: float, *, current: int, previous: int) -> None:
        """Raise the counts of the two buckets to what was recorded before this process started."""
        buckets = self._buckets_at(meter, now)
        for counts, recorded in ((buckets.current, current), (buckets.previous, previous)):
            if recorded > counts.get(meter.counter, 0):
                counts[meter.counter] = recorded

    @property
    def size(self) -> int:
        """The number of counts in memory."""
        return sum(len(buckets.current) + len(buckets.previous) for buckets in self._buckets.values())

    def _state(self, meter: Meter, now: float) -> tuple[Window, int, int]:
        """Return the window of ``meter``, and its counts in the current and the previous bucket."""
        buckets = self._buckets_at(meter, now)
        current = buckets.current.get(meter.counter, 0)
        used = current + _carried_over(buckets, meter.counter, meter.seconds, now)
        remaining = max(0, meter.limit - used)
        window = Window(meter.name, meter.scope, meter.limit, remaining, buckets.ends_at, meter.seconds)
        return window, current, buckets.previous.get(meter.counter, 0)

    def _buckets_at(self, meter: Meter, now: float) -> _Buckets:
        buckets = self._buckets.get(meter.seconds)
        if buckets is None or now >= buckets.ends_at:
            buckets = self._advance(meter.seconds, now)
        return buckets

    def _refused(self, meters: Sequence[Meter], now: float) -> Counted:
        windows = []
        waits = []
        for meter in meters:
            window, current, previous = self._state(meter, now)
            exceeded = window.remaining == 0
            windows.append(window._replace(exceeded=exceeded))
            waits.append(_wait(meter, current, previous, window.resets_at, now) if exceeded else 0.0)
        return Counted(False, tuple(windows), tuple(waits))

    def _advance(self, seconds: int, now: float) -> _Buckets:
        """Start the bucket that contains ``now``, and drop every count that no window covers any more."""
        started = _Buckets((now // seconds + 1) * seconds)
        ended = self._buckets.get(seconds)
        if ended is not None and ended.ends_at + seconds == started.ends_at:
            started.previous = ended.current
        self._buckets[seconds] = started
        idle = [length for length, buckets in self._buckets.items() if now >= buckets.ends_at + length]
        for length in idle:
            del self._buckets[length]
        return started


def _carried_over(buckets: _Buckets, counter: tuple[str, str], seconds: int, now: float) -> int:
    """Return how much of the previous bucket still counts."""
    # At most 1: after the clock was set back, the current bucket stays the one it had reached.
    fraction = min(1.0, (buckets.ends_at - now) / seconds)
    return int(buckets.previous.get(counter, 0) * fraction)


_STRICTLY_AFTER = 0.001
"""Added to a wait, in seconds: at the computed instant itself the request is still denied."""


def _wait(meter: Meter, current: int, previous: int, ends_at: float, now: float) -> float:
    """Return the seconds until one request passes, if none is charged meanwhile.

    In the current bucket one passes as soon as ``floor(previous x fraction left) < limit - current``. A
    bucket that is full on its own has to end first; then it is the previous one, and the same formula applies
    to its count.
    """
    if meter.limit < 1:
        return float(meter.seconds)
    available = meter.limit - current
    if available > 0:
        passes_at = ends_at - meter.seconds * available / previous
    else:
        passes_at = ends_at + meter.seconds * (1.0 - meter.limit / current)
    return max(0.0, passes_at - now) + _STRICTLY_AFTER
