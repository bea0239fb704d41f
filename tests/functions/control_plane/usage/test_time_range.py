"""Time ranges of full hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from functions.control_plane.usage.schemas.counts import DayUsage
from functions.control_plane.usage.time_range import custom_range, fill_days, named_range
from portal.errors import (
    UnprocessableRequest,
)

NOW = datetime(2026, 11, 21, 10, 30, 15, tzinfo=UTC)
HOUR = datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_named_range_ends_with_current_hour() -> None:
    end = datetime(2026, 11, 21, 11, tzinfo=UTC)
    for name, start in (
        ("24h", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 14, 10, tzinfo=UTC)),
        ("month", datetime(2026, 11, 1, tzinfo=UTC)),
    ):
        time_range = named_range(name, NOW)  # type: ignore[arg-type]
        assert (time_range.start, time_range.end) == (start, end)


@pytest.mark.parametrize(("name", "has_hourly_sums"), [("24h", True), ("7d", True), ("30d", False)])
def test_short_ranges_have_hourly_sums(name: str, has_hourly_sums: bool) -> None:
    assert named_range(name, NOW).has_hourly_sums is has_hourly_sums  # type: ignore[arg-type]


def test_custom_range_is_what_was_asked_for() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    start, end = datetime(2026, 11, 3, 5, 30, tzinfo=india), datetime(2026, 11, 4, 5, 30, tzinfo=india)
    time_range = custom_range(start, end, NOW)
    assert (time_range.start, time_range.end) == (start, end)
    assert time_range.start.tzinfo is UTC
    assert custom_range(HOUR, None, NOW).end == datetime(2026, 11, 21, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "param"),
    [
        (HOUR, HOUR, "to"),
        (HOUR, HOUR - timedelta(days=1), "to"),
        (HOUR + timedelta(days=3), None, "to"),
        (HOUR - timedelta(days=367), HOUR, "from"),
        (NOW, HOUR + timedelta(hours=2), "from"),
        (HOUR, NOW, "to"),
        (HOUR - timedelta(microseconds=1), HOUR, "from"),
        (datetime(2026, 11, 3, tzinfo=timezone(timedelta(hours=5, minutes=30))), HOUR, "from"),
    ],
)
def test_invalid_custom_range_is_422(start: datetime, end: datetime | None, param: str) -> None:
    with pytest.raises(UnprocessableRequest) as refused:
        custom_range(start, end, NOW)
    assert refused.value.param == param


def test_days_without_usage_are_zero() -> None:
    start, end = datetime(2026, 10, 30, 5, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    used = DayUsage(day=datetime(2026, 10, 31, tzinfo=UTC).date(), requests=4)
    days = fill_days([used], start, end)
    assert [(str(entry.day), entry.requests) for entry in days] == [
        ("2026-10-30", 0),
        ("2026-10-31", 4),
        ("2026-11-01", 0),
        ("2026-11-02", 0),
    ]
