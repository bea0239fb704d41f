"""Queue messages: many events in one, each event encoded once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from portal.usage import UsageEvent

MAX_BYTES = 240_000
"""Below 256 KiB, what a queue takes whose ``MaximumMessageSize`` was never raised, and its own overhead."""

MAX_EVENTS = 500
"""One message is one transaction in the database; this many take it about 30 ms."""

_OPEN, _CLOSE = b'{"events":[', b"]}"


@dataclass(frozen=True, slots=True)
class Message:
    """``events`` are JSON objects in bytes."""

    events: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return _OPEN + b",".join(self.events) + _CLOSE


def encode(event: UsageEvent) -> bytes:
    """Return ``event`` as JSON; times are RFC 3339 with an offset."""
    return orjson.dumps(event)


def pack(events: Iterable[bytes]) -> Iterator[Message]:
    """Yield as few messages within the bounds as hold the encoded ``events`` in their order."""
    packed: list[bytes] = []
    size = envelope = len(_OPEN) + len(_CLOSE)
    for encoded in events:
        if packed and (len(packed) == MAX_EVENTS or size + len(encoded) + 1 > MAX_BYTES):
            yield Message(tuple(packed))
            packed, size = [], envelope
        packed.append(encoded)
        size += len(encoded) + 1
    if packed:
        yield Message(tuple(packed))
