"""A gateway over three scripted routers, whose attempts are bounded by fractions of a second."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from functions.gateway.pipeline.request_bounds import RequestBounds
from portal.policy import PolicySnapshot
from portal.pools import SessionLimits, Target
from portal.pools.attempt_bounds import AttemptBound, AttemptBounds
from portal.usage import AttemptOutcome, Settled
from tests.support.gateway.dialect_cases import CHAT, body_for, client_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway, pool_router
from tests.support.router.scripted import Script, ScriptedRouters

R = tuple(f"http://r{number}.internal" for number in range(3))
MODEL = "oss-20b"
QUICK = AttemptBounds(min_seconds=0.1, unknown=AttemptBound(hedge_after=0.1, give_up_after=0.2))
T = {url: Target(url, 7, "router-key", MODEL) for url in R}


@dataclass
class PoolCase:
    """Requests to one pool, of a key without limits."""

    routers: ScriptedRouters
    gateway: GatewayHarness

    async def ask(self, *, stream: bool = True, **body: object) -> httpx.Response:
        async with client_of(self.gateway) as client:
            return await client.post(CHAT, json=body_for(CHAT, stream=stream, **body))

    def prefer(self) -> None:
        """Let attempts go to the first router, then to the second and the third: each looks slower."""
        seen = self.gateway.services.pools.observations
        for target, seconds in zip(T.values(), (0.0001, 0.002, 0.04), strict=True):
            for _ in range(3):
                began_at = seen.started(target)
                seen.first_text(target, began_at, seconds)
                seen.ended(target, began_at, began_at, "ok", had_text=True)

    @property
    def settled(self) -> Settled:
        return self.gateway.usage.settled[-1]

    @property
    def outcomes(self) -> list[AttemptOutcome]:
        return [attempted.outcome for attempted in self.settled.targets]

    @property
    def ids(self) -> list[str]:
        return [attempted.id for attempted in self.settled.targets]


def pool_case(
    *scripts: Script,
    bounds: AttemptBounds = QUICK,
    limits: SessionLimits | None = None,
    snapshot: PolicySnapshot | None = None,
    timeout_seconds: float = 10.0,
    unary_models: frozenset[str] = frozenset(),
    knows_latencies: bool = True,
) -> PoolCase:
    """Return a case with one router per script. With ``knows_latencies`` attempts go to them in order."""
    routers = ScriptedRouters(dict(zip(R, scripts, strict=False)))
    pools = pool_router(
        MODEL,
        urls=R[: len(scripts)],
        attempt_bounds=bounds,
        session_limits=limits,
        unary_models=unary_models,
    )
    gateway = make_gateway(
        routers,
        pools=pools,
        bounds=RequestBounds(request_timeout_seconds=timeout_seconds),
        snapshot=snapshot,
    )
    gateway.key = gateway.new_key(limits=())
    case = PoolCase(routers, gateway)
    if knows_latencies:
        case.prefer()
    return case
