"""What every program here shares: it tries what a client can do, and prints one line of JSON for each.

A program runs in the environment of its client, without the repository, as ``python program.py URL KEY``.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

URL, KEY = sys.argv[1], sys.argv[2]
MODEL = "oss-20b"

CALL = '[[call add {"a": 2, "b": 3}]]'
"""Makes the simulated model call ``add``, and then say what came back."""
SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
    "required": ["a", "b"],
    "additionalProperties": False,
}
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
_Try = Callable[[], Any]
_TRIES: list[tuple[str, str, str, str, _Try]] = []


def capability(client: str, package: str, route: str, name: str) -> Callable[[_Try], _Try]:
    """Register a function that returns whether ``client`` can do ``name`` on ``route``."""

    def register(attempt: _Try) -> _Try:
        _TRIES.append((client, package, route, name, attempt))
        return attempt

    return register


async def _result(attempt: _Try) -> bool:
    result = attempt()
    return bool(await result if inspect.isawaitable(result) else result)


def run() -> None:
    """Try all capabilities and print their results."""
    for client, package, route, name, attempt in _TRIES:
        line = {
            "client": client,
            "package": package,
            "version": version(package),
            "route": route,
            "name": name,
        }
        try:
            works, error = asyncio.run(_result(attempt)), None
        except Exception:  # noqa: BLE001 (whatever a client raises is the finding)
            works, error = False, traceback.format_exc(limit=3)
        print(json.dumps({**line, "works": works, "error": error}), flush=True)
