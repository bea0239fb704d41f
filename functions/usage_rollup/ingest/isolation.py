"""Isolate the events that the database does not record, so that the others of the same call are recorded."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from functions.usage_rollup.ingest.dead_letters import DeadEvent
from functions.usage_rollup.ledger import EventsNotRecorded, EventsRefused, Rejection, UsageLedger
from portal.usage import UsageEvent
from portal.usage.messages import encode

log = logging.getLogger(__name__)

MAX_SPLITS = 64
"""How often refused calls are split in half: enough to isolate six bad events in a thousand."""


@dataclass(slots=True)
class Outcome:
    """What became of the events that are not recorded."""

    dead: list[DeadEvent] = field(default_factory=list)
    """They can never be recorded."""
    waiting: list[UsageEvent] = field(default_factory=list)
    """The database did not record them this time."""
    error: EventsNotRecorded | None = None
    """Why not; the last of the errors."""


async def record_isolating(ledger: UsageLedger, events: Sequence[UsageEvent]) -> Outcome:
    """Record ``events`` and return those that are not recorded. Raises DatabaseUnavailable.

    If there are more bad events than ``MAX_SPLITS`` can isolate, the rest is returned with its good events.
    """
    isolation = _Isolation(ledger)
    await isolation.record(events)
    return isolation.outcome


class _Isolation:
    """One group of events and the splits that are left for it."""

    def __init__(self, ledger: UsageLedger) -> None:
        self._ledger = ledger
        self._splits_left = MAX_SPLITS
        self.outcome = Outcome()

    async def record(self, events: Sequence[UsageEvent]) -> None:
        try:
            result = await self._ledger.record(events)
        except (EventsRefused, EventsNotRecorded) as error:
            if len(events) > 1 and self._splits_left:
                self._splits_left -= 1
                half = len(events) // 2
                await self.record(events[:half])
                await self.record(events[half:])
            elif isinstance(error, EventsRefused):
                self.outcome.dead += (
                    DeadEvent(encode(event), f"{event.request_id}: {error}") for event in events
                )
            else:
                self.outcome.waiting += events
                self.outcome.error = error
            return
        log.info("usage.events_recorded: %d events, %d duplicates", result.recorded, result.duplicates)
        self.outcome.dead += _rejected(events, result.rejected)


def _rejected(events: Sequence[UsageEvent], rejections: Sequence[Rejection]) -> Iterator[DeadEvent]:
    reasons = {rejection.request_id: rejection.reason for rejection in rejections}
    for event in events if reasons else ():
        if event.request_id in reasons:
            yield DeadEvent(encode(event), f"{event.request_id}: {reasons[event.request_id]}")
