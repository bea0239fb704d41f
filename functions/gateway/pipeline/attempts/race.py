"""Attempts at up to three targets, one after the other or two at once, until one sends its first text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress

from functions.gateway.pipeline.attempts.attempt import Attempt, Batch
from portal.errors import PolicyUnavailable, PoolSaturated, PortalError, RouterBusy, RouterFailure
from portal.policy import PolicySnapshot
from portal.pools import Target
from portal.pools.attempt_bounds import MAX_ATTEMPTS
from portal.pools.failover import is_retryable_elsewhere
from portal.pools.leases.groups import session_token
from portal.pools.leases.held_session import EarlyHold
from portal.pools.plan import Plan
from portal.pools.routing import PoolRouter
from portal.pools.saturation import pool_saturated
from portal.router import RouterCall, RouterClient, failures
from portal.usage import AttemptedTarget

_CHECK_SECONDS = 1.0
"""How often it is asked whether a target has become free for an attempt that is silent too long."""


class AttemptRace:
    """The attempts of one request.

    A target that is silent for longer than its bound is given up for the next one, or, within the process's
    budget, kept while a second one is asked: the first text wins, and the other is cancelled. The last
    attempt has no bound. ``latest_policy`` returns the current snapshot: further attempts go by it.
    """

    def __init__(
        self,
        plan: Plan,
        pools: PoolRouter,
        client: RouterClient,
        call: RouterCall,
        *,
        prompt_tokens: int,
        latest_policy: Callable[[], Awaitable[PolicySnapshot]],
        held: EarlyHold | None = None,
    ) -> None:
        self.hedges = 0
        self._plan = plan
        self._pools = pools
        self._client = client
        self._call = call
        self._prompt_tokens = prompt_tokens
        self._latest_policy = latest_policy
        self._held = held
        self._attempts: list[Attempt] = []
        self._running: dict[asyncio.Task[Batch | None], Attempt] = {}
        self._ending: list[asyncio.Task[Batch | None] | asyncio.Task[None]] = []
        self._winner: Attempt | None = None
        self._failures: list[PortalError] = []
        self._check_at = 0.0

    @property
    def attempts(self) -> int:
        """How many targets were called."""
        return len(self._tried)

    @property
    def targets(self) -> list[AttemptedTarget]:
        """The attempts that have ended, in the order of their start."""
        return [attempt.record for attempt in self._attempts if attempt.record is not None]

    async def winner(self) -> tuple[Attempt, Batch]:
        """Return the attempt whose text comes first, with its first batch.

        Raises the error for the customer: RouterFailure, PoolSaturated, ContextTooLong.
        """
        while True:
            if not self._running:
                await self._start_next()
            done, _ = await asyncio.wait(
                self._running, timeout=self._seconds_to_check(), return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                await self._on_silence()
            for task in done:
                attempt = self._running.pop(task, None)
                batch = None if attempt is None else self._first_batch(task, attempt)
                if attempt is not None and batch is not None:
                    self._winner = attempt
                    self._cancel(list(self._running))
                    return attempt, batch

    def failed(self, error: RouterFailure) -> None:
        """Let ``winner`` return another attempt after ``error`` of the last one. Raises it if none may be."""
        self._winner = None
        self._failures.append(error)
        if not is_retryable_elsewhere(error):
            raise error

    async def close(self) -> None:
        """Cancel what runs, and wait until it has ended: its sessions are free then."""
        self._cancel(list(self._running))
        if self._winner is not None:
            await self._winner.batches.aclose()
        if self._ending:
            await asyncio.gather(*self._ending, return_exceptions=True)
        self._failures.clear()

    @property
    def _tried(self) -> list[Target]:
        return [attempt.target for attempt in self._attempts if attempt.target is not None]

    @property
    def _newest(self) -> Attempt:
        return next(reversed(self._running.values()))

    async def _start_next(self) -> None:
        """Start the first attempt, or the next one after a failure. Raises the error for the customer."""
        if self._attempts:
            await self._follow_policy()
        tried = self._tried
        candidates = self._plan.candidates(tried) if len(tried) < MAX_ATTEMPTS else ()
        if not candidates:
            raise self._last_error()
        held, self._held = self._held, None
        self._start(self._pools.lease(candidates, held, self._pools.wait_seconds, plan=self._plan))

    def _start(
        self, lease: AbstractAsyncContextManager[Target], on_called: Callable[[], None] | None = None
    ) -> None:
        attempt = Attempt(
            self._plan,
            self._pools,
            self._client,
            self._call,
            prompt_tokens=self._prompt_tokens,
            lease=lease,
            on_called=on_called,
        )
        self._attempts.append(attempt)
        self._running[asyncio.create_task(attempt.first())] = attempt

    def _first_batch(self, task: asyncio.Task[Batch | None], attempt: Attempt) -> Batch | None:
        """Return the first batch of an attempt. None: it failed, but others may be tried or waited for."""
        try:
            batch = task.result()
            if batch is None:
                raise failures.no_text()
        except PoolSaturated:
            self._attempts.remove(attempt)
            if not self._running:
                raise
            self._check_at = self._pools.stopwatch() + _CHECK_SECONDS
            return None
        except RouterFailure as error:
            self.failed(error)
            return None
        return batch

    def _seconds_to_check(self) -> float | None:
        """Return in how many seconds the newest attempt has been silent too long; None: it may be."""
        newest = self._newest
        if len(self._attempts) >= MAX_ATTEMPTS or (bound := newest.bound) is None:
            return None
        if newest.target is None:
            return bound.hedge_after
        return max(bound.hedge_after - newest.seconds, self._check_at - self._pools.stopwatch(), 0.0)

    async def _on_silence(self) -> None:
        """Ask another target, beside those that are silent too long or instead of them, if one is free."""
        newest, bound = self._newest, self._newest.bound
        if bound is None or newest.seconds < bound.hedge_after:
            return
        await self._follow_policy()
        spare = self._plan.spare(self._tried)
        self._check_at = self._pools.stopwatch() + _CHECK_SECONDS
        if not spare:
            if newest.seconds >= bound.give_up_after and self._is_free_elsewhere(newest):
                await self._give_up()
            return
        if len(self._running) == 1 and self._pools.hedges.take(self._pools.observations.clock()):
            self.hedges += 1
            self._start(self._pools.lease(spare, plan=self._plan))
        elif newest.seconds >= bound.give_up_after:
            silent = list(self._running)
            self._start(self._pools.lease(spare, plan=self._plan), lambda: self._cancel(silent))

    def _is_free_elsewhere(self, silent: Attempt) -> bool:
        """Return whether another router leads to the session that a silent attempt holds.

        No other session is free, and all of them may be held by requests that a dead router never answers.
        """
        target = silent.target
        if target is None or not self._pools.leases.is_limited(target):
            return False
        return any(
            other.url != target.url and session_token(other) == session_token(target)
            for other in self._plan.with_or_without_room(self._tried)
        )

    async def _give_up(self) -> None:
        """Release what the silent attempts hold, so that ``winner`` starts the next one."""
        self._cancel(list(self._running))
        await asyncio.gather(*self._ending, return_exceptions=True)
        self._failures.append(failures.timed_out())

    def _cancel(self, tasks: Sequence[asyncio.Task[Batch | None]]) -> None:
        """Cancel attempts; their sessions are free when they have ended."""
        for task in tasks:
            attempt = self._running.pop(task, None)
            if attempt is None:
                continue
            if task.done():
                # It had its first text at the same time as the winner.
                self._ending.append(asyncio.create_task(_closed(attempt)))
            else:
                task.cancel()
                self._ending.append(task)

    async def _follow_policy(self) -> None:
        # Without a snapshot that may serve, the one that the request was admitted by goes on to.
        with suppress(PolicyUnavailable):
            self._pools.follow(self._plan, await self._latest_policy())

    def _last_error(self) -> PortalError:
        """Return the error for the customer: that of the last attempt, unless a target was only busy."""
        if any(isinstance(error, RouterBusy) for error in self._failures):
            return pool_saturated(self._plan.retry_after())
        return self._failures[-1] if self._failures else failures.unreachable()


async def _closed(attempt: Attempt) -> None:
    await attempt.batches.aclose()
