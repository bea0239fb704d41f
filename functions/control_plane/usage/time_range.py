"""Spans of time that usage is summed over. Sums are by the hour, so each is of whole hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.control_plane.usage.schemas import DayUsage, RangeName
from portal.errors import UnprocessableRequest

LENGTHS: dict[RangeName, timedelta] = {
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
}
LONGEST = timedelta(days=366)
_BY_HOUR = timedelta(days=7, hours=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to before ``end``. ``end`` does not move within an hour: nor does an answer about it."""

    name: RangeName
    start: datetime
    end: datetime

    @property
    def is_by_hour(self) -> bool:
        """Whether sums by the hour are worth having: no more of them than a page can draw."""
        return self.end - self.start <= _BY_HOUR


def named_span(name: RangeName, now: datetime) -> Span:
    """Return the span that ends with the hour of ``now``: of a fixed length, or the month (UTC) so far."""
    hour = _hour_of(now)
    start = hour.replace(day=1, hour=0) if name == "month" else hour - LENGTHS[name]
    return Span(name, start, hour + _HOUR)


def custom_span(start: datetime, end: datetime | None, now: datetime) -> Span:
    """Return the hours that ``start`` to before ``end`` lie in; without ``end``, up to now."""
    end = _hour_of(now) + _HOUR if end is None else end
    if end <= start:
        raise UnprocessableRequest("'to' must be later than 'from'.", param="to")
    if end - start > LONGEST:
        raise UnprocessableRequest(f"A span is at most {LONGEST.days} days long.", param="from")
    return Span("custom", _hour_of(start), _hour_of(end - timedelta(microseconds=1)) + _HOUR)


def every_day(days: Sequence[DayUsage], start: datetime, end: datetime) -> list[DayUsage]:
    """Return ``days`` with one of zeros for each day from ``start`` to before ``end`` that is missing."""
    known = {usage.day: usage for usage in days}
    count = ((end - timedelta(microseconds=1)).date() - start.date()).days + 1
    dates = [start.date() + timedelta(days=number) for number in range(count)]
    return [known.get(day) or DayUsage(day=day) for day in dates]


def _hour_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
