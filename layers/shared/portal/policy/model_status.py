"""What customers are told of a model: whether it serves now, by the policy and by the published health.

- ``unavailable``: the model is disabled, its pool is drained, or none of its targets serves.
- ``degraded``: it serves, with a part of its targets only, or slower or with more errors than usual.
- ``operational``: everything that is configured for it serves.

Health that is unknown says nothing: then the policy alone decides, as it does for requests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from portal.policy import ModelPolicy, PolicySnapshot, PoolPolicy
from portal.pool_health import PoolServingState, PublishedHealth, health_of


def model_status(
    model: ModelPolicy, snapshot: PolicySnapshot, target_ids: Collection[str] | None = None
) -> PoolServingState:
    """Return the status of ``model``.

    ``target_ids`` are the ids of the targets that are configured for it. None: this process does not know
    them. Then those of its pool count that were measured, whatever model of the pool they serve: operators'
    settings outlive the configuration.
    """
    if model.state != "active":
        return "unavailable"
    pool = snapshot.pools.get(model.pool)
    if pool is not None and pool.state != "active":
        return "unavailable"
    by_policy = _by_policy(pool, snapshot.health, target_ids)
    if by_policy == "unavailable" or snapshot.health is None:
        return by_policy
    published = snapshot.health.pools.get(model.alias)
    states: list[PoolServingState] = [by_policy] if published is None else [by_policy, published.state]
    if target_ids and all(_is_down(snapshot, each) or _is_withheld(pool, each) for each in target_ids):
        states.append("unavailable")
    return _worst(states)


def service_status(offered: Collection[PoolServingState]) -> PoolServingState:
    """Return the status of all offered models together: ``unavailable`` if none serves or none is offered."""
    if not offered or all(status == "unavailable" for status in offered):
        return "unavailable"
    return "operational" if all(status == "operational" for status in offered) else "degraded"


def _by_policy(
    pool: PoolPolicy | None, health: PublishedHealth | None, target_ids: Collection[str] | None
) -> PoolServingState:
    """Return the status by what operators have set for the targets."""
    if pool is None:
        return "operational"
    if target_ids is None:
        measured = () if health is None else health.targets
        return "degraded" if any(_is_withheld(pool, each) for each in measured) else "operational"
    withheld = [_is_withheld(pool, each) for each in target_ids]
    if withheld and all(withheld):
        return "unavailable"
    return "degraded" if any(withheld) else "operational"


def _is_withheld(pool: PoolPolicy | None, target_id: str) -> bool:
    """Whether operators let the target take no new requests."""
    target = None if pool is None else pool.targets.get(target_id)
    return target is not None and target.state != "active"


def _is_down(snapshot: PolicySnapshot, target_id: str) -> bool:
    return health_of(snapshot.health, target_id).state == "down"


_SEVERITY: tuple[PoolServingState, ...] = ("operational", "degraded", "unavailable")


def _worst(states: Iterable[PoolServingState]) -> PoolServingState:
    return max(states, key=_SEVERITY.index)
