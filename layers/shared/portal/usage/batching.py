"""Gathering the events of requests that run at the same time into few queue messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence

from portal.usage import QueueUnavailable, UsageEvent, UsageQueue
from portal.usage.messages import Message, encode, pack
from portal.usage.unsent import UnsentLog

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.05
"""From the first event to the message that carries it."""

BOUND_SECONDS = 2.0
"""From then on until an event is queued or written to the log, whatever the queue does."""

PAUSES = (0.1, 0.3, 0.8)
"""Seconds between attempts at one message: a queue that is away for a second costs nothing."""

IN_FLIGHT = 4
"""Messages under way at a time."""


class BatchingRecorder:
    """Tells a queue what is recorded; what the queue does not take goes to ``unsent``, event by event.

    Nothing recorded is held longer than ``GATHER_SECONDS`` + ``BOUND_SECONDS``, so what is held is bounded
    by the traffic of that time. ``sent`` counts events queued. A message given up on may have arrived all
    the same: events are idempotent.
    """

    def __init__(
        self,
        queue: UsageQueue,
        unsent: UnsentLog,
        *,
        gather_seconds: float = GATHER_SECONDS,
        bound_seconds: float = BOUND_SECONDS,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        self._queue = queue
        self._unsent = unsent
        self._gather_seconds = gather_seconds
        self._bound_seconds = bound_seconds
        self._pauses = pauses
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._held: list[UsageEvent] = []
        self._timer: asyncio.TimerHandle | None = None
        self._deliveries: set[asyncio.Task[None]] = set()
        self.sent = 0

    def record(self, event: UsageEvent) -> None:
        """Take ``event``. Outside a running event loop it waits for the next flush."""
        self._held.append(event)
        if self._timer is None:
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                return
            self._timer = loop.call_later(self._gather_seconds, self._gather)

    async def flush(self) -> None:
        self._gather()
        if self._deliveries:
            await asyncio.wait(self._deliveries)

    async def close(self) -> None:
        """Flush, then close the queue. For the end of the process."""
        await self.flush()
        await self._queue.close()

    def _gather(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        events, self._held = self._held, []
        for message in pack(_encoded(events)):
            delivery = asyncio.create_task(self._deliver(message))
            self._deliveries.add(delivery)
            delivery.add_done_callback(self._deliveries.discard)

    async def _deliver(self, message: Message) -> None:
        try:
            async with asyncio.timeout(self._bound_seconds), self._slots:
                await self._send(message.body)
        except TimeoutError:
            self._give_up(message, "the queue did not answer in time")
        except QueueUnavailable as error:
            self._give_up(message, str(error))
        except BaseException as error:
            # A defect, or the loop is being torn down: the events come first either way.
            self._give_up(message, repr(error))
            raise
        else:
            self.sent += len(message.events)

    async def _send(self, body: bytes) -> None:
        for pause in self._pauses:
            try:
                return await self._queue.send(body)
            except QueueUnavailable as error:
                log.warning("usage.send_failed: %s", error)
            await asyncio.sleep(pause)
        return await self._queue.send(body)

    def _give_up(self, message: Message, reason: str) -> None:
        for event in message.events:
            self._unsent.write(event, reason)


def _encoded(events: Iterable[UsageEvent]) -> Iterator[bytes]:
    """Yield the events as JSON. One that has none (a defect) costs only itself."""
    for event in events:
        try:
            yield encode(event)
        except TypeError:
            log.exception("usage.unencodable: %r", event)
