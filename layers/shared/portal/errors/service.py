"""Errors of this service and what it depends on, other than the routers (503)."""

from __future__ import annotations

from portal.errors.base import PortalError


class Unavailable(PortalError):
    """The service is temporarily unavailable."""

    status = 503
    code = "service_unavailable"


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


class PoolSaturated(Unavailable):
    """Every session of the model is busy."""

    code = "pool_saturated"
