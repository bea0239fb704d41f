"""One attempt of a request: the call of one target, from its session's lease to its last text."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager

from portal.errors import ContextTooLong, RouterBusy, RouterFailure
from portal.pools import Target
from portal.pools.attempt_bounds import AttemptBound
from portal.pools.failover import outcome_of
from portal.pools.plan import Plan
from portal.pools.routing import PoolRouter
from portal.router import Piece, RouterCall, RouterClient
from portal.usage import AttemptedTarget, AttemptOutcome

Batch = Sequence[Piece]


class Attempt:
    """``target`` is known once its session is leased, and ``on_called`` is called then: waiting for a session
    is no silence of a target. ``record`` is known once the attempt has ended.
    """

    def __init__(
        self,
        plan: Plan,
        pools: PoolRouter,
        client: RouterClient,
        call: RouterCall,
        *,
        prompt_tokens: int,
        lease: AbstractAsyncContextManager[Target],
        on_called: Callable[[], None] | None = None,
    ) -> None:
        self.target: Target | None = None
        self._called_at = self._began_at = 0.0
        self.record: AttemptedTarget | None = None
        self.has_stalled = False
        """Whether the client did not read for so long that a router may have ended the stream."""
        self.batches = self._run(lease, client, call)
        self._plan = plan
        self._pools = pools
        self._prompt_tokens = prompt_tokens
        self._on_called = on_called
        self._is_streamed = call.stream
        self._first_text_after: float | None = None

    async def first(self) -> Batch | None:
        """Return the first batch of the answer: the model has begun, if only to reason. None: there is none.

        Raises RouterFailure, ContextTooLong, PoolSaturated.
        """
        return await anext(self.batches, None)

    @property
    def bound(self) -> AttemptBound | None:
        """How long the pool's targets may be silent; None if silence says nothing: a whole answer is one."""
        return self._plan.attempt_bound(self._prompt_tokens, self._now) if self._is_streamed else None

    @property
    def seconds(self) -> float:
        """How long ago the target was called; negative: it was not called yet."""
        return self._pools.stopwatch() - self._called_at if self.target is not None else -1.0

    @property
    def _now(self) -> float:
        """The time by the clock of the observations; no environment is frozen during an attempt."""
        if self.target is None:
            return self._pools.observations.clock()
        return self._began_at + self.seconds

    async def _run(
        self, lease: AbstractAsyncContextManager[Target], client: RouterClient, call: RouterCall
    ) -> AsyncGenerator[Batch, None]:
        observations = self._pools.observations
        async with lease as target:
            self._called_at = self._pools.stopwatch()
            self.target = target
            self._began_at = observations.started(target)
            if self._on_called is not None:
                self._on_called()
            outcome: AttemptOutcome | None = None
            retry_after: float | None = None
            try:
                async with client.open(target, call) as exchange:
                    async for batch in exchange.pieces():
                        if self._first_text_after is None:
                            self._begun(target)
                        yield batch
                outcome = "ok"
            except ContextTooLong:
                outcome = "ok"
                raise
            except RouterFailure as error:
                if not self.has_stalled:
                    outcome = outcome_of(error, had_text=self._first_text_after is not None)
                retry_after = error.retry_after if isinstance(error, RouterBusy) else None
                raise
            finally:
                had_text = self._first_text_after is not None
                if outcome is None:
                    # Cancelled: the client left, the deadline passed, or another attempt was faster.
                    outcome = "timed_out" if not had_text and self._is_overdue else "cancelled"
                observations.ended(
                    target, self._began_at, self._now, outcome, had_text=had_text, retry_after=retry_after
                )
                self.record = self._recorded(target, outcome)

    def _begun(self, target: Target) -> None:
        self._first_text_after = seconds = self.seconds
        if self._is_streamed:
            scale = self._pools.bounds.scale(self._prompt_tokens)
            self._pools.observations.first_text(target, self._began_at + seconds, seconds / scale)

    @property
    def _is_overdue(self) -> bool:
        """Whether it has been silent for longer than the pool's targets may be."""
        bound = self.bound
        return bound is not None and self.seconds >= bound.give_up_after

    def _recorded(self, target: Target, outcome: AttemptOutcome) -> AttemptedTarget:
        first = self._first_text_after if self._is_streamed else None
        return AttemptedTarget(
            id=target.id,
            outcome=outcome,
            ttft_ms=None if first is None else round(first * 1000, 1),
            duration_ms=round(self.seconds * 1000, 1),
        )
