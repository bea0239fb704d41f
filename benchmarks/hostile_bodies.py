"""How long reading one body holds the event loop: hostile ones of 4 MB beside one of 4 MB of text.

Run: ``python -m benchmarks.hostile_bodies``. Prints processor time (the best of five) and its ratio to text.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping

from functions.gateway.dialects.anthropic_messages.request import read_messages
from functions.gateway.dialects.openai_chat.request import read_chat
from portal.errors import InvalidRequest

SIZE = 4_000_000
_OPEN = '{"model":"m","max_tokens":5,"messages":['
_MESSAGE = '{"role":"user","content":'
_PART = '{"type":"text","text":"x"}'
READERS: Mapping[str, Callable[[bytes], object]] = {
    "chat completions": read_chat,
    "messages": lambda body: read_messages(body, "2023-06-01"),
}


def _filled(start: str, unit: str, end: str, count: int | None = None) -> bytes:
    """Return ``unit`` repeated between ``start`` and ``end``, up to SIZE bytes or ``count`` times."""
    count = count or (SIZE - len(start) - len(end)) // (len(unit) + 1)
    return f"{start}{','.join([unit] * count)}{end}".encode()


def bodies() -> dict[str, bytes]:
    """Return the bodies by name; the first is the text that the others are compared with."""
    one = f'{_OPEN}{_MESSAGE}"x"}}]'
    text = json.dumps("Some words, [brackets] and {braces}.\n" * (SIZE // 38))
    return {
        "text": f"{_OPEN}{_MESSAGE}{text}}}]}}".encode(),
        "escaped quotes": f"{_OPEN}{_MESSAGE}{json.dumps(chr(34) * (SIZE // 2 - 100))}}}]}}".encode(),
        "120,000 messages": _filled(_OPEN, f'{_MESSAGE}"x"}}', "]}", 120_000),
        "4,096 messages of 900 bytes": _filled(_OPEN, f'{_MESSAGE}"{"x" * 900}"}}', "]}", 4_096),
        "parts of one message": _filled(f"{_OPEN}{_MESSAGE}[", _PART, "]}]}"),
        "8,192 parts": _filled(f"{_OPEN}{_MESSAGE}[", _PART, "]}]}", 8_192),
        "parts of many messages": _filled(_OPEN, f"{_MESSAGE}[{','.join([_PART] * 1000)}]}}", "]}"),
        "numbers in an unknown field": _filled(f'{one},"zzz":[', "1", "]}"),
        "empty arrays as tools": _filled(f'{one},"tools":[', "[]", "]}"),
        "objects as tools, 99,000 values": _filled(f'{one},"tools":[', '{"a":1}', "]}", 33_000),
        "keys": _filled(f'{one},"metadata":{{', '"k":1', "}}"),
        "one long number": f'{one},"seed":{"1" * (SIZE - 100)}}}'.encode(),
    }


def _milliseconds(read: Callable[[bytes], object], body: bytes) -> float:
    best = float("inf")
    for _ in range(5):
        started = time.thread_time()
        with contextlib.suppress(InvalidRequest):
            read(body)
        best = min(best, time.thread_time() - started)
    return best * 1000


def main() -> None:
    print(f"{'':34}" + "".join(f"{name:>28}" for name in READERS))
    floor: dict[str, float] = {}
    for title, body in bodies().items():
        cells = ""
        for name, read in READERS.items():
            milliseconds = _milliseconds(read, body)
            floor.setdefault(name, milliseconds)
            cells += f"{milliseconds:>17.1f} ms {milliseconds / floor[name]:>6.1f} x"
        print(f"{title:34}{cells}")


if __name__ == "__main__":
    main()
