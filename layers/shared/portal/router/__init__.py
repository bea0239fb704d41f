"""The router seam: one call to one target, tolerant of everything that routers send.

Wire format: docs/protocols/cortensor-router.md.

Errors raised: ``RouterUnreachable`` (no connection), ``RouterRejected`` (an HTTP error or an error body),
``RouterBusy`` (no capacity: 429, 503, or an error that says so), ``RouterPending`` (a response without text:
queued, pending, empty), ``RouterTimedOut``, ``ContextTooLong`` (the router says that the prompt is), and,
once text has been returned, ``StreamInterrupted`` (the stream broke or ended without its end).
``portal.pools.failover`` says after which another target may be tried.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from portal.inference import AnswerFormat, FinishReason, Sampling, TokenUsage
from portal.pools import Target


@dataclass(frozen=True, slots=True)
class RouterCall:
    """The parameters of one call. ``client_reference`` is the request id.

    ``role_guards`` are the prompt's headings, which end the text where the model continues with another
    role's turn (``portal.inference.prompt``). Routers receive neither them nor the customer's stop strings:
    the client ends the text and the call (``v3.request.request_body`` explains why). ``answer_format`` is the
    model's; None: only what tokens mark in the answer is recognised.
    """

    prompt: str
    sampling: Sampling = field(default_factory=Sampling)
    stream: bool = False
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


class Exchange(Protocol):
    """A call whose response head has arrived with a status of success."""

    def chunks(self) -> AsyncIterator[Sequence[TextChunk]]:
        """Yield the text as it arrives, one batch of at least one chunk for each network read.

        Ends only after the router finished or a stop string ended the text; the last batch has the finish
        reason. A JSON response to a streamed call is one batch. The first batch may be an empty chunk: the
        model has begun, but only to reason. Raises RouterFailure.
        """
        ...


class RouterClient(Protocol):
    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        """Send ``call`` to ``target``; exiting the context cancels a call that is still running."""
        ...

    async def close(self) -> None: ...
