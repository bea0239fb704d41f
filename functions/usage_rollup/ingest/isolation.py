"""Isolate the events that the database refuses, so that the others of the same call are recorded."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from functions.usage_rollup.ingest.dead_letters import DeadEvent
from functions.usage_rollup.ledger import EventsRefused, Rejection, UsageLedger
from portal.usage import UsageEvent
from portal.usage.messages import encode

log = logging.getLogger(__name__)

MAX_SPLITS = 64
"""How often refused calls are split in half: enough to isolate six bad events in a thousand."""


async def record_isolating(ledger: UsageLedger, events: Sequence[UsageEvent]) -> list[DeadEvent]:
    """Record ``events`` and return those that cannot be recorded. Raises DatabaseUnavailable.

    If there are more bad events than ``MAX_SPLITS`` can isolate, the rest is returned with its good events.
    """
    return await _Isolation(ledger).record(events)


class _Isolation:
    """One group of events and the splits that are left for it."""

    def __init__(self, ledger: UsageLedger) -> None:
        self._ledger = ledger
        self._splits_left = MAX_SPLITS

    async def record(self, events: Sequence[UsageEvent]) -> list[DeadEvent]:
        try:
            result = await self._ledger.record(events)
        except EventsRefused as error:
            if len(events) == 1 or self._splits_left == 0:
                return [DeadEvent(encode(event), f"{event.request_id}: {error}") for event in events]
            self._splits_left -= 1
            half = len(events) // 2
            return [*await self.record(events[:half]), *await self.record(events[half:])]
        log.info("usage.events_recorded: %d events, %d duplicates", result.recorded, result.duplicates)
        return list(_rejected(events, result.rejected))


def _rejected(events: Sequence[UsageEvent], rejections: Sequence[Rejection]) -> Iterator[DeadEvent]:
    reasons = {rejection.request_id: rejection.reason for rejection in rejections}
    for event in events if reasons else ():
        if event.request_id in reasons:
            yield DeadEvent(encode(event), f"{event.request_id}: {reasons[event.request_id]}")
