"""Points in time that clients send."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(3000, 1, 1, tzinfo=UTC)


def _in_utc(at: datetime) -> datetime:
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise _out_of_range() from None
    if not EARLIEST <= moment < LATEST:
        raise _out_of_range()
    return moment


def _out_of_range() -> ValueError:
    return ValueError("it must be from the year 1970 to the year 2999")


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time with an offset, from 1970 to 2999, in UTC: arithmetic near the edges of ``datetime`` overflows."""
