"""A stream starts with its first text, sends keep-alives in silences, and never ends falsely as complete."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from functions.gateway.pipeline.event_stream import EventStream
from portal.errors import PortalError
from portal.inference import Finish, TokenUsage, ToolCallStart
from portal.web.types import Message

KEEP_ALIVE = b"alive;"


class PlainFrames:
    keep_alive = KEEP_ALIVE

    def start(self) -> bytes:
        return b"start;"

    def text(self, text: str) -> bytes:
        return text.encode()

    def tool_call(self, call: ToolCallStart) -> bytes:
        return call.name.encode()

    def arguments(self, fragment: str) -> bytes:
        return fragment.encode()

    def finish(self, finish: Finish, usage: TokenUsage) -> bytes:
        return b"finish;"

    def error(self, error: PortalError) -> bytes:
        return b"error;"


class RecordedSend:
    """Records what is sent; a cleared ``gate`` blocks as a slow client does."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, message: Message) -> None:
        await self.gate.wait()
        self.sent.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)

    @property
    def is_complete(self) -> bool:
        return bool(self.sent) and not self.sent[-1].get("more_body", False)


@pytest.fixture
def wire() -> RecordedSend:
    return RecordedSend()


def stream_on(wire: RecordedSend, idle_seconds: float = 60.0) -> EventStream:
    return EventStream(wire.send, PlainFrames(), [("x-limit", "1")], idle_seconds)


async def test_nothing_is_sent_before_the_first_frame(wire: RecordedSend) -> None:
    stream = stream_on(wire)
    await asyncio.sleep(0.01)
    stream.close()
    assert wire.sent == []
    assert not stream.started


async def test_first_write_sends_head_and_start(wire: RecordedSend) -> None:
    stream = stream_on(wire)
    await stream.write(b"one;")
    await stream.finish(b"finish;")
    start: Any = wire.sent[0]
    assert start["status"] == 200
    assert (b"content-type", b"text/event-stream; charset=utf-8") in start["headers"]
    assert (b"x-limit", b"1") in start["headers"]
    assert wire.sent[1]["body"] == b"start;one;"
    assert wire.body == b"start;one;finish;"
    assert wire.is_complete


async def test_silence_before_the_first_text_starts_with_a_comment(wire: RecordedSend) -> None:
    stream = stream_on(wire, idle_seconds=0.02)
    await asyncio.sleep(0.05)
    assert wire.body.startswith(b"start;" + KEEP_ALIVE)
    await stream.finish(b"finish;")
    assert wire.body.endswith(b"finish;")


async def test_silence_repeats_the_comment_until_the_stream_ends(wire: RecordedSend) -> None:
    stream = stream_on(wire, idle_seconds=0.02)
    await stream.write(b"one;")
    await asyncio.sleep(0.09)
    await stream.finish(b"finish;")
    comments = wire.body.count(KEEP_ALIVE)
    assert 2 <= comments <= 4
    await asyncio.sleep(0.05)
    assert wire.body.count(KEEP_ALIVE) == comments


async def test_busy_stream_has_no_comments(wire: RecordedSend) -> None:
    stream = stream_on(wire, idle_seconds=0.05)
    for _ in range(10):
        await stream.write(b"one;")
        await asyncio.sleep(0.01)
    await stream.finish(b"finish;")
    assert KEEP_ALIVE not in wire.body


async def test_blocked_comment_does_not_interleave(wire: RecordedSend) -> None:
    stream = stream_on(wire, idle_seconds=0.02)
    await stream.write(b"one;")
    wire.gate.clear()
    await asyncio.sleep(0.03)
    write = asyncio.create_task(stream.write(b"two;"))
    await asyncio.sleep(0.01)
    wire.gate.set()
    await write
    await stream.finish(b"finish;")
    assert wire.body == b"start;one;" + KEEP_ALIVE + b"two;finish;"


async def test_close_without_finish_leaves_the_response_incomplete(wire: RecordedSend) -> None:
    stream = stream_on(wire)
    await stream.write(b"one;")
    stream.close()
    assert not wire.is_complete
