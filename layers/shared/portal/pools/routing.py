"""Choosing where a request goes: alias → pool → at most two targets, in the order to try them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.errors import ModelNotFound, ModelUnavailable, RouterFailure
from portal.policy import PolicySnapshot, PoolPolicy
from portal.pools import PoolMap, Target
from portal.pools.breaker import Breaker
from portal.pools.occupancy import Lease, Occupancy, saturated
from portal.router.failover import is_targets_fault

ATTEMPTS = 2
"""A request is tried at most twice: once more elsewhere, and only before its first byte."""

DEFAULT_ALIASES = frozenset({None, "", "default"})
"""What a request may say for the default model (reference: cortensor-router 2.2)."""


@dataclass(frozen=True, slots=True)
class Route:
    """``pool`` is the pool's public name. ``candidates`` are never empty; the first is to be tried first."""

    pool: str
    candidates: tuple[Target, ...]


class PoolRouter:
    """Rotates over the targets of each pool that the policy lets in and the breaker holds for well.

    ``clock`` is in seconds; ``rng`` makes each process start its rotation elsewhere.
    """

    def __init__(
        self,
        pools: PoolMap,
        *,
        breaker: Breaker | None = None,
        wait_seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        rng: random.Random | None = None,
    ) -> None:
        self._pools = pools.pools
        self._default_model = pools.default_model
        self._breaker = breaker or Breaker()
        self._occupancy = Occupancy(pools.session_limits, wait_seconds=wait_seconds)
        self._clock = clock
        rng = rng or random.Random()  # noqa: S311 (spreads load, guards nothing)
        self._turns = {alias: rng.randrange(len(pool.targets)) for alias, pool in pools.pools.items()}

    @property
    def aliases(self) -> Sequence[str]:
        return tuple(self._pools)

    @property
    def default_model(self) -> str:
        return self._default_model

    def alias_of(self, model: str | None) -> str | None:
        """Return the configured alias that ``model`` asks for, None where there is none."""
        if model in self._pools:
            return model
        return self._default_model if model in DEFAULT_ALIASES else None

    def pool_name(self, alias: str, snapshot: PolicySnapshot) -> str:
        """Return the public name of the pool behind ``alias``: the catalogue's, else the alias itself."""
        model = snapshot.models.get(alias)
        return alias if model is None else model.pool

    def route(self, alias: str, snapshot: PolicySnapshot) -> Route:
        """Raises ModelNotFound (no such alias), ModelUnavailable (switched off), PoolSaturated."""
        pool = self._pools.get(alias)
        if pool is None:
            raise ModelNotFound(f"The model '{alias}' does not exist.", param="model")
        model = snapshot.models.get(alias)
        name = self.pool_name(alias, snapshot)
        policy = snapshot.pools.get(name)
        if model is not None and model.state != "active":
            raise _unavailable(alias)
        targets = pool.targets if policy is None else _open_for_new(pool.targets, policy)
        if not targets:
            raise _unavailable(alias)
        turn = self._turns[alias]
        self._turns[alias] = turn + 1
        if len(targets) > 1:
            start = turn % len(targets)
            targets = targets[start:] + targets[:start]
        return Route(name, self._candidates(targets))

    def lease(self, target: Target) -> Lease:
        """Return a context in which one request runs on ``target``."""
        return self._occupancy.lease(target)

    def succeeded(self, target: Target) -> None:
        self._breaker.succeeded(target)

    def failed(self, target: Target, error: RouterFailure) -> None:
        if is_targets_fault(error):
            self._breaker.failed(target, self._clock())

    def _candidates(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        targets = self._with_room(targets)
        closed = [target for target in targets if self._breaker.is_closed(target)]
        if len(closed) == len(targets):
            return _first_two(closed)
        now = self._clock()
        opened = [target for target in targets if not self._breaker.is_closed(target)]
        due = next((target for target in opened if self._breaker.is_due(target, now)), None)
        if due is None and not closed:
            # All are open: trying the one that has rested longest beats refusing.
            due = min(opened, key=self._breaker.retry_at)
        if due is None:
            return _first_two(closed)
        self._breaker.probe(due, now)
        return _first_two([due, *closed])

    def _with_room(self, targets: tuple[Target, ...]) -> tuple[Target, ...]:
        loads = [self._occupancy.load(target) for target in targets]
        if max(loads) < 1:
            return targets
        free = tuple(target for target, load in zip(targets, loads, strict=True) if load < 1)
        if free:
            return free
        if not self._occupancy.may_wait:
            raise saturated()
        return (targets[loads.index(min(loads))],)


def _first_two(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return the first target and, for the second attempt, the next one behind another router if any is."""
    first, *others = targets
    elsewhere = next((target for target in others if target.url != first.url), None)
    second = elsewhere or next(iter(others), None)
    return (first,) if second is None else (first, second)


def _open_for_new(targets: tuple[Target, ...], policy: PoolPolicy) -> tuple[Target, ...]:
    """Return the targets that take new requests: neither they nor their pool drain or are disabled."""
    if policy.state != "active":
        return ()
    if not policy.targets:
        return targets
    states = {url.rstrip("/"): state for url, state in policy.targets.items()}
    return tuple(target for target in targets if states.get(target.url, "active") == "active")


def _unavailable(alias: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model '{alias}' is switched off at the moment.",
        param="model",
        hint="GET /v1/models lists the models you can call.",
    )
