"""Running an admitted request: what its answer is, while it arrives and after it has ended."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from functools import partial

from functions.gateway.answer_checks import AnswerCheck
from functions.gateway.pipeline.admission.admitter import Admission
from functions.gateway.pipeline.attempts.attempt import Batch
from functions.gateway.pipeline.attempts.race import AttemptRace
from portal.errors import (
    ContextTooLong,
    ModelOutputInvalid,
    PoolSaturated,
    PortalError,
    RouterFailure,
    StreamInterrupted,
)
from portal.inference import (
    AnswerEvent,
    ArgumentsDelta,
    Completion,
    Finish,
    TokenUsage,
    ToolCall,
    ToolCallStart,
    answer_parts,
)
from portal.inference.context import context_too_long
from portal.inference.conversation_tokens import estimate_answer
from portal.policy import PolicySnapshot
from portal.pools.routing import PoolRouter
from portal.router import RouterCall, RouterClient, TextChunk, failures
from portal.usage import AttemptedTarget

log = logging.getLogger(__name__)

_NO_ANSWER = Finish("stop")
"""Of a second answer that did not come."""


class Execution:
    """One admitted request, on one target after another until one answers.

    Text, usage, attempts and the time of the first text are current at any moment, so a request that ends
    early is settled with what was produced. They are those of one attempt: a whole answer that breaks off is
    discarded and asked of another target, since nothing of it has reached the customer.

    An answer that ``check`` finds to be a violation is paid like any answer. Where nothing of it has reached
    the customer, one more is asked for at our cost; ``violation`` is what was wrong with the first one.
    """

    def __init__(
        self,
        admission: Admission,
        call: RouterCall,
        pools: PoolRouter,
        client: RouterClient,
        *,
        started_at: float,
        latest_policy: Callable[[], Awaitable[PolicySnapshot]],
        client_stall_seconds: float,
        check: AnswerCheck,
    ) -> None:
        self.admission = admission
        self.violation: str | None = None
        self.first_text_at: float | None = None
        self.started_at = started_at
        self.has_stalled = False
        """Whether the client did not take a text for so long that the router may have ended the stream."""
        self._client_stall_seconds = client_stall_seconds
        self._waiting_since = started_at
        self._stopwatch = pools.stopwatch
        self._call = call
        self._check = check
        self._new_race = partial(
            AttemptRace,
            admission.plan,
            pools,
            client,
            call,
            prompt_tokens=admission.prompt_tokens,
            latest_policy=latest_policy,
        )
        self._races = [self._new_race(held=admission.held_session)]
        self._finish: Finish | None = None
        self._usage: TokenUsage | None = None
        self._paid_usage: TokenUsage | None = None
        self._events: list[AnswerEvent] = []
        """Joined by whoever asks for the parts: settlement, log and response all do."""

    @property
    def attempts(self) -> int:
        """How many targets were called."""
        return sum([race.attempts for race in self._races])

    @property
    def hedges(self) -> int:
        """How many attempts were started beside one that was silent too long."""
        return sum([race.hedges for race in self._races])

    @property
    def targets(self) -> list[AttemptedTarget]:
        """The attempts that have ended, in order. Internal: customers never see them."""
        return [target for race in self._races for target in race.targets]

    @property
    def timeout_seconds(self) -> float:
        """How long the whole request may take."""
        return self._call.timeout_seconds

    @property
    def seconds_left(self) -> float:
        """How long the request may still take; negative after its deadline."""
        return self.started_at + self.timeout_seconds - self._stopwatch()

    @property
    def silent_seconds(self) -> float:
        """How long we have been waiting for text of the router."""
        return self._stopwatch() - self._waiting_since

    @property
    def parts(self) -> tuple[str | ToolCall, ...]:
        """The answer so far."""
        parts = answer_parts(self._events)
        if len(self._events) > len(parts):
            self._events = list(_events_of(parts))
        return parts

    @property
    def finish(self) -> Finish:
        """How the answer ended. Available once ``batches`` has ended without an error."""
        assert self._finish is not None
        return self._finish

    @property
    def usage(self) -> TokenUsage:
        """The router's count, or our estimate if it sent none (``source`` tells which).

        Of an answer that was asked for once more: that of the first one, which is paid.
        """
        if self._paid_usage is not None:
            return self._paid_usage
        return self.estimated_usage if self._usage is None else self._usage

    @property
    def estimated_usage(self) -> TokenUsage:
        """Our estimate of the tokens so far, whatever the router counts.

        At most ``max_tokens``: that is what a prepaid request holds, and it must not cost more.
        """
        completion = estimate_answer(self.parts) if self._events else 0
        max_tokens = self.admission.request.sampling.max_tokens
        if max_tokens is not None and completion > max_tokens:
            completion = max_tokens
        return TokenUsage(self.admission.prompt_tokens, completion, source="estimated")

    async def completion(self) -> Completion:
        """Run to the end. Raises RouterFailure, ModelOutputInvalid."""
        async with aclosing(self.batches()) as batches:
            async for _ in batches:
                pass
        return Completion(self.parts, self.finish, self.usage)

    async def batches(self) -> AsyncGenerator[Sequence[AnswerEvent], None]:
        """Yield the events of each network read. Raises RouterFailure, PoolSaturated, ModelOutputInvalid;
        after the first event, StreamInterrupted.
        """
        try:
            async with aclosing(self._answer()) as answer:
                async for batch in answer:
                    yield batch
            self.violation = self._wrong()
            if self.violation is None:
                return
            if not self._events or not self.admission.request.stream:
                async with aclosing(self._repair()) as answer:
                    async for batch in answer:
                        yield batch
                if self._wrong() is None:
                    return
            raise ModelOutputInvalid(
                f"The model's answer is not what the request demands: {self.violation}.",
                hint="It is paid like any answer. Change the request rather than sending it again.",
            )
        except ContextTooLong as error:
            admission = self.admission
            raise context_too_long(
                admission.request, admission.prompt_tokens, admission.context_tokens
            ) from error

    async def _answer(self) -> AsyncGenerator[Sequence[AnswerEvent], None]:
        race = self._races[-1]
        try:
            while True:
                attempt, first = await race.winner()
                batch: Batch | None = first
                try:
                    while batch is not None:
                        events = self._take(batch)
                        if events:
                            received_at = self._stopwatch()
                            if self.first_text_at is None:
                                self.first_text_at = received_at
                            yield events
                            self._waiting_since = self._stopwatch()
                            stall_seconds = self._waiting_since - received_at
                            if stall_seconds > self._client_stall_seconds:
                                self.has_stalled = attempt.has_stalled = True
                        batch = await anext(attempt.batches, None)
                except RouterFailure as error:
                    if self._events and self.admission.request.stream:
                        raise _interrupted(error) from error
                    # Nothing has reached the customer.
                    race.failed(self._discard_answer(error))
                else:
                    return
        finally:
            await race.close()

    async def _repair(self) -> AsyncGenerator[Sequence[AnswerEvent], None]:
        """Ask for the answer once more. A router that fails now leaves it at the violation."""
        self._paid_usage = self.usage
        first_text_at = self.first_text_at
        self._forget_answer()
        self._races.append(self._new_race())
        try:
            async with aclosing(self._answer()) as answer:
                async for batch in answer:
                    yield batch
        except (RouterFailure, PoolSaturated) as error:
            if self._events and self.admission.request.stream:
                raise
            self._finish = _NO_ANSWER
            log.info("gateway.repair_failed", extra={"error_code": error.code})
        finally:
            self.first_text_at = first_text_at or self.first_text_at

    def _wrong(self) -> str | None:
        if self._finish is _NO_ANSWER:
            return self.violation
        return self._check.violation(self.parts, self.finish)

    def _take(self, batch: Batch) -> Sequence[AnswerEvent]:
        events: list[AnswerEvent] = []
        for piece in batch:
            if not isinstance(piece, TextChunk):
                events.append(piece)
                continue
            if piece.text:
                events.append(piece.text)
            if piece.usage is not None:
                self._usage = piece.usage
            if piece.finish_reason is not None:
                self._finish = Finish(piece.finish_reason, piece.stop_sequence)
        self._events += events
        return events

    def _forget_answer(self) -> None:
        self._usage = self._finish = self.first_text_at = None
        self._events.clear()

    def _discard_answer(self, error: RouterFailure) -> RouterFailure:
        """Forget what a failed attempt has sent, and return its error: no stream was interrupted."""
        had_events = bool(self._events)
        self._forget_answer()
        return failures.broken_off() if had_events else error


def _events_of(parts: Sequence[str | ToolCall]) -> Iterator[AnswerEvent]:
    for part in parts:
        if isinstance(part, ToolCall):
            yield ToolCallStart(part.id, part.name)
            yield ArgumentsDelta(part.arguments)
        else:
            yield part


def _interrupted(error: PortalError) -> StreamInterrupted:
    if isinstance(error, StreamInterrupted):
        return error
    return StreamInterrupted("The model stopped in the middle of its answer. The answer is incomplete.")
