"""Errors of this service and what it depends on, other than the routers (503)."""

from __future__ import annotations

from typing import ClassVar

from portal.errors.base import PortalError

RETRY_SECONDS = 2.0
"""Caches that hold a failed state are younger than this, so an earlier retry would see the same failure."""


class Unavailable(PortalError):
    """The service is temporarily unavailable."""

    status = 503
    code = "service_unavailable"
    default_retry_after: ClassVar[float | None] = RETRY_SECONDS


class KeyServiceUnavailable(Unavailable):
    """The API key could not be verified in time. No request is served without verification."""

    code = "key_service_unavailable"


class PolicyUnavailable(Unavailable):
    """The policy snapshot, which decides what is permitted, could not be loaded."""

    code = "policy_unavailable"


class DatabaseUnavailable(Unavailable):
    """The account data cannot be reached."""

    code = "database_unavailable"


class ModelUnavailable(Unavailable):
    """The model is disabled, or its pool accepts no requests at the moment."""

    code = "model_unavailable"
    default_retry_after = None


class PoolSaturated(Unavailable):
    """Every session of the model is busy."""

    code = "pool_saturated"
