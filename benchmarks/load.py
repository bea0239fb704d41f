"""A closed-loop load generator on raw sockets: it measures the server, not an HTTP client.

Run: ``python -m benchmarks.load '<json>'`` with ``{"host", "port", "path", "headers", "body", "connections",
"seconds", "expected"}``; prints one JSON object, times in milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Any, cast

import uvloop

_STAMP = re.compile(rb"@(\d+) ")
_STALL_MS = 200.0
"""Ten times the interval of 20 ms between tokens."""


@dataclass
class Tally:
    """The times of all connections. ``first`` is the time to the first byte of the body."""

    whole: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    token_delay: list[float] = field(default_factory=list)
    stalls: int = 0
    failures: int = 0
    sample: str = ""


@dataclass(frozen=True)
class Expected:
    """What the body of every response contains: a match of ``pattern``, so many ``times``."""

    pattern: re.Pattern[bytes]
    times: int

    def is_in(self, body: bytes) -> bool:
        return len(self.pattern.findall(body)) == self.times


class LoadConnection(asyncio.Protocol):
    """Sends ``request`` again as soon as its response is complete, until ``stop_at``.

    Every response has to be a 200 whose body has ``expected``: a status alone does not say that it answered.
    """

    def __init__(
        self, request: bytes, expected: Expected, stop_at: float, tally: Tally, done: asyncio.Future[None]
    ) -> None:
        self.request = request
        self.expected = expected
        self.stop_at = stop_at
        self.tally = tally
        self.done = done

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.send()

    def send(self) -> None:
        self.buffer = b""
        self.body_at = -1
        self.length: int | None = None
        self.sent_at = time.perf_counter()
        self.token_at = 0.0
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        buffer = self.buffer = self.buffer + data if self.buffer else data
        if self.body_at < 0:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self.body_at = end + 4
            head = buffer[:end].lower()
            length = re.search(rb"\r\ncontent-length: *(\d+)", head)
            self.length = int(length[1]) if length else None
            self.is_ok = b" 200 " in head.split(b"\r\n", 1)[0]
        if len(buffer) > self.body_at and self.token_at == 0.0:
            self.tally.first.append((now - self.sent_at) * 1000)
            self.token_at = now
        self.record_delays(data, now)
        complete = (
            len(buffer) - self.body_at >= self.length
            if self.length is not None
            else buffer.endswith(b"0\r\n\r\n")
        )
        if complete:
            if not (self.is_ok and self.expected.is_in(buffer[self.body_at :])):
                self.tally.failures += 1
                self.tally.sample = buffer[:600].decode("latin-1")
            self.tally.whole.append((now - self.sent_at) * 1000)
            if now < self.stop_at:
                self.send()
            else:
                self.transport.close()

    def record_delays(self, data: bytes, now: float) -> None:
        found = _STAMP.findall(data)
        if not found:
            return
        received = time.monotonic_ns()
        self.tally.token_delay.extend((received - int(stamp)) / 1e6 for stamp in found)
        if (now - self.token_at) * 1000 > _STALL_MS:
            self.tally.stalls += 1
        self.token_at = now

    def connection_lost(self, error: Exception | None) -> None:
        if self.body_at < 0 or error is not None:
            self.tally.failures += 1
            self.tally.sample = self.tally.sample or f"the connection was lost: {error}"
        if not self.done.done():
            self.done.set_result(None)


def percentile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3)


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    body = json.dumps(plan["body"]).encode()
    headers = {"host": "bench", "content-type": "application/json", **plan["headers"]}
    lines = [f"POST {plan['path']} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    request = "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode() + body
    expected = Expected(re.compile(plan["expected"]["pattern"].encode()), plan["expected"]["times"])
    tally = Tally()
    started = time.perf_counter()
    stop_at = started + plan["seconds"]
    waits = []
    for _ in range(plan["connections"]):
        done: asyncio.Future[None] = loop.create_future()
        waits.append(done)
        await loop.create_connection(
            lambda done=done: LoadConnection(request, expected, stop_at, tally, done),  # type: ignore[misc]
            plan["host"],
            plan["port"],
        )
    _, unfinished = await asyncio.wait(waits, timeout=plan["seconds"] + 30)
    if unfinished:
        tally.failures += len(unfinished)
        tally.sample = tally.sample or "a response did not end"
    seconds = time.perf_counter() - started
    return {
        "requests": len(tally.whole),
        "per_second": round(len(tally.whole) / seconds, 1),
        "p50": percentile(tally.whole, 0.50),
        "p99": percentile(tally.whole, 0.99),
        "first_p50": percentile(tally.first, 0.50),
        "first_p99": percentile(tally.first, 0.99),
        "token_p50": percentile(tally.token_delay, 0.50),
        "token_p99": percentile(tally.token_delay, 0.99),
        "stalls": tally.stalls,
        "failures": tally.failures,
        "sample": tally.sample,
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(run(json.loads(sys.argv[1])))))
