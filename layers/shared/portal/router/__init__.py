"""The router seam: one call to one target, tolerant of all that routers do.

Wire facts: reference cortensor-router 1.4-1.7.

Errors raised: ``RouterUnreachable`` (no connection), ``RouterRejected`` (an HTTP error or an error body),
``RouterPending`` (an answer without text: queued, pending, empty), ``RouterTimedOut``, ``ContextTooLong``
(the router says the prompt is), and, once text has been handed out, ``StreamInterrupted`` (the stream broke
or ended without its end). Whether another target may be tried is ``failover.may_fail_over``'s to say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from portal.inference import FinishReason, Sampling, TokenUsage
from portal.pools import Target


@dataclass(frozen=True, slots=True)
class RouterCall:
    """What is asked of a router. ``client_reference`` is our request id.

    ``guards`` end the text without the customer having asked for it: the model went on with another role's
    turn (``portal.inference.prompt.turn_guards``). Routers are sent neither them nor the customer's stop
    strings: the client ends the text and the call (``v3.request.body_of`` says why).
    """

    prompt: str
    sampling: Sampling = field(default_factory=Sampling)
    stream: bool = False
    raw_prompt: bool = False
    guards: tuple[str, ...] = ()
    client_reference: str = ""
    timeout_seconds: float = 300.0


@dataclass(slots=True)
class Piece:
    """Some text, and with the last piece why it ended. ``usage`` may come with any piece or never.

    ``text`` is what the customer may read: control tokens, reasoning spans and what follows a stop string
    are gone. ``stop_sequence`` is the customer's stop string that ended the text, where one did.
    """

    text: str = ""
    finish_reason: FinishReason | None = None
    stop_sequence: str | None = None
    usage: TokenUsage | None = None


class Exchange(Protocol):
    """An answered call: its head has arrived and was not an error."""

    def pieces(self) -> AsyncIterator[Sequence[Piece]]:
        """Yield the text as it arrives, one batch for each network read, none of them empty.

        Ends only after the router finished, or a stop string ended the text; the last batch carries the
        finish reason. JSON where a stream was asked is one batch. Raises RouterFailure.
        """
        ...


class RouterClient(Protocol):
    def open(self, target: Target, call: RouterCall) -> AbstractAsyncContextManager[Exchange]:
        """Send ``call`` to ``target``; leaving the context cancels what is still under way."""
        ...

    async def close(self) -> None: ...
