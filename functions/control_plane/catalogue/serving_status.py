"""Whether a model serves, as the gateway decides it."""

from __future__ import annotations

from typing import Literal

from portal.policy import ModelPolicy, PolicySnapshot

ServingStatus = Literal["available", "unavailable", "disabled"]

SERVING_STATUS_DESCRIPTION = (
    "available: serves; unavailable: temporarily out of service; disabled: not offered."
)


def serving_status(model: ModelPolicy, snapshot: PolicySnapshot) -> ServingStatus:
    """Return the status of ``model`` and its pool."""
    if model.state == "disabled":
        return "disabled"
    pool = snapshot.pools.get(model.pool)
    return "available" if pool is None or pool.state == "active" else "unavailable"
