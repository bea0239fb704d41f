"""A router with almost no cost of its own: its responses are encoded before the first request.

``POST /api/v3/completions/{kind}`` returns, by kind of load: 1 unary, a JSON body; 2 stream, 64 tokens
written at once; 3 paced, 64 tokens 20 ms apart, each with the time at which it is written (``@<monotonic
ns> ``). ``POST …/chat/completions`` returns the same in OpenAI's format, for the peers; the kind is the
last digit of the model. ``POST /`` accepts a message like SQS: moto's server would compete with the load
generator for one processor, and its milliseconds would count as the gateway's.
Run: ``python -m benchmarks.upstream PORT``.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable
from enum import IntEnum
from typing import cast

import uvloop

TOKENS = 64
TOKEN_INTERVAL_SECONDS = 0.020


class Load(IntEnum):
    """The kinds of load; the value is the router session, and the number in the model's name."""

    UNARY = 1
    STREAM = 2
    PACED = 3

    @property
    def streams(self) -> bool:
        return self is not Load.UNARY

    @property
    def expected(self) -> dict[str, object]:
        """What every answer has to contain, whatever its format: ``pattern`` so many ``times``."""
        match self:
            case Load.UNARY:
                return {"pattern": re.escape(_SENTENCE), "times": _SENTENCES}
            case Load.STREAM:
                return {"pattern": re.escape(_TOKEN), "times": TOKENS}
            case Load.PACED:
                return {"pattern": r"@\d+ ", "times": TOKENS}


_SENTENCE, _SENTENCES = "A short answer. ", 16
_TOKEN = " token"

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\n%s\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"


def _router_frame(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "text": text, "logprobs": None, "finish_reason": finish}
    return _event(
        {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "m", "choices": [choice]}
    )


def _chat_frame(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return _event(
        {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    )


def _event(data: object) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def _unary(object_: str, choice: dict[str, object]) -> bytes:
    usage = {"prompt_tokens": 12, "completion_tokens": 64, "total_tokens": 76}
    choice = {"index": 0, "finish_reason": "stop", **choice}
    answer = {"id": "1", "object": object_, "created": 1, "model": "m", "choices": [choice], "usage": usage}
    body = json.dumps(answer).encode()
    return _HEAD % (b"application/json", b"content-length: %d" % len(body)) + body


TEXT = _SENTENCE * _SENTENCES
_STREAM_HEAD = _HEAD % (b"text/event-stream", b"transfer-encoding: chunked")


class WireResponses:
    """The responses of the three kinds of load in one wire format."""

    def __init__(self, frame: Callable[..., bytes], unary: bytes) -> None:
        self.frame = frame
        self.unary = unary
        self.end = frame("", "stop") + b"data: [DONE]\n\n"
        tokens = b"".join(frame(_TOKEN) for _ in range(TOKENS))
        self.stream = _STREAM_HEAD + _chunk(tokens + self.end) + _LAST_CHUNK


def _queued(request: bytes) -> bytes:
    """Return SQS's answer to a ``SendMessage``: the gateway compares the hash with its message."""
    message = json.loads(request)["MessageBody"].encode()
    stored = hashlib.md5(message, usedforsecurity=False).hexdigest()
    body = json.dumps({"MessageId": "00000000", "MD5OfMessageBody": stored}).encode()
    return _HEAD % (b"application/x-amz-json-1.0", b"content-length: %d" % len(body)) + body


ROUTER = WireResponses(_router_frame, _unary("text_completion", {"text": TEXT}))
CHAT = WireResponses(
    _chat_frame, _unary("chat.completion", {"message": {"role": "assistant", "content": TEXT}})
)
_BENCH_MODEL = re.compile(rb'"bench-(\d)"')


class UpstreamConnection(asyncio.Protocol):
    """One connection. A request is small enough to arrive in one piece; its body is skipped by its length."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.buffer = b""
        self.paced: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if not separator:
                return
            length = 0
            for line in head.split(b"\r\n"):
                if line[:15].lower() == b"content-length:":
                    length = int(line[15:])
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            path = head.split(b" ", 2)[1]
            if path == b"/":
                self.transport.write(_queued(rest[:length]))
            elif path.endswith(b"/chat/completions"):
                model = _BENCH_MODEL.search(rest)
                self.answer(CHAT, model[1] if model else b"1")
            else:
                self.answer(ROUTER, path[-1:])

    def answer(self, responses: WireResponses, kind: bytes) -> None:
        if kind == b"2":
            self.transport.write(responses.stream)
        elif kind == b"3":
            self.paced = asyncio.get_running_loop().create_task(self.pace(responses))
        else:
            self.transport.write(responses.unary)

    async def pace(self, responses: WireResponses) -> None:
        loop = asyncio.get_running_loop()
        self.transport.write(_STREAM_HEAD)
        write_at = loop.time()
        for _ in range(TOKENS):
            self.transport.write(_chunk(responses.frame(f"@{time.monotonic_ns()} ")))
            write_at += TOKEN_INTERVAL_SECONDS
            await asyncio.sleep(max(0.0, write_at - loop.time()))
        self.transport.write(_chunk(responses.end) + _LAST_CHUNK)

    def connection_lost(self, _: Exception | None) -> None:
        if self.paced is not None:
            self.paced.cancel()


async def serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(
        UpstreamConnection, "127.0.0.1", port, backlog=2048
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
