"""The parts of the gateway that one process has: it serves one request after the other, or several."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.gateway.answer_checks import AnswerCheck
from functions.gateway.pipeline.admission.admitter import Admission
from functions.gateway.pipeline.execution import Execution
from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.errors import PortalError
from portal.inference import InferenceRequest, Sampling, text_message, text_of
from portal.keys import Principal
from portal.policy.cache import PolicyCache
from portal.policy.published import PublishedPolicyStore
from portal.policy.published.source import PublishedPolicySource
from portal.pools import PoolMap
from portal.pools.leases import LeaseStore
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.routing import PoolRouter
from portal.router import RouterCall, RouterClient
from portal.usage import AttemptedTarget
from tests.support.pool_simulation.measurements import ServedRequest
from tests.support.pool_simulation.shared_state import ALIAS, SimulatedDatabase

DEADLINE_SECONDS = 60.0
_PROMPT = "Why is the sky blue?"
_PROMPT_TOKENS = 6
_SAMPLING = Sampling(max_tokens=20)


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What all processes share. ``leases`` None: limits are of each process."""

    pools: PoolMap
    policies: PublishedPolicyStore
    leases: LeaseStore | None
    database: SimulatedDatabase
    routers: RouterClient
    wait_seconds: float
    router_of: Mapping[str, str]
    """Target id → router URL."""
    clock: Callable[[], float]
    wall: Callable[[], float]
    stopwatch: Callable[[], float]


class GatewayProcess:
    """Memory of its own over what all processes share: policy, leases, observations."""

    def __init__(self, shared: SharedParts, rng: random.Random) -> None:
        self._shared = shared
        self._clock, self._wall, self._stopwatch = shared.clock, shared.wall, shared.stopwatch
        source = PublishedPolicySource(shared.policies, shared.database, wall=shared.wall, clock=shared.clock)
        self._policy = PolicyCache(source, clock=shared.clock, wall=shared.wall)
        self._leases = SessionLeases(
            shared.pools,
            shared.leases,
            wait_seconds=shared.wait_seconds,
            on_outage=lambda _: None,
            elapsed=shared.clock,
            wall=shared.wall,
            rng=rng,
        )
        self._pools = PoolRouter(
            shared.pools,
            leases=self._leases,
            wait_seconds=shared.wait_seconds,
            clock=shared.clock,
            wall=shared.wall,
            stopwatch=shared.stopwatch,
            rng=rng,
        )
        self._served = 0

    async def serve(
        self, *, stream: bool, reference: str, deadline_seconds: float = DEADLINE_SECONDS
    ) -> ServedRequest:
        """Run one request to its end, then settle what runs beside it."""
        started, cold = self._clock(), self._served == 0
        self._served += 1
        error, retry_after = None, None
        first: float | None = None
        attempts: list[AttemptedTarget] = []
        try:
            async for _ in self.texts(
                stream=stream, reference=reference, deadline_seconds=deadline_seconds, attempts=attempts
            ):
                first = first or self._clock()
        except PortalError as failure:
            error, retry_after = failure.code, failure.retry_after
        except TimeoutError:
            error = "deadline_exceeded"
        ended = self._clock()
        await self._policy.settle()
        await self._leases.settle()
        return ServedRequest(
            started=started,
            first_text=first,
            ended=ended,
            error=error,
            cold=cold,
            stream=stream,
            reference=reference,
            attempts=attempts,
            routers=tuple(self._shared.router_of[attempt.id] for attempt in attempts),
            retry_after=retry_after,
        )

    async def texts(
        self,
        *,
        stream: bool,
        reference: str = "",
        deadline_seconds: float = DEADLINE_SECONDS,
        attempts: list[AttemptedTarget] | None = None,
    ) -> AsyncGenerator[str, None]:
        """Yield the text of one request as it arrives, a whole answer at once; fill ``attempts``.

        If the client leaves, what was seen is settled all the same. Raises PortalError, TimeoutError.
        """
        started = self._stopwatch()
        execution = await self._admitted(started, deadline_seconds, stream=stream, reference=reference)
        try:
            async with asyncio.timeout(deadline_seconds):
                if stream:
                    async with aclosing(execution.batches()) as batches:
                        async for events in batches:
                            yield text_of(events)
                else:
                    yield (await execution.completion()).text
        finally:
            execution.admission.release()
            self._shared.database.settle(execution.targets)
            if attempts is not None:
                attempts.extend(execution.targets)

    async def _admitted(
        self, started: float, deadline_seconds: float, *, stream: bool, reference: str
    ) -> Execution:
        snapshot = await self._policy.current()
        plan = self._pools.plan(ALIAS, snapshot)
        held = self._pools.hold_early(ALIAS, snapshot)
        admission = Admission(
            principal=Principal(key_id="key", organization_id="org", allowance_id="org", plan="pro"),
            request=InferenceRequest(messages=(text_message("user", _PROMPT),), model=ALIAS, stream=stream),
            model=ALIAS,
            pool=plan.pool,
            plan=plan,
            prompt=_PROMPT,
            prompt_tokens=_PROMPT_TOKENS,
            held_session=held,
            admitted_at=datetime.fromtimestamp(self._wall(), UTC),
        )
        call = RouterCall(
            _PROMPT,
            _SAMPLING,
            stream=stream or self._pools.streams_upstream(ALIAS),
            client_reference=reference,
            timeout_seconds=deadline_seconds,
        )
        return Execution(
            admission,
            call,
            self._pools,
            self._shared.routers,
            started_at=started,
            latest_policy=self._policy.current,
            client_stall_seconds=RequestBounds().client_stall_seconds,
            check=AnswerCheck(admission.request),
        )
