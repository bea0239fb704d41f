"""The pieces of an answer with tool calls, from its decoded text and fragments. Pure."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.inference import FinishReason
from portal.router import Piece, RouterCall, TextChunk
from portal.router.text.text_filter import TextFilter
from portal.router.v3.decoder import CallFragment
from portal.router.v4.tool_calls import ToolCallOrder

_STEPS_AT_ONCE = 2
"""Of the filter: as many as an ordinary piece of a stream takes, which needs no pause."""


async def joined(slices: Iterator[str]) -> str:
    """Return the text of ``slices``. Other requests run in between: a whole answer may have many."""
    parts: list[str] = []
    for part in slices:
        if len(parts) >= _STEPS_AT_ONCE:
            await asyncio.sleep(0)
        parts.append(part)
    return "".join(parts)


class AnswerWithCalls:
    """Goes on where an answer has its first call. ``text_filter`` has filtered its text until then.

    A call ends the text before it, so nothing of that is held back. Text after a call comes once the calls
    are whole, at the latest with the end of the answer.
    """

    def __init__(self, text_filter: TextFilter, call: RouterCall) -> None:
        self._filter = text_filter
        self._call = call
        self._order = ToolCallOrder()
        self._is_in_text = True
        self._late: list[str] = []

    @property
    def ended(self) -> bool:
        """Whether a stop string has ended the answer."""
        return self._filter.ended

    @property
    def stop_sequence(self) -> str | None:
        return self._filter.stop_sequence

    async def feed(self, text: str, calls: Sequence[str | CallFragment]) -> list[Piece]:
        """Return the pieces of ``text`` and the ``calls`` after it. Raises StreamInterrupted."""
        pieces: list[Piece] = []
        if not text and not self._is_in_text and not self._late and len(calls) == 1:
            fragment = calls[0]
            if isinstance(fragment, CallFragment):
                pieces += self._order.add(fragment)
                return pieces
        for item in (text, *calls):
            if self.ended:
                break
            if isinstance(item, CallFragment):
                await self._end_text(pieces)
                pieces += self._order.add(item)
                self._release_late(pieces)
            elif item:
                self._is_in_text = True
                self._put(await joined(self._filter.feed_slices(item)), pieces)
        return pieces

    async def finish(self, reason: FinishReason) -> list[Piece]:
        """Return what was held back. Raises RouterRejected for a call without a name."""
        pieces: list[Piece] = [*self._order.end()]
        text = "".join(self._late)
        if not self.ended:
            text += await joined(self._filter.finish_slices(is_cut=reason == "length"))
        if text:
            pieces.append(TextChunk(text))
        return pieces

    async def _end_text(self, pieces: list[Piece]) -> None:
        if not self._is_in_text:
            return
        self._is_in_text = False
        self._put(await joined(self._filter.finish_slices(is_cut=False)), pieces)
        # Reasoning stands before the answer, and the answer has begun.
        answer_format = self._call.answer_format
        if answer_format is not None:
            answer_format = replace(answer_format, begins_in_reasoning=False)
        if not self.ended:
            self._filter = TextFilter(self._call.sampling.stop, (), answer_format)

    def _put(self, text: str, pieces: list[Piece]) -> None:
        if not text:
            return
        if self._order.is_whole and not self._late:
            pieces.append(TextChunk(text))
        else:
            self._late.append(text)

    def _release_late(self, pieces: list[Piece]) -> None:
        if self._late and self._order.is_whole:
            pieces.append(TextChunk("".join(self._late)))
            self._late.clear()
