"""Tell the ledger how old the messages are that the queue delivers.

From that, and from how many wait, the database concludes up to when the queue has been worked off: no request
is called abandoned while its end may be in the queue.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from functions.usage_rollup.ledger import EventsRefused, UsageLedger
from portal.errors import DatabaseUnavailable

log = logging.getLogger(__name__)


class IngestProgress:
    """What one environment of the ingest received. ``clock`` is wall-clock time in seconds since 1970."""

    def __init__(self, ledger: UsageLedger, clock: Callable[[], float] = time.time) -> None:
        self._ledger = ledger
        self._clock = clock
        self._oldest_sent_at: float | None = None
        """Of the messages that the ledger has not been told of."""

    async def note(self, recorded: int, sent_at: float, *, is_database_away: bool = False) -> None:
        """Note a batch: how many of its messages are done with, and when the oldest of all was sent.

        Also of a batch of which none is: its messages are in the queue, and this environment may end before
        it receives another. Never raises. What cannot be told now is told with the next batch.
        """
        oldest = min(sent_at, self._oldest_sent_at or sent_at)
        self._oldest_sent_at = oldest
        if is_database_away:
            return
        try:
            await self._ledger.observe_batch(recorded, max(self._clock() - oldest, 0.0))
        except (DatabaseUnavailable, EventsRefused) as error:
            log.warning("usage.progress_not_noted: %s", error)
        else:
            self._oldest_sent_at = None
