"""Events the queue did not take: written to the log, one JSON line each, and read back from there.

A line is ``{"timestamp", "level": "ERROR", "message": "usage.unsent", "reason", "event": {…}}``. It is
written to the stream itself, not through ``logging``: whatever formatter is configured, the event must stay
readable.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO

import orjson
from pydantic import ValidationError

from portal.observability.embedded import MetricBlock
from portal.usage import UsageEvent
from portal.usage.decoding import read_event

MARK = "usage.unsent"


class UnsentLog:
    """Where events go that could not be queued. ``count`` is how many went there.

    ``metrics`` measures the field ``unsent_usage`` by ``service``.
    """

    def __init__(self, stream: TextIO | None = None, *, metrics: MetricBlock | None = None) -> None:
        self._stream = stream
        self._metrics = metrics
        self.count = 0

    def write(self, event: bytes, reason: str) -> None:
        """Write one encoded event. The line is flushed: the process may end at any moment."""
        self.count += 1
        line = {"timestamp": datetime.now(UTC), "level": "ERROR", "message": MARK, "reason": reason}
        if self._metrics is not None:
            line |= {"_aws": self._metrics.stamp(), "service": "gateway", "unsent_usage": 1}
        head = orjson.dumps(line)
        stream = self._stream or sys.stderr
        stream.write(f'{head[:-1].decode()},"event":{event.decode()}}}\n')
        stream.flush()


def read_unsent(lines: Iterable[str]) -> Iterator[UsageEvent]:
    """Yield the events of a log, whatever else stands in it or before the JSON on a line.

    Raises ValueError, naming the line, for one that was cut or changed: its event would be lost silently.
    """
    for number, line in enumerate(lines, start=1):
        if f'"{MARK}"' not in line:
            continue
        try:
            yield read_event(orjson.loads(line[line.index("{") :])["event"])
        except (ValueError, KeyError, ValidationError) as error:
            raise ValueError(f"line {number} holds an unsent event that cannot be read: {error}") from error
