"""A cache of the serving history: however many people look, the database is asked twice a minute."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from portal.errors import PortalError
from portal.pool_health.history import ServingHistory, ServingHistorySource
from portal.web.elapsed import elapsed_seconds

log = logging.getLogger(__name__)

FRESH_SECONDS = 30.0
"""How long a history serves before it is read again."""

RETRY_SECONDS = 5.0
"""A failed read is repeated after this long."""

STALE_SECONDS = 600.0
"""How long the last history serves while reads fail. After that there is none."""


class ServingHistoryCache:
    """``clock`` returns seconds, and goes on while the environment is frozen."""

    def __init__(self, source: ServingHistorySource, *, clock: Callable[[], float] = elapsed_seconds) -> None:
        self._source = source
        self._clock = clock
        self._histories: Mapping[str, ServingHistory] | None = None
        self._read_at = float("-inf")
        self._next_read_at = float("-inf")
        self._read: asyncio.Task[None] | None = None

    async def current(self) -> Mapping[str, ServingHistory] | None:
        """Return the history of each model by its alias, within 1 s; None: it cannot be read."""
        if self._read is None and self._clock() >= self._next_read_at:
            self._read = asyncio.create_task(self._read_once())
        if self._read is not None:
            await asyncio.wait([self._read])
        return self._histories if self._clock() - self._read_at < STALE_SECONDS else None

    async def _read_once(self) -> None:
        sent_at = self._clock()
        try:
            self._histories = await self._source.fetch()
            self._read_at = sent_at
            self._next_read_at = sent_at + FRESH_SECONDS
        except PortalError as error:
            self._next_read_at = self._clock() + RETRY_SECONDS
            log.warning("serving_history.read_failed", extra={"reason": str(error)})
        finally:
            self._read = None
