"""A built function that is no HTTP API, in a process that takes one event after the other."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Self

from tests.support.artifacts.layouts import Artifacts

_LOOP = """
import json, sys
from importlib import import_module
module, _, name = sys.argv[1].rpartition(".")
handler = getattr(import_module(module), name)
for event in sys.stdin:
    print("ANSWER", json.dumps(handler(json.loads(event), None)), flush=True)
"""


class PlainFunction:
    """Use it with ``async with``. ``lines`` is what the function has printed."""

    def __init__(
        self, artifacts: Artifacts, function: str, handler: str, variables: Mapping[str, str]
    ) -> None:
        command, environment = artifacts.process(function, variables)
        self._command = [*command, _LOOP, handler]
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None
        self.lines: list[str] = []

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def invoke(self, event: object) -> Any:
        """Return what the handler returns for ``event``."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(event).encode() + b"\n")
        async for line in self._process.stdout:
            self.lines.append(line.decode().rstrip("\n"))
            marker, _, answer = self.lines[-1].partition("ANSWER ")
            if not marker and answer:
                return json.loads(answer)
        raise AssertionError(self.lines)
