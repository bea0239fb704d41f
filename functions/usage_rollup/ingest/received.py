"""Messages as the usage queue delivers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.usage.decoding import MessageContents


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """``sent_at`` is when it was sent, in seconds since 1970 by the queue's clock."""

    id: str
    body: str
    sent_at: float


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message with its events."""

    id: str
    contents: MessageContents


def groups(messages: Iterable[ReadMessage], events_per_group: int) -> list[list[ReadMessage]]:
    """Return the messages in groups of at most ``events_per_group`` events, or of one message."""
    found: list[list[ReadMessage]] = []
    size = 0
    for message in messages:
        count = len(message.contents.events)
        if not found or size + count > events_per_group:
            found.append([])
            size = 0
        found[-1].append(message)
        size += count
    return found
