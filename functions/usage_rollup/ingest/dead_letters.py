"""Dead letters: what can never be recorded, queued without the other events of its message."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from portal.usage import UsageQueue
from portal.usage.messages import pack

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeadEvent:
    """An event as JSON, and the reason why it cannot be recorded."""

    event: bytes
    reason: str


class DeadLetters:
    """The dead-letter queue. Its messages can be sent to the usage queue without changes."""

    def __init__(self, queue: UsageQueue) -> None:
        self._queue = queue

    async def put(self, dead: Sequence[DeadEvent]) -> None:
        """Queue ``dead`` in as few messages as hold them.

        Raises QueueUnavailable, after which some of them may be queued.
        """
        for message in pack(each.event for each in dead):
            await self._queue.send(message.body)
        for each in dead:
            log.error("usage.event_dead_lettered: %s", each.reason)

    async def put_unreadable(self, body: str, reason: str) -> None:
        """Queue a message that holds no events, unchanged. Raises QueueUnavailable."""
        await self._queue.send(body.encode())
        log.error("usage.message_dead_lettered: %s", reason)
