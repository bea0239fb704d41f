"""Events that cannot be recorded, put where somebody looks: without the good ones of their message."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from portal.usage import UsageQueue
from portal.usage.messages import pack

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeadEvent:
    """An event as JSON, and why it is not in the books."""

    event: bytes
    reason: str


class DeadLetters:
    """The dead-letter queue of the usage queue. What is put there can be sent to the usage queue as it is."""

    def __init__(self, queue: UsageQueue) -> None:
        self._queue = queue

    async def put(self, dead: Sequence[DeadEvent]) -> None:
        """Queue ``dead`` in as few messages as hold them. Raises QueueUnavailable: some may be there."""
        for message in pack(each.event for each in dead):
            await self._queue.send(message.body)
        for each in dead:
            log.error("usage.event_dead: %s", each.reason)
