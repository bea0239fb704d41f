"""A router client without a network, whose every step the test decides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from portal.inference import ArgumentsDelta, FinishReason, TokenUsage, ToolCallStart
from portal.pools import Target
from portal.router import Exchange, Piece, RouterCall, TextChunk

Script = Callable[[Target, RouterCall], AsyncIterator[Sequence[Piece]]]


def saying(*texts: str, usage: object = None, pause: float = 0.0) -> Script:
    """Return a script that sends ``texts`` one by one, each after ``pause`` seconds, and then stops."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        for text in texts:
            if pause:
                await asyncio.sleep(pause)
            yield [TextChunk(text)]
        yield [TextChunk(finish_reason="stop", usage=usage)]  # type: ignore[arg-type]

    return script


def answering(*pieces: Piece, finish: FinishReason = "stop", usage: TokenUsage | None = None) -> Script:
    """Return a script that sends ``pieces`` one by one and then finishes."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[Piece]]:
        for piece in pieces:
            yield [piece]
        yield [TextChunk(finish_reason=finish, usage=usage)]

    return script


def calling(name: str, arguments: str, *, call_id: str = "call_1", usage: TokenUsage | None = None) -> Script:
    """Return a script that calls one function, its arguments in two fragments."""
    half = len(arguments) // 2
    fragments = [ArgumentsDelta(text) for text in (arguments[:half], arguments[half:])]
    return answering(ToolCallStart(call_id, name), *fragments, finish="tool_calls", usage=usage)


def failing(error: Exception, *before: str) -> Script:
    """Return a script that sends ``before`` and then raises ``error``."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        for text in before:
            yield [TextChunk(text)]
        raise error

    return script


def slow(seconds: float, *texts: str) -> Script:
    """Return a script that is silent for ``seconds`` and then sends ``texts``."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        await asyncio.sleep(seconds)
        for text in texts:
            yield [TextChunk(text)]
        yield [TextChunk(finish_reason="stop")]

    return script


def silent() -> Script:
    """Return a script that never sends anything."""

    async def script(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
        await asyncio.Event().wait()
        yield []

    return script


class _ScriptedExchange:
    def __init__(self, pieces: AsyncIterator[Sequence[Piece]]) -> None:
        self._pieces = pieces

    def pieces(self) -> AsyncIterator[Sequence[Piece]]:
        return self._pieces


class ScriptedRouter:
    """``RouterClient`` that runs one script per call, and the last one for all further calls.

    ``calls`` are the calls in order, ``cancelled`` counts the exchanges that were left before their end.
    """

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self.calls: list[tuple[Target, RouterCall]] = []
        self.cancelled = 0
        self.closed = False

    def script_for(self, target: Target, call: RouterCall) -> Script:
        """Return the next script; a subclass may choose it by ``target`` or ``call``."""
        return self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]

    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        return self._open(target, call)

    @asynccontextmanager
    async def _open(self, target: Target, call: RouterCall) -> AsyncIterator[Exchange]:
        self.calls.append((target, call))
        script = self.script_for(target, call)
        try:
            yield _ScriptedExchange(script(target, call))
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise

    async def close(self) -> None:
        self.closed = True


class ScriptedRouters(ScriptedRouter):
    """``RouterClient`` of several routers: one script for each URL, which tests may change."""

    def __init__(self, scripts: dict[str, Script]) -> None:
        super().__init__()
        self.by_url = scripts

    def script_for(self, target: Target, call: RouterCall) -> Script:
        return self.by_url[target.url]

    @property
    def called(self) -> list[str]:
        """The URLs in the order of their calls."""
        return [target.url for target, _ in self.calls]
