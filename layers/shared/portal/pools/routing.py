"""Chooses the targets of a request: alias → pool → a plan, which orders the targets for each attempt."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractAsyncContextManager

from portal.errors import ModelNotFound, ModelUnavailable
from portal.policy import PolicySnapshot
from portal.pools import PoolMap, Target
from portal.pools.attempt_bounds import AttemptBounds
from portal.pools.hedging import HedgeBudget
from portal.pools.observations import Observations
from portal.pools.plan import Plan
from portal.pools.pool_view import PoolView
from portal.pools.session_slots import SessionSlots, pool_saturated, session_key
from portal.web.elapsed import elapsed_seconds

DEFAULT_ALIASES = frozenset({None, "", "default"})
"""Names of the default model (docs/protocols/cortensor-router.md, "Completions envelope")."""


class PoolRouter:
    """Plans requests by what operators have set, what is published of the targets, and what was seen here.

    ``wait_seconds`` is how long a request may wait for a slot. ``clock`` is in seconds and goes on while the
    environment is frozen; ``wall`` is the time in seconds since the epoch, and ``stopwatch`` measures what
    happens within one request.
    """

    def __init__(
        self,
        pools: PoolMap,
        *,
        wait_seconds: float = 0.0,
        bounds: AttemptBounds | None = None,
        clock: Callable[[], float] = elapsed_seconds,
        wall: Callable[[], float] = time.time,
        stopwatch: Callable[[], float] = time.perf_counter,
        rng: random.Random | None = None,
    ) -> None:
        self.wait_seconds = wait_seconds
        self.bounds = bounds or AttemptBounds()
        self.observations = Observations(clock)
        self.hedges = HedgeBudget(clock)
        self.stopwatch = stopwatch
        self._pools = pools.pools
        self._default_model = pools.default_model
        self._unary_models = pools.unary_models
        self._slots = SessionSlots(pools.session_limits)
        self._wall = wall
        self._rng = rng or random.Random()  # noqa: S311 (spreads load, protects nothing)
        self._views: dict[str, PoolView] = {}
        self._limits_of: PolicySnapshot | None = None

    @property
    def aliases(self) -> Sequence[str]:
        return tuple(self._pools)

    def resolve_alias(self, model: str | None) -> str | None:
        """Return the configured alias that ``model`` names or that is the default, None if there is none."""
        if model in self._pools:
            return model
        return self._default_model if model in DEFAULT_ALIASES else None

    def streams_upstream(self, alias: str) -> bool:
        """Return whether the routers of an alias are asked for a stream where the customer is not."""
        return alias not in self._unary_models

    def pool_name(self, alias: str, snapshot: PolicySnapshot) -> str:
        """Return the public name of the alias's pool: the one in the catalogue, else the alias itself."""
        model = snapshot.models.get(alias)
        return alias if model is None else model.pool

    def plan(self, alias: str, snapshot: PolicySnapshot) -> Plan:
        """Return the plan of a new request.

        Raises ModelNotFound, ModelUnavailable (disabled), PoolSaturated (nobody can wait for a slot).
        """
        if alias not in self._pools:
            raise ModelNotFound(f"The model '{alias}' does not exist.", param="model")
        view = self._view(alias, snapshot)
        if not view.members:
            raise ModelUnavailable(
                f"The model '{alias}' is disabled at the moment.",
                param="model",
                hint="GET /v1/models lists the models that you can call.",
            )
        if self.wait_seconds <= 0 and self._slots.are_full(member.target for member in view.members):
            raise pool_saturated()
        self.hedges.count_request()
        return Plan(
            view,
            observations=self.observations,
            slots=self._slots,
            bounds=self.bounds,
            rng=self._rng,
            wall=self._wall,
        )

    def follow(self, plan: Plan, snapshot: PolicySnapshot) -> None:
        """Let the further attempts of a request go by a newer snapshot."""
        plan.follow(self._view(plan.alias, snapshot))

    def lease(
        self,
        candidates: Sequence[Target],
        held: AbstractAsyncContextManager[Target] | None = None,
        wait_seconds: float = 0.0,
    ) -> AbstractAsyncContextManager[Target]:
        """Return the context that holds a slot of the first candidate that has a free one, and yields it.

        ``held`` is the lease of one of the candidates that the request holds already. Entering waits up to
        ``wait_seconds`` for a slot, and raises PoolSaturated if there is none.
        """
        return self._slots.lease(candidates, wait_seconds) if held is None else held

    def _view(self, alias: str, snapshot: PolicySnapshot) -> PoolView:
        view = self._views.get(alias)
        if view is None or view.snapshot is not snapshot:
            view = PoolView(
                alias, self.pool_name(alias, snapshot), self._pools[alias].targets, snapshot, view
            )
            self._views[alias] = view
            self._set_limits(snapshot)
        return view

    def _set_limits(self, snapshot: PolicySnapshot) -> None:
        """Apply the session limits of operators; of several targets of a session, the smallest."""
        if snapshot is self._limits_of:
            return
        self._limits_of = snapshot
        limits: dict[Hashable, int] = {}
        for alias, pool in self._pools.items():
            policy = snapshot.pools.get(self.pool_name(alias, snapshot))
            if policy is None or not policy.targets:
                continue
            for target in pool.targets:
                limit = getattr(policy.targets.get(target.id), "session_limit", None)
                if limit is not None:
                    key = session_key(target)
                    limits[key] = min(limit, limits.get(key, limit))
        self._slots.set_limits(limits)
