"""A router that runs the script that is named in the prompt, so that a probe chooses it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from portal.errors import PoolSaturated, RouterRejected, RouterTimedOut, StreamInterrupted
from portal.inference import TokenUsage
from portal.pools import Target
from portal.router import RouterCall, TextChunk
from tests.support.router.scripted import Script, ScriptedRouter, failing, saying

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


async def _only_thinking(target: Target, call: RouterCall) -> AsyncIterator[Sequence[TextChunk]]:
    yield [TextChunk(finish_reason="length", usage=USAGE)]


SCRIPTS: dict[str, Script] = {
    "greet": saying("Hello", ", ", "you.", usage=USAGE),
    "stop early": _stopping_early,
    "think only": _only_thinking,
    "pause": _pausing,
    "hard text": saying(*[HARD_TEXT[i : i + 3] for i in range(0, len(HARD_TEXT), 3)], usage=USAGE),
    "break": failing(StreamInterrupted("The model stopped in the middle."), "Hel", "lo"),
    "refuse": failing(RouterRejected("The model refused the request.")),
    "saturate": failing(PoolSaturated("Every slot is taken.", retry_after=1.5)),
    "time out": failing(RouterTimedOut("The model took too long.")),
    "explode": failing(ZeroDivisionError("internal secret")),
}


class PromptedRouter(ScriptedRouter):
    """Runs the script whose name is in the prompt."""

    def __init__(self) -> None:
        super().__init__(*SCRIPTS.values())

    def script_for(self, target: Target, call: RouterCall) -> Script:
        return next(script for name, script in SCRIPTS.items() if name in call.prompt)
