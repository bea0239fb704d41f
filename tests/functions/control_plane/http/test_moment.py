"""A point in time from a client is in UTC and within the calendar, or refused."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from functions.control_plane.http.moment import EARLIEST, LATEST, Moment
from functions.control_plane.usage.time_range import custom_range
from portal.errors import UnprocessableRequest

OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(timezones=OFFSETS)
MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


@given(at=TIMES)
def test_moment_is_the_same_time_in_utc_or_refused(at: datetime) -> None:
    try:
        moment = MOMENT.validate_python(at)
    except ValidationError:
        assert at.year < 1971 or at.year > 2998
    else:
        assert moment == at
        assert moment.tzinfo is UTC
        assert EARLIEST <= moment < LATEST


@given(start=TIMES, end=st.none() | TIMES, now=st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1)))  # noqa: DTZ001
def test_any_moments_are_a_range_or_refused(start: datetime, end: datetime | None, now: datetime) -> None:
    with contextlib.suppress(UnprocessableRequest, ValidationError):
        time_range = custom_range(
            MOMENT.validate_python(start),
            None if end is None else MOMENT.validate_python(end),
            now.replace(tzinfo=UTC),
        )
        assert time_range.start < time_range.end
