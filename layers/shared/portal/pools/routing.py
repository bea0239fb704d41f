"""Chooses the targets of a request: alias → pool → at most two targets, in the order to try them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.errors import ModelNotFound, ModelUnavailable, RouterFailure
from portal.policy import PolicySnapshot, PoolPolicy
from portal.pools import PoolMap, Target
from portal.pools.circuit_breaker import CircuitBreaker
from portal.pools.failover import counts_against_target
from portal.pools.session_slots import SessionLease, SessionSlots, pool_saturated
from portal.web.elapsed import elapsed_seconds

MAX_ATTEMPTS = 2
"""Attempts per request; the second goes to another target, and only before the first byte."""

DEFAULT_ALIASES = frozenset({None, "", "default"})
"""Names of the default model (docs/protocols/cortensor-router.md, "Completions envelope")."""


@dataclass(frozen=True, slots=True)
class Route:
    """The public name of a pool, and its targets in the order to try them (at least one)."""

    pool: str
    candidates: tuple[Target, ...]


class PoolRouter:
    """Rotates over the targets of each pool that the policy enables and whose circuit is closed.

    ``wait_seconds`` is how long a request may wait for a slot. ``clock`` is in seconds; ``rng`` gives each
    process a different start of its rotation.
    """

    def __init__(
        self,
        pools: PoolMap,
        *,
        breaker: CircuitBreaker | None = None,
        wait_seconds: float = 0.0,
        clock: Callable[[], float] = elapsed_seconds,
        rng: random.Random | None = None,
    ) -> None:
        self._pools = pools.pools
        self._default_model = pools.default_model
        self._breaker = breaker or CircuitBreaker()
        self._slots = SessionSlots(pools.session_limits, wait_seconds=wait_seconds)
        self._clock = clock
        rng = rng or random.Random()  # noqa: S311 (spreads load, protects nothing)
        self._rotation = {alias: rng.randrange(len(pool.targets)) for alias, pool in pools.pools.items()}

    @property
    def aliases(self) -> Sequence[str]:
        return tuple(self._pools)

    def targets(self, alias: str) -> Sequence[Target]:
        """Return the configured targets of an alias; none if it is not configured."""
        pool = self._pools.get(alias)
        return () if pool is None else pool.targets

    def resolve_alias(self, model: str | None) -> str | None:
        """Return the configured alias that ``model`` names or that is the default, None if there is none."""
        if model in self._pools:
            return model
        return self._default_model if model in DEFAULT_ALIASES else None

    def pool_name(self, alias: str, snapshot: PolicySnapshot) -> str:
        """Return the public name of the alias's pool: the one in the catalogue, else the alias itself."""
        model = snapshot.models.get(alias)
        return alias if model is None else model.pool

    def route(self, alias: str, snapshot: PolicySnapshot) -> Route:
        """Return the targets to try. Raises ModelNotFound, ModelUnavailable (disabled), PoolSaturated."""
        pool = self._pools.get(alias)
        if pool is None:
            raise ModelNotFound(f"The model '{alias}' does not exist.", param="model")
        model = snapshot.models.get(alias)
        name = self.pool_name(alias, snapshot)
        policy = snapshot.pools.get(name)
        if model is not None and model.state != "active":
            raise _unavailable(alias)
        targets = pool.targets if policy is None else _enabled_targets(pool.targets, policy)
        if not targets:
            raise _unavailable(alias)
        position = self._rotation[alias]
        self._rotation[alias] = position + 1
        if len(targets) > 1:
            start = position % len(targets)
            targets = targets[start:] + targets[:start]
        return Route(name, self._candidates(targets))

    def lease(self, target: Target) -> SessionLease:
        """Return the lease that holds a slot of the target's session while one request runs on it."""
        return self._slots.lease(target)

    def succeeded(self, target: Target) -> None:
        self._breaker.succeeded(target)

    def failed(self, target: Target, error: RouterFailure) -> None:
        if counts_against_target(error):
            self._breaker.failed(target, self._clock())

    def _candidates(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        targets = self._with_free_slots(targets)
        closed = [target for target in targets if self._breaker.is_closed(target)]
        if len(closed) == len(targets):
            return _first_two(closed)
        now = self._clock()
        not_closed = [target for target in targets if not self._breaker.is_closed(target)]
        canary = next((target for target in not_closed if self._breaker.is_half_open(target, now)), None)
        if canary is None and not closed:
            # All are open: trying the one whose cooldown ends first is better than refusing the request.
            canary = min(not_closed, key=self._breaker.cooldown_ends_at)
        if canary is None:
            return _first_two(closed)
        self._breaker.start_canary(canary, now)
        return _first_two([canary, *closed])

    def _with_free_slots(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        loads = [self._slots.load(target) for target in targets]
        if max(loads) < 1:
            return targets
        free = tuple(target for target, load in zip(targets, loads, strict=True) if load < 1)
        if free:
            return free
        if not self._slots.may_wait:
            raise pool_saturated()
        return (targets[loads.index(min(loads))],)


def _first_two(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return the first target and one for the second attempt, at another router if there is one."""
    first, *others = targets
    elsewhere = next((target for target in others if target.url != first.url), None)
    second = elsewhere or next(iter(others), None)
    return (first,) if second is None else (first, second)


def _enabled_targets(targets: tuple[Target, ...], policy: PoolPolicy) -> tuple[Target, ...]:
    """Return the targets that take new requests: those that are active, in an active pool."""
    if policy.state != "active":
        return ()
    if not policy.targets:
        return targets
    return tuple(t for t in targets if t.id not in policy.targets or policy.targets[t.id].state == "active")


def _unavailable(alias: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model '{alias}' is disabled at the moment.",
        param="model",
        hint="GET /v1/models lists the models that you can call.",
    )
