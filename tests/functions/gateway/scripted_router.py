"""A router whose every step a test decides, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from portal.pools import Target
from portal.router import Exchange, RouterCall, TextChunk

Script = Callable[[Target, RouterCall], AsyncIterator[Sequence[TextChunk]]]


def saying(*texts: str, usage: object = None, pause: float = 0.0) -> Script:
    """Return a script that says ``texts`` one by one and then stops."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        for text in texts:
            if pause:
                await asyncio.sleep(pause)
            yield [TextChunk(text)]
        yield [TextChunk(finish_reason="stop", usage=usage)]  # type: ignore[arg-type]

    return script


def failing(error: Exception, *before: str) -> Script:
    """Return a script that fails with ``error``, after having said ``before``."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        for text in before:
            yield [TextChunk(text)]
        raise error

    return script


def silent() -> Script:
    """Return a script that never says anything."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        await asyncio.Event().wait()
        yield []

    return script


class _Exchange:
    def __init__(self, chunks: AsyncIterator[Sequence[TextChunk]]) -> None:
        self._pieces = chunks

    def chunks(self) -> AsyncIterator[Sequence[TextChunk]]:
        return self._pieces


class ScriptedRouter:
    """``RouterClient`` that plays one script for each call, the last one again and again.

    ``calls`` is what was asked of it, ``cancelled`` how many exchanges were left before their end.
    """

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self.calls: list[tuple[Target, RouterCall]] = []
        self.cancelled = 0
        self.closed = False

    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        return self._open(target, call)

    @asynccontextmanager
    async def _open(self, target: Target, call: RouterCall) -> AsyncIterator[Exchange]:
        self.calls.append((target, call))
        script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
        try:
            yield _Exchange(script(target, call))
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    async def close(self) -> None:
        self.closed = True
