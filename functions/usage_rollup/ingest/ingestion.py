"""Record the events of queue messages with few database calls.

Any message may arrive twice, late, or at the same time as others: each event is recorded once, by its
request id. While the database is away messages stay in the queue; what can never be recorded goes to the dead
letters at once.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence

from functions.usage_rollup.ingest.dead_letters import DeadEvent, DeadLetters
from functions.usage_rollup.ingest.isolation import record_isolating
from functions.usage_rollup.ingest.progress import IngestProgress
from functions.usage_rollup.ingest.received import ReadMessage, ReceivedMessage, groups
from functions.usage_rollup.ledger import UsageLedger
from portal.errors import DatabaseUnavailable
from portal.usage import QueueUnavailable
from portal.usage.decoding import UnreadableMessage, read_message

log = logging.getLogger(__name__)

EVENTS_PER_CALL = 1_000
"""Messages are joined to calls of at most this many events: about 60 ms of the database."""

Failures = dict[str, Exception]


class Ingestion:
    """Records the events of messages in ``ledger``; events that cannot be recorded go to ``dead_letters``."""

    def __init__(
        self, ledger: UsageLedger, dead_letters: DeadLetters, progress: IngestProgress | None = None
    ) -> None:
        self._ledger = ledger
        self._dead_letters = dead_letters
        self._progress = progress or IngestProgress(ledger)

    async def ingest(self, messages: Sequence[ReceivedMessage]) -> Failures:
        """Record ``messages``. Return those to deliver again as id → error."""
        failures: Failures = {}
        pending = deque(groups(await self._read(messages, failures), EVENTS_PER_CALL))
        while pending:
            group = pending.popleft()
            try:
                failures |= await self._ingest_group(group)
            except DatabaseUnavailable as error:
                # It is away: the other groups wait too, instead of asking for seconds each.
                failures |= {message.id: error for each in (group, *pending) for message in each}
                break
            except QueueUnavailable as error:
                failures |= {message.id: error for message in group}
            except Exception as error:  # noqa: BLE001 (a defect that one message meets must not hold the others)
                if len(group) == 1:
                    failures[group[0].id] = error
                pending.extend([message] for message in group if len(group) > 1)
        for message_id, failure in failures.items():
            log.error("usage.message_failed: %s: %r", message_id, failure)
        if messages:
            recorded = len(messages) - len(failures)
            await self._progress.note(
                recorded,
                min(message.sent_at for message in messages),
                is_database_away=not recorded
                and any(isinstance(error, DatabaseUnavailable) for error in failures.values()),
            )
        return failures

    async def _read(self, messages: Sequence[ReceivedMessage], failures: Failures) -> list[ReadMessage]:
        """Return the readable messages; the others become dead letters, unchanged."""
        readable = []
        for message in messages:
            try:
                readable.append(ReadMessage(message.id, read_message(message.body)))
            except UnreadableMessage as unreadable:
                try:
                    await self._dead_letters.put_unreadable(message.body, f"{message.id}: {unreadable}")
                except QueueUnavailable as error:
                    failures[message.id] = error
        return readable

    async def _ingest_group(self, group: Sequence[ReadMessage]) -> Failures:
        """Return the messages with events that the database did not record this time.

        Raises DatabaseUnavailable or QueueUnavailable, after which some events may be recorded.
        """
        dead = [
            DeadEvent(invalid.entry, invalid.reason)
            for message in group
            for invalid in message.contents.invalid_entries
        ]
        failures: Failures = {}
        if events := [event for message in group for event in message.contents.events]:
            outcome = await record_isolating(self._ledger, events)
            dead += outcome.dead
            if outcome.error is not None:
                waiting = {id(event) for event in outcome.waiting}
                failures = {
                    message.id: outcome.error
                    for message in group
                    if any(id(event) in waiting for event in message.contents.events)
                }
        await self._dead_letters.put(dead)
        return failures
