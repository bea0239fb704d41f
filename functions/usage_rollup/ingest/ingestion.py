"""Record the events of queue messages with few database calls.

Any message may arrive twice, late, or at the same time as others: each event is recorded once, by its
request id.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from functions.usage_rollup.ingest.dead_letters import DeadEvent, DeadLetters
from functions.usage_rollup.ingest.isolation import record_isolating
from functions.usage_rollup.ledger import UsageLedger
from portal.errors import DatabaseUnavailable
from portal.usage import QueueUnavailable
from portal.usage.decoding import MessageContents, UnreadableMessage, read_message

log = logging.getLogger(__name__)

EVENTS_PER_CALL = 1_000
"""Messages are joined to calls of at most this many events: about 60 ms of the database."""


@dataclass(frozen=True, slots=True)
class _DeliveredMessage:
    id: str
    contents: MessageContents


class Ingestion:
    """Records the events of messages in ``ledger``; events that cannot be recorded go to ``dead_letters``."""

    def __init__(self, ledger: UsageLedger, dead_letters: DeadLetters) -> None:
        self._ledger = ledger
        self._dead_letters = dead_letters

    async def ingest(self, bodies: Mapping[str, str]) -> dict[str, Exception]:
        """Record messages, given as id → body. Return the messages to deliver again as id → error.

        An unreadable message is one of them: after some deliveries its queue moves it to the dead letters.
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

    async def _ingest_group(self, group: Sequence[_DeliveredMessage]) -> None:
        """Raises DatabaseUnavailable or QueueUnavailable, after which some events may be recorded."""
        dead = [
            DeadEvent(invalid.entry, invalid.reason)
            for message in group
            for invalid in message.contents.invalid_entries
        ]
        events = [event for message in group for event in message.contents.events]
        if events:
            dead += await record_isolating(self._ledger, events)
        await self._dead_letters.put(dead)


def _read(bodies: Mapping[str, str], failures: dict[str, Exception]) -> Iterator[_DeliveredMessage]:
    for message_id, body in bodies.items():
        try:
            yield _DeliveredMessage(message_id, read_message(body))
        except UnreadableMessage as error:
            failures[message_id] = error


def _groups(messages: list[_DeliveredMessage]) -> Iterator[list[_DeliveredMessage]]:
    group: list[_DeliveredMessage] = []
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
