"""Queue messages into the books: few database calls, and a bad event goes on alone.

Everything may run twice, late, and beside other ingestions: an event is recorded once, by its request id.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from functions.usage_rollup.ingest.dead_letters import DeadEvent, DeadLetters
from functions.usage_rollup.ledger import EventsRefused, Ledger, Rejection
from portal.errors import DatabaseUnavailable
from portal.usage import QueueUnavailable, UsageEvent
from portal.usage.decoding import Contents, UnreadableMessage, read_message
from portal.usage.messages import encode

log = logging.getLogger(__name__)

EVENTS_PER_CALL = 1_000
"""Messages are joined up to so many events a call: about 60 ms of the database."""

DIVISIONS = 64
"""How often a call that the database refused is halved: enough to single out six bad events in a thousand."""


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    contents: Contents


class Ingestion:
    """Records what messages hold in ``ledger``; what it never takes goes to ``dead_letters``."""

    def __init__(self, ledger: Ledger, dead_letters: DeadLetters) -> None:
        self._ledger = ledger
        self._dead_letters = dead_letters

    async def ingest(self, bodies: Mapping[str, str]) -> dict[str, Exception]:
        """Record messages, given as id → body. Return what is to be delivered again: id → why.

        A message that is none at all comes back until its queue puts it with the dead letters by itself.
        """
        failures: dict[str, Exception] = {}
        for group in _groups(list(_read(bodies, failures))):
            try:
                await self._ingest_group(group)
            except (DatabaseUnavailable, QueueUnavailable) as error:
                failures |= {message.id: error for message in group}
        for message_id, failure in failures.items():
            log.error("usage.message_failed: %s: %r", message_id, failure)
        return failures

    async def _ingest_group(self, group: Sequence[_Message]) -> None:
        """Raises DatabaseUnavailable or QueueUnavailable, where some of it may be done."""
        dead = [DeadEvent(f.entry, f.reason) for message in group for f in message.contents.faults]
        events = [event for message in group for event in message.contents.events]
        if events:
            dead += await _Recorder(self._ledger).record(events)
        await self._dead_letters.put(dead)


class _Recorder:
    """Records one group, dividing what the database refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._divisions = DIVISIONS

    async def record(self, events: Sequence[UsageEvent]) -> list[DeadEvent]:
        """Record ``events`` and return those that cannot be. Raises DatabaseUnavailable.

        Where too many of them are bad to be singled out, the undivided rest is returned with its good ones.
        """
        try:
            recording = await self._ledger.record(events)
        except EventsRefused as error:
            if len(events) == 1 or self._divisions == 0:
                return [DeadEvent(encode(event), f"{event.request_id}: {error}") for event in events]
            self._divisions -= 1
            half = len(events) // 2
            return [*await self.record(events[:half]), *await self.record(events[half:])]
        log.info("usage.recorded: %d events, %d known already", recording.recorded, recording.duplicates)
        return list(_rejected(events, recording.rejected))


def _read(bodies: Mapping[str, str], failures: dict[str, Exception]) -> Iterator[_Message]:
    for message_id, body in bodies.items():
        try:
            yield _Message(message_id, read_message(body))
        except UnreadableMessage as error:
            failures[message_id] = error


def _rejected(events: Sequence[UsageEvent], rejections: Sequence[Rejection]) -> Iterator[DeadEvent]:
    reasons = {rejection.request_id: rejection.reason for rejection in rejections}
    for event in events if reasons else ():
        if event.request_id in reasons:
            yield DeadEvent(encode(event), f"{event.request_id}: {reasons[event.request_id]}")


def _groups(messages: list[_Message]) -> Iterator[list[_Message]]:
    group: list[_Message] = []
    size = 0
    for message in messages:
        count = len(message.contents.events)
        if group and size + count > EVENTS_PER_CALL:
            yield group
            group, size = [], 0
        group.append(message)
        size += count
    if group:
        yield group
