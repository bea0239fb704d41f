"""Queue messages: many events in one, each event encoded once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from portal.usage import UsageEvent

MAX_BYTES = 240_000
"""Below 256 KiB, the limit of an SQS queue whose ``MaximumMessageSize`` was not raised, less overhead."""

MAX_EVENTS = 500
"""One message is one transaction in the database; for this many events it takes about 30 ms."""

_OPEN, _CLOSE = b'{"events":[', b"]}"


@dataclass(frozen=True, slots=True)
class UsageMessage:
    """``events`` are JSON objects as bytes."""

    events: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return _OPEN + b",".join(self.events) + _CLOSE


def encode(event: UsageEvent) -> bytes:
    """Return ``event`` as JSON; times are RFC 3339 with an offset."""
    return orjson.dumps(event)


def pack(events: Iterable[bytes]) -> Iterator[UsageMessage]:
    """Yield as few messages as hold the encoded ``events`` within the limits, in their order."""
    packed: list[bytes] = []
    size = envelope = len(_OPEN) + len(_CLOSE)
    for encoded in events:
        if packed and (len(packed) == MAX_EVENTS or size + len(encoded) + 1 > MAX_BYTES):
            yield UsageMessage(tuple(packed))
            packed, size = [], envelope
        packed.append(encoded)
        size += len(encoded) + 1
    if packed:
        yield UsageMessage(tuple(packed))
