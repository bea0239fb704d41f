"""What the gateway works with, as one value: the wiring fills it, tests fill it otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from functions.gateway.pipeline.admission import Admitter
from functions.gateway.pipeline.idempotency import Repetitions
from functions.gateway.telemetry.request_log import RequestLog
from portal.policy.cache import PolicyCache
from portal.pools.routing import PoolRouter
from portal.router import RouterClient
from portal.usage import UsageRecorder


@dataclass(frozen=True, slots=True)
class Limits:
    """Every bound the gateway puts on one request."""

    max_body_bytes: int = 4_000_000
    """API Gateway and Lambda carry 6 MB; a prompt of a million tokens is about 4 MB."""
    request_seconds: float = 600.0
    """The SDKs' own time-out; what still runs then is ended with an error and settled."""
    keep_alive_seconds: float = 10.0
    """The longest silence on a stream before a comment is sent."""
    deadline_margin_seconds: float = 5.0
    """Kept free before a Lambda deadline for the last frame and the usage message."""


@dataclass(frozen=True, slots=True)
class Services:
    """``close`` runs when the process ends, in order."""

    admitter: Admitter
    policy: PolicyCache
    pools: PoolRouter
    router: RouterClient
    recorder: UsageRecorder
    repetitions: Repetitions
    log: RequestLog = field(default_factory=RequestLog)
    limits: Limits = Limits()
    allowed_origins: Sequence[str] = ("*",)
    close: Sequence[Callable[[], Awaitable[None]]] = ()

    async def settle(self) -> None:
        """Finish what runs beside a request: the environment may be frozen after it."""
        await self.recorder.flush()
        await self.policy.settle()
