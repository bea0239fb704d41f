"""A pool router of one model, whose clocks and chance the test sets."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from portal.policy import PolicySnapshot, PoolPolicy, TargetPolicy
from portal.pool_health import PoolHealth, PublishedHealth, TargetHealth
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.routing import PoolRouter
from portal.usage import AttemptOutcome

A, B, C = (Target(f"http://{name}", session, alias="m") for name, session in (("a", 1), ("b", 2), ("c", 3)))
ANYTHING = PolicySnapshot()
EPOCH = 1_000_000.0


class SettableClock:
    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class OneModelRouter:
    """A PoolRouter of one model, with clocks that tests set and chance that repeats by ``seed``."""

    def __init__(
        self,
        *targets: Target,
        limits: SessionLimits | None = None,
        wait_seconds: float = 0.0,
        seed: int = 1,
    ) -> None:
        self.clock = SettableClock()
        self.router = PoolRouter(
            PoolMap({"m": Pool("m", targets)}, "m", limits or SessionLimits()),
            wait_seconds=wait_seconds,
            clock=self.clock,
            wall=lambda: EPOCH + self.clock.now,
            rng=random.Random(seed),
        )

    def first(self, snapshot: PolicySnapshot = ANYTHING) -> Target:
        return self.candidates(snapshot)[0]

    def candidates(
        self, snapshot: PolicySnapshot = ANYTHING, tried: Collection[Target] = ()
    ) -> Sequence[Target]:
        return self.router.plan("m", snapshot).candidates(tried)

    def shares(self, snapshot: PolicySnapshot = ANYTHING, requests: int = 3000) -> dict[Target, float]:
        """Return which part of ``requests`` has each target as its first."""
        firsts = [self.first(snapshot) for _ in range(requests)]
        return {target: firsts.count(target) / requests for target in set(firsts)}

    def attempt(
        self,
        target: Target,
        outcome: AttemptOutcome = "ok",
        *,
        seconds: float = 0.3,
        retry_after: float | None = None,
    ) -> None:
        """Let this process see one attempt from its start to its end, which takes ``seconds``."""
        self.clock.now += 0.001
        seen = self.router.observations
        began_at = seen.started(target)
        self.clock.now += seconds
        if outcome == "ok":
            seen.first_text(target, self.clock.now, seconds)
        seen.ended(
            target, began_at, self.clock.now, outcome, had_text=outcome == "ok", retry_after=retry_after
        )

    def published(
        self,
        targets: Mapping[Target, TargetHealth] | None = None,
        *,
        age: float = 1.0,
        p50_ms: float | None = None,
        p95_ms: float | None = None,
        policies: Mapping[Target, TargetPolicy] | None = None,
    ) -> PolicySnapshot:
        """Return a snapshot with health that was measured ``age`` seconds ago."""
        health = PublishedHealth(
            datetime.fromtimestamp(EPOCH + self.clock.now - age, UTC),
            {target.id: health for target, health in (targets or {}).items()},
            {"m": PoolHealth(ttft_p50_ms=p50_ms, ttft_p95_ms=p95_ms)},
        )
        by_operators = {target.id: policy for target, policy in (policies or {}).items()}
        return PolicySnapshot(pools={"m": PoolPolicy("m", targets=by_operators)}, health=health)
