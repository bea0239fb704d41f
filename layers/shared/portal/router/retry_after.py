"""How long a router says that it is busy: the header ``Retry-After``. Pure.

Source: RFC 9110, section 10.2.3: a number of seconds, or an HTTP date.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_SECONDS = 60.0
"""A router that says more is asked again after this: it would get nothing for hours, by one header."""


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Return the seconds from ``now`` on, 0 to ``MAX_SECONDS``; None if the header is missing or no time."""
    if value is None or not value.strip():
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        # Without a time zone it is GMT: RFC 9110 allows no other.
        seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    if not math.isfinite(seconds):
        return None
    return min(max(seconds, 0.0), MAX_SECONDS)
