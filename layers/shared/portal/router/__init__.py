"""The router seam: one call to one target, tolerant of everything that routers send.

Wire formats: docs/protocols/cortensor-router.md. ``wires`` chooses between ``v3`` and ``v4``.

Errors raised: ``RouterUnreachable`` (no connection), ``RouterRejected`` (an HTTP error or an error body),
``RouterBusy`` (no capacity: 429, 503, or an error that says so), ``RouterPending`` (a response without text:
queued, pending, empty), ``RouterTimedOut``, ``ContextTooLong`` (the router says that the prompt is), and,
once text has been returned, ``StreamInterrupted`` (the stream broke or ended without its end).
``portal.pools.failover`` says after which another target may be tried.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from portal.inference import (
    AnswerFormat,
    ArgumentsDelta,
    FinishReason,
    InferenceRequest,
    Sampling,
    TokenUsage,
    ToolCallStart,
)
from portal.pools import Target


@dataclass(frozen=True, slots=True)
class RouterCall:
    """The parameters of one call. ``client_reference`` is the request id.

    ``prompt`` is sent over wire v3; with a ``conversation`` the call is one of wire v4, which carries its
    messages, tools and output format instead.

    ``role_guards`` are the prompt's headings, which end the text where the model continues with another
    role's turn (``portal.inference.prompt``). Routers receive neither them nor the customer's stop strings:
    the client ends the text and the call (``v3.request.request_body`` explains why). ``answer_format`` is the
    model's; None: only what tokens mark in the answer is recognised.
    """

    prompt: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    stream: bool = False
    conversation: InferenceRequest | None = None
    raw_prompt: bool = False
    role_guards: tuple[str, ...] = ()
    answer_format: AnswerFormat | None = None
    client_reference: str = ""
    timeout_seconds: float = 300.0


@dataclass(slots=True)
class TextChunk:
    """A part of the text; the last one has the finish reason. Any chunk may have the ``usage``, or none.

    ``text`` is the answer: leading reasoning, trailing end tokens, another role's turn, and everything from
    a stop string on are removed. ``stop_sequence`` is the customer's stop string that ended the text.
    """

    text: str = ""
    finish_reason: FinishReason | None = None
    stop_sequence: str | None = None
    usage: TokenUsage | None = None


Piece = TextChunk | ToolCallStart | ArgumentsDelta
"""A part of an answer. The last piece is a chunk with the finish reason."""


def text_in(pieces: Iterable[Piece]) -> str:
    """Return the text in ``pieces``, joined."""
    return "".join([piece.text for piece in pieces if isinstance(piece, TextChunk)])


class Exchange(Protocol):
    """A call whose response head has arrived with a status of success."""

    def pieces(self) -> AsyncIterator[Sequence[Piece]]:
        """Yield the answer as it arrives, one batch of at least one piece for each network read.

        Ends only after the router finished or a stop string ended the text; the last piece has the finish
        reason. Calls do not interleave. A JSON response to a streamed call is one batch. The first batch may
        be an empty chunk: the model has begun, but only to reason. Raises RouterFailure.
        """
        ...


class RouterClient(Protocol):
    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        """Send ``call`` to ``target``; exiting the context cancels a call that is still running."""
        ...

    async def close(self) -> None: ...
