"""Whether a target that takes no new requests has become empty. Pure.

A session with a limit has a lease for each request. Of any other target nobody counts the requests: what is
known is how many of its model's requests began before it was drained and have not ended.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.policy import PoolState

BINDING = timedelta(seconds=2.5)
"""Until then some environment may still send requests to the target."""

RECORDING = timedelta(seconds=10)
"""Until then a request that was admitted before the drain may not be recorded yet."""


def is_empty(
    state: PoolState, since: datetime, now: datetime, *, leases: int | None, running_at_most: int | None
) -> bool | None:
    """Return whether nothing runs on it any more; None for an active target, or if that is not known."""
    if state == "active":
        return None
    if leases == 0 and now - since >= BINDING:
        return True
    if running_at_most is None:
        return None if leases is None else False
    return running_at_most == 0 and now - since >= RECORDING
