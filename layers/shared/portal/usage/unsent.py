"""Events that the queue did not accept: written to the log as one JSON line each, and read back from it.

A line is ``{"timestamp", "level": "ERROR", "message": "usage.unsent", "reason", "event": {…}}``. It is
written to the stream and not with ``logging``: the event must stay readable with any formatter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO

import orjson
from pydantic import ValidationError

from portal.observability.emf import MetricBlock
from portal.usage import UsageEvent
from portal.usage.decoding import read_event

LOG_EVENT = "usage.unsent"


class UnsentLog:
    """Writes the events that could not be queued; ``count`` is their number.

    ``metrics`` makes a CloudWatch metric of the field ``unsent_usage`` by ``service``.
    """

    def __init__(self, stream: TextIO | None = None, *, metrics: MetricBlock | None = None) -> None:
        self._stream = stream
        self._metrics = metrics
        self.count = 0

    def write(self, event: bytes, reason: str) -> None:
        """Write one encoded event and flush the line, since the process may end at any moment."""
        self.count += 1
        line = {"timestamp": datetime.now(UTC), "level": "ERROR", "message": LOG_EVENT, "reason": reason}
        if self._metrics is not None:
            line |= {"_aws": self._metrics.stamp(), "service": "gateway", "unsent_usage": 1}
        head = orjson.dumps(line)
        stream = self._stream or sys.stderr
        stream.write(f'{head[:-1].decode()},"event":{event.decode()}}}\n')
        stream.flush()


def read_unsent(lines: Iterable[str]) -> Iterator[UsageEvent]:
    """Yield the events of a log. Other lines, and text before the JSON of a line, are skipped.

    Raises ValueError with the line number for a line that was cut or changed, rather than lose its event.
    """
    for number, line in enumerate(lines, start=1):
        if f'"{LOG_EVENT}"' not in line:
            continue
        try:
            yield read_event(orjson.loads(line[line.index("{") :])["event"])
        except (ValueError, KeyError, ValidationError) as error:
            raise ValueError(f"line {number} holds an unsent event that cannot be read: {error}") from error
