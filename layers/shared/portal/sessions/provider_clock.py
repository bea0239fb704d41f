"""The clock of the auth provider, known from the ``Date`` of its responses.

Tokens are dated by it, and may live for a minute only: a machine whose own clock is ahead would reject all of
them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

MAX_DIFFERENCE_SECONDS = 900.0
"""A larger difference is not believed: a broken response must not prolong sessions without end."""


class ProviderClock:
    """``wall_clock`` is this machine's, in unix seconds. It counts alone until a response was observed."""

    def __init__(self, wall_clock: Callable[[], float] = time.time) -> None:
        self._wall_clock = wall_clock
        self._difference = 0.0

    def now(self) -> float:
        """Return the provider's time in unix seconds."""
        return self._wall_clock() + self._difference

    def observe(self, headers: Mapping[str, str]) -> None:
        """Take the time from the headers of a response that has just arrived, by their names in lower case.

        ``age`` are the seconds that a cache has held it for (RFC 9111, 5.1). Headers without a time change
        nothing.
        """
        try:
            sent_at = parsedate_to_datetime(headers["date"]).timestamp() + int(headers.get("age", "0"))
        except (KeyError, ValueError, OverflowError):
            return
        difference = sent_at - self._wall_clock()
        self._difference = difference if abs(difference) <= MAX_DIFFERENCE_SECONDS else 0.0
