"""A router that does what the conversation asks for: the scripts a probe can name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from portal.errors import PoolSaturated, RouterRejected, RouterTimedOut, StreamInterrupted
from portal.inference import TokenUsage
from portal.pools import Target
from portal.router import Exchange, RouterCall, TextChunk
from tests.functions.gateway.scripted_router import Script, ScriptedRouter, failing, saying

HARD_TEXT = (
    'nul \x00, line\u2028para\u2029next\x85 "quoted" \\ 👩\u200d👩\u200d👧 é ﷽ data: [DONE]\n\nevent: error'
)
USAGE = TokenUsage(11, 3)


async def _stopping_early(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
    yield [TextChunk("One two ")]
    yield [TextChunk(finish_reason="stop", stop_sequence="END", usage=USAGE)]


async def _pausing(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
    await asyncio.sleep(0.25)
    yield [TextChunk("Slow ")]
    await asyncio.sleep(0.25)
    yield [TextChunk("but sure.")]
    yield [TextChunk(finish_reason="stop", usage=USAGE)]


SCRIPTS: dict[str, Script] = {
    "greet": saying("Hello", ", ", "you.", usage=USAGE),
    "stop early": _stopping_early,
    "pause": _pausing,
    "hard text": saying(*[HARD_TEXT[i : i + 3] for i in range(0, len(HARD_TEXT), 3)], usage=USAGE),
    "break": failing(StreamInterrupted("The model stopped in the middle."), "Hel", "lo"),
    "refuse": failing(RouterRejected("The model refused the request.")),
    "saturate": failing(PoolSaturated("Every place is taken.", retry_after=1.5)),
    "time out": failing(RouterTimedOut("The model took too long.")),
    "explode": failing(ZeroDivisionError("internal secret")),
}


class ActingRouter:
    """``RouterClient`` that finds its script in the prompt."""

    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        return self._open(target, call)

    @asynccontextmanager
    async def _open(self, target: Target, call: RouterCall) -> AsyncIterator[Exchange]:
        script = next(script for name, script in SCRIPTS.items() if name in call.prompt)
        async with ScriptedRouter(script).open(target, call) as exchange:
            yield exchange

    async def close(self) -> None:
        pass
