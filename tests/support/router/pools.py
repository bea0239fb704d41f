"""A pool router of one model, whose clock the test sets."""

from __future__ import annotations

import random

from portal.errors import RouterUnreachable
from portal.policy import PolicySnapshot
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.circuit_breaker import CircuitBreaker
from portal.pools.routing import PoolRouter

A, B, C = (Target(f"http://{name}", session) for name, session in (("a", 1), ("b", 2), ("c", 3)))
ANYTHING = PolicySnapshot()
DOWN = RouterUnreachable("x")


class SettableClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class OneModelRouter:
    """A PoolRouter of one model, with a clock that tests set."""

    def __init__(
        self, *targets: Target, limits: SessionLimits | None = None, wait_seconds: float = 0.0
    ) -> None:
        self.clock = SettableClock()
        self.router = PoolRouter(
            PoolMap({"m": Pool("m", targets)}, "m", limits or SessionLimits()),
            breaker=CircuitBreaker(threshold=3, cooldown=15.0),
            wait_seconds=wait_seconds,
            clock=self.clock,
            rng=random.Random(1),
        )

    def first(self, snapshot: PolicySnapshot = ANYTHING) -> Target:
        return self.candidates(snapshot)[0]

    def candidates(self, snapshot: PolicySnapshot = ANYTHING) -> tuple[Target, ...]:
        return self.router.route("m", snapshot).candidates

    def break_down(self, target: Target) -> None:
        for _ in range(3):
            self.router.failed(target, DOWN)
