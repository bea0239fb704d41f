from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from functions.control_plane.usage.schemas import DayUsage
from functions.control_plane.usage.time_range import custom_span, every_day, named_span
from portal.errors import UnprocessableRequest

NOW = datetime(2026, 11, 21, 10, 30, 15, tzinfo=UTC)


def test_a_span_is_of_whole_hours_until_the_end_of_this_one() -> None:
    end = datetime(2026, 11, 21, 11, tzinfo=UTC)
    for name, start in (
        ("24h", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 14, 10, tzinfo=UTC)),
        ("month", datetime(2026, 11, 1, tzinfo=UTC)),
    ):
        span = named_span(name, NOW)  # type: ignore[arg-type]
        assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(("name", "is_by_hour"), [("24h", True), ("7d", True), ("30d", False)])
def test_short_spans_are_told_by_the_hour(name: str, is_by_hour: bool) -> None:
    assert named_span(name, NOW).is_by_hour is is_by_hour  # type: ignore[arg-type]


def test_a_custom_span_is_of_the_hours_it_touches() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    span = custom_span(datetime(2026, 11, 3, tzinfo=india), datetime(2026, 11, 4, tzinfo=india), NOW)
    assert span.start == datetime(2026, 11, 2, 18, tzinfo=UTC)
    assert span.end == datetime(2026, 11, 3, 19, tzinfo=UTC)
    assert custom_span(NOW, None, NOW).end == datetime(2026, 11, 21, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "param"),
    [
        (NOW, NOW, "to"),
        (NOW, NOW - timedelta(days=1), "to"),
        (NOW + timedelta(days=3), None, "to"),
        (NOW - timedelta(days=367), NOW, "from"),
    ],
)
def test_a_span_that_is_none_is_refused(start: datetime, end: datetime | None, param: str) -> None:
    with pytest.raises(UnprocessableRequest) as refused:
        custom_span(start, end, NOW)
    assert refused.value.param == param


def test_days_without_usage_are_zeros_in_their_place() -> None:
    start, end = datetime(2026, 10, 30, 5, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    used = DayUsage(day=datetime(2026, 10, 31, tzinfo=UTC).date(), requests=4)
    days = every_day([used], start, end)
    assert [(str(entry.day), entry.requests) for entry in days] == [
        ("2026-10-30", 0),
        ("2026-10-31", 4),
        ("2026-11-01", 0),
        ("2026-11-02", 0),
    ]
