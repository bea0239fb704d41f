"""Running an admitted request: what its answer is, while it arrives and after it has ended."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing

from functions.gateway.pipeline.admission.admitter import Admission
from functions.gateway.pipeline.attempts.attempt import Batch
from functions.gateway.pipeline.attempts.race import AttemptRace
from portal.errors import ContextTooLong, PortalError, RouterFailure, StreamInterrupted
from portal.inference import Completion, Finish, TokenUsage
from portal.inference.context import context_too_long
from portal.inference.tokens import estimate_tokens
from portal.policy import PolicySnapshot
from portal.pools.routing import PoolRouter
from portal.router import RouterCall, RouterClient, TextChunk, failures
from portal.usage import AttemptedTarget


class Execution:
    """One admitted request, on one target after another until one answers.

    Text, usage, attempts and the time of the first text are current at any moment, so a request that ends
    early is settled with what was produced. They are those of one attempt: a whole answer that breaks off is
    discarded and asked of another target, since nothing of it has reached the customer.
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
    ) -> None:
        self.admission = admission
        self.first_text_at: float | None = None
        self.started_at = started_at
        self.has_stalled = False
        """Whether the client did not take a text for so long that the router may have ended the stream."""
        self._client_stall_seconds = client_stall_seconds
        self._waiting_since = started_at
        self._stopwatch = pools.stopwatch
        self._call = call
        self._race = AttemptRace(
            admission.plan,
            pools,
            client,
            call,
            prompt_tokens=admission.prompt_tokens,
            latest_policy=latest_policy,
            held=admission.held_session,
        )
        self._finish: Finish | None = None
        self._usage: TokenUsage | None = None
        self._texts: list[str] = []

    @property
    def attempts(self) -> int:
        """How many targets were called."""
        return self._race.attempts

    @property
    def hedges(self) -> int:
        """How many attempts were started beside one that was silent too long."""
        return self._race.hedges

    @property
    def targets(self) -> list[AttemptedTarget]:
        """The attempts that have ended, in order. Internal: customers never see them."""
        return self._race.targets

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
    def text(self) -> str:
        if len(self._texts) > 1:
            # Kept joined: settlement, log and response all ask for it.
            self._texts = ["".join(self._texts)]
        return self._texts[0] if self._texts else ""

    @property
    def finish(self) -> Finish:
        """How the text ended. Available once ``texts`` has ended without an error."""
        assert self._finish is not None
        return self._finish

    @property
    def usage(self) -> TokenUsage:
        """The router's count, or our estimate if it sent none (``source`` tells which)."""
        return self.estimated_usage if self._usage is None else self._usage

    @property
    def estimated_usage(self) -> TokenUsage:
        """Our estimate of the tokens so far, whatever the router counts.

        At most ``max_tokens``: that is what a prepaid request holds, and it must not cost more.
        """
        completion = estimate_tokens(self.text) if self._texts else 0
        max_tokens = self.admission.request.sampling.max_tokens
        if max_tokens is not None and completion > max_tokens:
            completion = max_tokens
        return TokenUsage(self.admission.prompt_tokens, completion, source="estimated")

    async def completion(self) -> Completion:
        """Run to the end. Raises RouterFailure."""
        async with aclosing(self.texts()) as texts:
            async for _ in texts:
                pass
        return Completion(self.text, self.finish, self.usage)

    async def texts(self) -> AsyncGenerator[str, None]:
        """Yield the text of each network read. Raises RouterFailure, PoolSaturated; after text,
        StreamInterrupted.
        """
        race = self._race
        try:
            while True:
                attempt, first = await race.winner()
                batch: Batch | None = first
                try:
                    while batch is not None:
                        text = self._take(batch)
                        if text:
                            received_at = self._stopwatch()
                            if self.first_text_at is None:
                                self.first_text_at = received_at
                            yield text
                            self._waiting_since = self._stopwatch()
                            stall_seconds = self._waiting_since - received_at
                            if stall_seconds > self._client_stall_seconds:
                                self.has_stalled = attempt.has_stalled = True
                        batch = await anext(attempt.batches, None)
                except RouterFailure as error:
                    if self._texts and self.admission.request.stream:
                        raise _interrupted(error) from error
                    # Nothing has reached the customer.
                    race.failed(self._discard_text(error))
                else:
                    return
        except ContextTooLong as error:
            admission = self.admission
            raise context_too_long(
                admission.request, admission.prompt_tokens, admission.context_tokens
            ) from error
        finally:
            await race.close()

    def _take(self, batch: Sequence[TextChunk]) -> str:
        text = batch[0].text if len(batch) == 1 else "".join([piece.text for piece in batch])
        if text:
            self._texts.append(text)
        for piece in batch:
            if piece.usage is not None:
                self._usage = piece.usage
            if piece.finish_reason is not None:
                self._finish = Finish(piece.finish_reason, piece.stop_sequence)
        return text

    def _discard_text(self, error: RouterFailure) -> RouterFailure:
        """Forget what a failed attempt has sent, and return its error: no stream was interrupted."""
        self._usage = self._finish = self.first_text_at = None
        if not self._texts:
            return error
        self._texts.clear()
        return failures.broken_off()


def _interrupted(error: PortalError) -> StreamInterrupted:
    if isinstance(error, StreamInterrupted):
        return error
    return StreamInterrupted("The model stopped in the middle of its answer. The answer is incomplete.")
