"""The error of a request that found no free session, or only busy routers."""

from __future__ import annotations

from portal.errors import PoolSaturated

SATURATED_RETRY_SECONDS = 1.0
"""When a client should retry whom nothing told when a session becomes free."""


def pool_saturated(retry_after: float = SATURATED_RETRY_SECONDS) -> PoolSaturated:
    return PoolSaturated(
        "Every session of this model is busy.", hint="Try again in a moment.", retry_after=retry_after
    )
