"""Batch the usage events of concurrent requests into few queue messages."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from portal.usage import QueueUnavailable, Refused, UsageEvent, UsageQueue
from portal.usage.messages import UsageMessage, encode, pack
from portal.usage.refusal_batches import COUNTED_SECONDS, RefusalBatches
from portal.usage.unsent import UnsentLog

log = logging.getLogger(__name__)

BATCH_SECONDS = 0.05
"""From the first event of a batch until its messages are sent."""

DELIVERY_SECONDS = 2.0
"""From then on until every event of the batch is queued or written to the log, whatever the queue does."""

RETRY_DELAYS = (0.1, 0.3, 0.8)
"""Seconds between the attempts to send one message: an outage of a second loses nothing."""

CONCURRENT_SENDS = 4


class BatchingRecorder:
    """Sends recorded events to ``queue`` in batches; writes each event it does not accept to ``unsent``.

    An event is held for at most ``BATCH_SECONDS`` + ``DELIVERY_SECONDS``, so the traffic of that time limits
    the memory. ``sent`` counts the events queued. A message that was given up may have arrived anyway:
    events are idempotent.

    Refusals beyond the first hundred of a key and hour are summed for ``COUNTED_SECONDS``. A process that is
    killed meanwhile loses its sums. ``clock`` returns unix seconds.
    """

    def __init__(
        self,
        queue: UsageQueue,
        unsent: UnsentLog,
        *,
        batch_seconds: float = BATCH_SECONDS,
        delivery_seconds: float = DELIVERY_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._queue = queue
        self._unsent = unsent
        self._batch_seconds = batch_seconds
        self._delivery_seconds = delivery_seconds
        self._retry_delays = retry_delays
        self._slots = asyncio.Semaphore(CONCURRENT_SENDS)
        self._clock = clock
        self._batch: list[UsageEvent] = []
        self._refusals = RefusalBatches()
        self._timer: asyncio.TimerHandle | None = None
        self._sums_timer: asyncio.TimerHandle | None = None
        self._deliveries: set[asyncio.Task[None]] = set()
        self.sent = 0

    def record(self, event: UsageEvent) -> None:
        """Add ``event`` to the batch. Outside a running event loop the batch waits for the next flush."""
        if isinstance(event, Refused) and not self._refusals.add(event):
            if self._refusals.is_full:
                self._send_sums()
            elif self._sums_timer is None:
                self._sums_timer = _call_later(COUNTED_SECONDS, self._send_sums)
            return
        self._batch.append(event)
        if self._timer is None:
            self._timer = _call_later(self._batch_seconds, self._start_deliveries)

    async def flush(self) -> None:
        """Also sends the sums of refusals that are due: a frozen environment runs no timer."""
        if self._refusals.is_due(self._clock()):
            self._send_sums()
        self._start_deliveries()
        if self._deliveries:
            await asyncio.wait(self._deliveries)

    async def close(self) -> None:
        """Send everything, when the process ends."""
        self._send_sums()
        await self.flush()

    def _send_sums(self) -> None:
        if self._sums_timer is not None:
            self._sums_timer.cancel()
            self._sums_timer = None
        self._batch += self._refusals.take()
        self._start_deliveries()

    def _start_deliveries(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        events, self._batch = self._batch, []
        for message in pack(_encoded(events)):
            delivery = asyncio.create_task(self._deliver(message))
            self._deliveries.add(delivery)
            delivery.add_done_callback(self._deliveries.discard)

    async def _deliver(self, message: UsageMessage) -> None:
        try:
            async with asyncio.timeout(self._delivery_seconds), self._slots:
                await self._send(message.body)
        except TimeoutError:
            self._write_to_log(message, "the queue did not answer in time")
        except QueueUnavailable as error:
            self._write_to_log(message, str(error))
        except BaseException as error:
            # A defect, or the loop is being closed: save the events first.
            self._write_to_log(message, repr(error))
            raise
        else:
            self.sent += len(message.events)

    async def _send(self, body: bytes) -> None:
        for delay in self._retry_delays:
            try:
                return await self._queue.send(body)
            except QueueUnavailable as error:
                log.warning("usage.send_failed: %s", error)
            await asyncio.sleep(delay)
        return await self._queue.send(body)

    def _write_to_log(self, message: UsageMessage, reason: str) -> None:
        for event in message.events:
            self._unsent.write(event, reason)


def _call_later(seconds: float, callback: Callable[[], None]) -> asyncio.TimerHandle | None:
    """Return None outside a running event loop, which has no timers."""
    try:
        return asyncio.get_running_loop().call_later(seconds, callback)
    except RuntimeError:
        return None


def _encoded(events: Iterable[UsageEvent]) -> Iterator[bytes]:
    """Yield the events as JSON. An event that cannot be encoded (a defect) does not affect the others."""
    for event in events:
        try:
            yield encode(event)
        except TypeError:
            log.exception("usage.encoding_failed: %r", event)
