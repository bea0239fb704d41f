"""How many targets and routers of each model of a pool are left to serve it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from functions.control_plane.admin.catalogue.pool_schemas import AdminPool, AdminPoolModel, AdminTarget
from portal.policy import ModelPolicy, PolicySnapshot
from portal.policy.model_status import model_status


def models_of(pool: AdminPool, snapshot: PolicySnapshot | None) -> list[AdminPoolModel]:
    """Return the models that the configured targets of ``pool`` serve, by alias.

    ``snapshot`` None: the policy is not known, and neither is a status.
    """
    aliases = sorted({target.alias for _, target in _configured(pool)})
    return [_model(alias, pool, snapshot) for alias in aliases]


def _model(alias: str, pool: AdminPool, snapshot: PolicySnapshot | None) -> AdminPoolModel:
    targets = [(router, target) for router, target in _configured(pool) if target.alias == alias]
    serving = [(router, target) for router, target in targets if _may_serve(pool, target)]
    routers, serving_routers = len({router for router, _ in targets}), len({router for router, _ in serving})
    model = None if snapshot is None else snapshot.models.get(alias, ModelPolicy(alias, pool.name))
    return AdminPoolModel(
        id=alias,
        status=None
        if snapshot is None or model is None
        else model_status(model, snapshot, [target.id for _, target in targets]),
        targets=len(targets),
        serving_targets=len(serving),
        routers=routers,
        serving_routers=serving_routers,
        is_down_to_one=(len(serving) <= 1 < len(targets)) or (serving_routers <= 1 < routers),
    )


def _configured(pool: AdminPool) -> Sequence[tuple[str, AdminTarget]]:
    return [(router.id, target) for router in pool.routers for target in router.targets if target.configured]


def _may_serve(pool: AdminPool, target: AdminTarget) -> bool:
    """Whether customers' requests go to the target. One of unknown health is tried."""
    if pool.state != "active" or target.state != "active":
        return False
    return target.health is None or (target.health.state != "down" and target.health.share > 0)
