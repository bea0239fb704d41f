"""Chooses the targets of a request: alias → pool → a plan, which orders the targets for each attempt."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from portal.errors import ModelNotFound, ModelUnavailable
from portal.inference import Feature
from portal.policy import PolicySnapshot
from portal.pools import PoolMap, Target
from portal.pools.attempt_bounds import AttemptBounds
from portal.pools.hedging import HedgeBudget
from portal.pools.leases.held_session import EarlyHold, SessionLease
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.observations import Observations
from portal.pools.plan import Plan
from portal.pools.pool_view import PoolView
from portal.pools.saturation import pool_saturated
from portal.pools.wires import DEFAULT_WIRE, FEATURES, WireName
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
        leases: SessionLeases | None = None,
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
        self.hedges = HedgeBudget()
        self.stopwatch = stopwatch
        self._pools = pools.pools
        self._default_model = pools.default_model
        self._unary_models = pools.unary_models
        self._names = {name: alias for name, alias in pools.names.items() if not name.endswith("*")}
        prefixes = {name[:-1]: alias for name, alias in pools.names.items() if name.endswith("*")}
        self._name_prefixes = sorted(prefixes.items(), key=lambda item: len(item[0]), reverse=True)
        self.leases = leases or SessionLeases(pools, elapsed=clock, wall=wall, rng=rng)
        self._wall = wall
        self._rng = rng or random.Random()  # noqa: S311 (spreads load, protects nothing)
        self._views: dict[str, PoolView] = {}

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
        if model is None or model in DEFAULT_ALIASES:
            return self._default_model
        alias = self._names.get(model)
        if alias is not None:
            return alias
        return next((alias for prefix, alias in self._name_prefixes if model.startswith(prefix)), None)

    def streams_upstream(self, alias: str) -> bool:
        """Return whether the routers of an alias are asked for a stream where the customer is not."""
        return alias not in self._unary_models

    def wire_of(self, alias: str) -> WireName:
        """Return the wire that the routers of an alias speak."""
        targets = self.targets(alias)
        return targets[0].wire if targets else DEFAULT_WIRE

    def features_of(self, alias: str) -> frozenset[Feature]:
        """Return what the models of an alias can be asked for besides text."""
        return FEATURES[self.wire_of(alias)]

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
        if self.wait_seconds <= 0 and self.leases.are_full(member.target for member in view.members):
            raise pool_saturated()
        self.hedges.count_request()
        return self._plan(view)

    def _plan(self, view: PoolView) -> Plan:
        return Plan(
            view,
            observations=self.observations,
            leases=self.leases,
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
        held: EarlyHold | None = None,
        wait_seconds: float = 0.0,
        *,
        plan: Plan | None = None,
    ) -> SessionLease:
        """Return the context that holds a session of one of the candidates, and gets its target.

        That is the first of those that are as good as each other (``plan`` tells which) whose session is
        free. ``held`` is what ``hold_early`` returned for the request. Entering waits up to ``wait_seconds``
        for a session, and raises PoolSaturated if there is none.
        """
        as_good = None
        if plan is not None and len(candidates) > 1 and self.leases.is_limited(candidates[0]):
            candidates, as_good = plan.by_goodness(candidates)
        return self.leases.lease(candidates, as_good=as_good, held=held, wait_seconds=wait_seconds)

    def hold_early(self, alias: str, snapshot: PolicySnapshot) -> EarlyHold | None:
        """Begin to acquire a session for a request that may be refused yet. None if the pool has no limits.

        The caller releases it, also if it is handed to ``lease``.
        """
        view = self._view(alias, snapshot)
        if not any(self.leases.is_limited(member.target) for member in view.members):
            return None
        plan = self._plan(view)
        candidates, as_good = plan.by_goodness(plan.candidates())
        return self.leases.hold_early(candidates, as_good=as_good) if candidates else None

    async def settle(self) -> None:
        """Wait until the sessions of requests that have ended are free for other environments."""
        await self.leases.settle()

    def _view(self, alias: str, snapshot: PolicySnapshot) -> PoolView:
        view = self._views.get(alias)
        if view is None or view.snapshot is not snapshot:
            view = PoolView(
                alias, self.pool_name(alias, snapshot), self._pools[alias].targets, snapshot, view
            )
            self._views[alias] = view
            self.leases.update(snapshot)
        return view
