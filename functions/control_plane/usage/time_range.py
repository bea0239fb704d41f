"""Time ranges that usage is summed over, in full hours in UTC.

Sums are stored by the hour. A range with another edge is refused: a rounded one would count an hour twice in
two ranges that follow each other, or differ from an export with the same edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.control_plane.usage.schemas.counts import DayUsage
from functions.control_plane.usage.schemas.summary import RangeName
from portal.errors import UnprocessableRequest

LENGTHS: dict[RangeName, timedelta] = {
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
}
MAX_LENGTH = timedelta(days=366)
_HOURLY_MAX_LENGTH = timedelta(days=7, hours=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From ``start`` to before ``end``. ``end`` changes once an hour, so responses stay cacheable."""

    name: RangeName
    start: datetime
    end: datetime

    @property
    def has_hourly_sums(self) -> bool:
        """Whether the range is short enough for a page to draw its hours."""
        return self.end - self.start <= _HOURLY_MAX_LENGTH


def named_range(name: RangeName, now: datetime) -> TimeRange:
    """Return the range that ends with the hour of ``now``: of fixed length, or the current month (UTC)."""
    hour = _start_of_hour(now)
    start = hour.replace(day=1, hour=0) if name == "month" else hour - LENGTHS[name]
    return TimeRange(name, start, hour + _HOUR)


def custom_range(start: datetime, end: datetime | None, now: datetime) -> TimeRange:
    """Return the range from ``start`` to before ``end``; without ``end``, to the end of this hour.

    Raises UnprocessableRequest if an edge is no full hour, or the range is empty or too long.
    """
    for param, edge in (("from", start), ("to", end)):
        if edge is not None and edge != _start_of_hour(edge):
            raise UnprocessableRequest(
                f"'{param}' must be a full hour in UTC.",
                param=param,
                hint="Usage is summed by the hour. Lists and exports of requests take any time.",
            )
    end = _start_of_hour(now) + _HOUR if end is None else end
    if end <= start:
        raise UnprocessableRequest("'to' must be later than 'from'.", param="to")
    if end - start > MAX_LENGTH:
        raise UnprocessableRequest(f"A range is at most {MAX_LENGTH.days} days long.", param="from")
    return TimeRange("custom", start.astimezone(UTC), end.astimezone(UTC))


def fill_days(days: Sequence[DayUsage], start: datetime, end: datetime) -> list[DayUsage]:
    """Return one entry per day from ``start`` to before ``end``: that of ``days``, or one of zeros."""
    by_day = {usage.day: usage for usage in days}
    count = ((end - timedelta(microseconds=1)).date() - start.date()).days + 1
    dates = [start.date() + timedelta(days=number) for number in range(count)]
    return [by_day.get(day) or DayUsage(day=day) for day in dates]


def _start_of_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
