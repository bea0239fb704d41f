"""The gateway's collaborators as one value: ``wiring`` builds it for production, tests build it otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from functions.gateway.pipeline.admission.admitter import Admitter
from functions.gateway.pipeline.idempotency import IdempotentRequests
from functions.gateway.pipeline.request_bounds import RequestBounds
from functions.gateway.pipeline.request_log import RequestLog
from portal.policy.cache import PolicyCache
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pools.routing import PoolRouter
from portal.router import RouterClient
from portal.usage import UsageRecorder


@dataclass(frozen=True, slots=True)
class GatewayServices:
    """``close`` runs at shutdown, in order. ``edge_secret`` guards the function URL (``auth.edge``)."""

    admitter: Admitter
    policy: PolicyCache
    pools: PoolRouter
    router: RouterClient
    recorder: UsageRecorder
    idempotency: IdempotentRequests
    log: RequestLog
    history: ServingHistoryCache
    bounds: RequestBounds = field(default_factory=RequestBounds)
    allowed_origins: Sequence[str] = ("*",)
    edge_secret: str | None = None
    close: Sequence[Callable[[], Awaitable[None]]] = ()

    async def settle(self) -> None:
        """Finish what runs in the background of a request: the environment may be frozen after it."""
        await self.recorder.flush()
        await self.policy.settle()
        await self.idempotency.settle()
        await self.pools.settle()

    async def settle_refusal(self) -> None:
        """Finish what the admission of a refused request has left."""
        await self.idempotency.settle()
        await self.pools.settle()
