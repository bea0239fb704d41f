"""A router breaks and heals again: what clients saw in each phase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from portal.policy.published.body import expand
from portal.pool_health import PublishedHealth
from portal.pool_health.document import decode_health
from tests.support.pool_simulation.deployment import A, SimulatedDeployment
from tests.support.pool_simulation.measurements import Observed
from tests.support.pool_simulation.routers import RouterFault
from tests.support.pool_simulation.virtual_time import run

RATE = 20.0
HEALTHY_SECONDS, BROKEN_SECONDS, HEALED_SECONDS = 25.0, 32.0, 65.0
_UNARY_SHARE, _COLD_SHARE = 0.2, 0.03
_STEP_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Breakdown:
    """``broken`` and ``healed`` begin at the times of the same name; ``ejected_after`` and ``whole_after``
    are the seconds until the router's targets were published without any, and with their whole weight.
    """

    healthy: Observed
    broken: Observed
    broken_at: float
    ejected_after: float | None
    healed: Observed
    healed_at: float
    whole_after: float | None

    def broken_between(self, start: float, end: float = BROKEN_SECONDS) -> Observed:
        return self.broken.between(self.broken_at + start, self.broken_at + end)

    def healed_between(self, start: float, end: float = HEALED_SECONDS) -> Observed:
        return self.healed.between(self.healed_at + start, self.healed_at + end)

    def first_traffic_after(self) -> float:
        """Return the seconds from the healing to the first customer's request at the router."""
        return (
            min(request.started for request in self.healed.requests if A in request.routers) - self.healed_at
        )


def streams(observed: Observed) -> Observed:
    return observed.where(lambda request: request.stream)


def whole_answers(observed: Observed) -> Observed:
    return observed.where(lambda request: not request.stream)


def breakdown(seed: int, *faults: tuple[str, RouterFault], heals: bool = True) -> Breakdown:
    """Run a deployment whose routers break with ``faults`` (URL and fault) and, if so, heal again."""

    async def work() -> Breakdown:
        deployment = SimulatedDeployment(seed)
        async with deployment.running():
            healthy = await _load(deployment, HEALTHY_SECONDS)
            broken_at = deployment.now
            for url, fault in faults:
                deployment.break_router(url, fault)
            broken, ejected_after = await _watched(deployment, BROKEN_SECONDS, share=0.0)
            healed_at = deployment.now
            healed, whole_after = Observed(), None
            if heals:
                for url, _ in faults:
                    deployment.heal(url)
                healed, whole_after = await _watched(deployment, HEALED_SECONDS, share=1.0)
        return Breakdown(healthy, broken, broken_at, ejected_after, healed, healed_at, whole_after)

    return run(work())


async def published_health(deployment: SimulatedDeployment) -> PublishedHealth | None:
    """Return what environments read now."""
    version = (await deployment.policies.head()).health
    body = None if version is None else await deployment.policies.body("health", version.content_hash)
    if version is None or body is None:
        return None
    measured_at = datetime.fromtimestamp(version.measured_at, UTC)
    return decode_health(expand(body, version.content_hash), measured_at)


async def _load(deployment: SimulatedDeployment, seconds: float) -> Observed:
    return await deployment.load(RATE, seconds, unary_share=_UNARY_SHARE, cold_share=_COLD_SHARE)


async def _watched(
    deployment: SimulatedDeployment, seconds: float, *, share: float
) -> tuple[Observed, float | None]:
    """Return the requests, and after how long all targets of A were published with ``share``."""
    began = deployment.now
    reached: float | None = None
    targets = [target.id for target in deployment.targets if target.url == A]
    load = deployment.start(_load(deployment, seconds))
    while not load.done():
        health = await published_health(deployment)
        shares = [] if health is None else [health.targets[each].share for each in targets]
        if reached is None and shares and all(abs(each - share) < 0.01 for each in shares):
            reached = deployment.now - began
        await deployment.pause(_STEP_SECONDS)
    return load.result(), reached
