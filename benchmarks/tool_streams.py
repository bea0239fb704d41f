"""What a stream of tool calls costs beside one of text, read from the router and rendered for the client.

Run: ``python -m benchmarks.tool_streams``. Prints processor time per fragment (the best of seven rounds, each
of all kinds in turn) and its ratio to the text of the same wire and dialect. Each fragment is one network
read of eight characters.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import orjson

from functions.gateway.dialects import Dialect, ResponseContext, event_frames
from functions.gateway.dialects.registry import DIALECTS
from portal.inference import InferenceRequest, Tool
from portal.router import RouterCall, TextChunk
from portal.router.text.text_filter import TextFilter
from portal.router.v3.decoder import ResponseDecoder
from portal.router.v4.answer import AnswerWithCalls
from portal.router.v4.decoder import StructuredDecoder

FRAGMENTS = 4_000
_ROUNDS = 7
_PIECE = "word it "
_CONTEXT = ResponseContext(
    "req_01JDT5X7M2Q4W8ZK9Y3B6C1DFG",
    "oss-20b",
    "oss-20b",
    1_764_000_000,
    prompt_tokens=42,
    request=InferenceRequest("oss-20b", tools=(Tool("write"),), stream=True),
)


def _frames(choice: Callable[[int], dict[str, object]]) -> list[bytes]:
    envelope = {"id": "cmpl-1", "created": 1_764_000_000, "model": "m"}
    return [
        b"data: " + orjson.dumps({**envelope, "choices": [choice(number)]}) + b"\n\n"
        for number in range(FRAGMENTS)
    ]


def _text_v3(_: int) -> dict[str, object]:
    return {"index": 0, "text": _PIECE, "logprobs": None, "finish_reason": None}


def _text_v4(_: int) -> dict[str, object]:
    return {"index": 0, "delta": {"content": _PIECE}, "finish_reason": None}


def _arguments(number: int) -> dict[str, object]:
    call: dict[str, object] = {"index": 0, "function": {"arguments": _PIECE if number else '{"text": "'}}
    if not number:
        call |= {"id": "call_1", "type": "function", "function": {"name": "write", "arguments": '{"text": "'}}
    return {"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}


async def _text(reads: Sequence[bytes], decoder: ResponseDecoder, dialect: Dialect) -> None:
    text_filter, frames = TextFilter(), dialect.stream(_CONTEXT)
    for data in reads:
        text = text_filter.feed(decoder.feed(data))
        decoder.take_calls()
        if text:
            event_frames(frames, text)


async def _calls(reads: Sequence[bytes], decoder: ResponseDecoder, dialect: Dialect) -> None:
    answer, frames = AnswerWithCalls(TextFilter(), RouterCall()), dialect.stream(_CONTEXT)
    for data in reads:
        text = decoder.feed(data)
        for piece in await answer.feed(text, decoder.take_calls()):
            event_frames(frames, piece.text if isinstance(piece, TextChunk) else piece)


Read = Callable[[Sequence[bytes], ResponseDecoder, Dialect], Awaitable[None]]
_KINDS: dict[str, tuple[list[bytes], type[ResponseDecoder], Read]] = {
    "text on v3": (_frames(_text_v3), ResponseDecoder, _text),
    "text on v4": (_frames(_text_v4), StructuredDecoder, _text),
    "arguments on v4": (_frames(_arguments), StructuredDecoder, _calls),
}


async def measured() -> dict[tuple[str, str], float]:
    """Return microseconds per fragment by dialect and kind."""
    best: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        for registered in DIALECTS:
            for kind, (reads, decoder, read) in _KINDS.items():
                if kind == "arguments on v4" and registered.dialect.name == "cortensor":
                    continue
                started = time.process_time()
                await read(reads, decoder(), registered.dialect)
                spent = (time.process_time() - started) / FRAGMENTS * 1e6
                key = (registered.path, kind)
                best[key] = min(best.get(key, spent), spent)
    return best


def main() -> None:
    best = asyncio.run(measured())
    print(f"{'route':<24} {'stream':<16} {'µs a fragment':>14} {'to text on v4':>13}")
    for (path, kind), spent in best.items():
        print(f"{path:<24} {kind:<16} {spent:>14.2f} {spent / best[path, 'text on v4']:>13.2f}")


if __name__ == "__main__":
    main()
