"""Tell the ledger how old the messages are that the queue delivers.

From that, and from how many wait, the database concludes up to when the queue has been worked off: no request
is called abandoned while its end may be in the queue.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from functions.usage_rollup.ledger import UsageLedger
from portal.errors import DatabaseUnavailable

log = logging.getLogger(__name__)


class IngestProgress:
    """What one environment of the ingest received. ``clock`` is wall-clock time in seconds since 1970."""

    def __init__(self, ledger: UsageLedger, clock: Callable[[], float] = time.time) -> None:
        self._ledger = ledger
        self._clock = clock
        self._oldest_sent_at: float | None = None
        """Of the messages that the ledger has not been told of."""

    async def note(self, recorded: int, sent_at: float) -> None:
        """Note a batch: how many of its messages are done with, and when the oldest of all was sent.

        Never raises. What cannot be told now is told with the next batch.
        """
        oldest = min(sent_at, self._oldest_sent_at or sent_at)
        self._oldest_sent_at = oldest
        if not recorded:
            return  # the database is away, or records nothing: a success alone proves that the ingest works
        try:
            await self._ledger.observe_batch(recorded, max(self._clock() - oldest, 0.0))
        except DatabaseUnavailable as error:
            log.warning("usage.progress_not_noted: %s", error)
        else:
            self._oldest_sent_at = None
