"""Splitting a stream into events as a client does."""

from __future__ import annotations

import json
from typing import Any


def events(stream: bytes) -> list[tuple[str | None, Any]]:
    """Return (event name, decoded data) of each frame; ``[DONE]`` stays a string.

    Lines are split with ``str.splitlines``, the strictest way in use.
    """
    text = stream.decode()
    assert text.endswith("\n\n")
    found = []
    for frame in text[:-2].split("\n\n"):
        name, data = None, None
        for line in frame.splitlines():
            field, _, value = line.partition(": ")
            assert field in {"event", "data"}, line
            if field == "event":
                name = value
            else:
                assert data is None, "one data line for each frame"
                data = value
        assert data is not None
        found.append((name, data if data == "[DONE]" else json.loads(data)))
    return found
