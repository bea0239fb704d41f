"""Whether a model serves, as the gateway decides it."""

from __future__ import annotations

from typing import Literal

from portal.policy import ModelPolicy, PolicySnapshot
from portal.policy.model_status import model_status

ServingStatus = Literal["available", "unavailable", "disabled"]

SERVING_STATUS_DESCRIPTION = (
    "available: serves; unavailable: temporarily out of service; disabled: not offered."
)


def serving_status(model: ModelPolicy, snapshot: PolicySnapshot) -> ServingStatus:
    """Return the status of ``model`` and its pool."""
    if model.state == "disabled":
        return "disabled"
    return "unavailable" if model_status(model, snapshot) == "unavailable" else "available"
