"""How models have served: uptime and time to first text of the last 30 minutes, 24 hours and 30 days.

The pool monitor measures it, the database holds it. It is for people who look at it, so it may be missing: no
request depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.pool_health import PoolServingState


@dataclass(frozen=True, slots=True)
class ServingWindow:
    """One stretch of time that ends now. None: nothing was measured.

    ``uptime`` is the share of the measured time in which the model served, from 0 to 1; time when it was
    degraded counts as served. The percentiles are of the time to the first text, in milliseconds. ``states``
    are those of equal steps from ``starts_at`` on (None: nobody looked): minutes, hours, or days in UTC.
    """

    uptime: float | None = None
    ttft_p50_ms: float | None = None
    ttft_p95_ms: float | None = None
    starts_at: datetime | None = None
    states: tuple[PoolServingState | None, ...] = ()


_NOT_MEASURED = ServingWindow()


@dataclass(frozen=True, slots=True)
class ServingHistory:
    """One model."""

    last_30_minutes: ServingWindow = field(default=_NOT_MEASURED)
    last_24_hours: ServingWindow = field(default=_NOT_MEASURED)
    last_30_days: ServingWindow = field(default=_NOT_MEASURED)


class ServingHistorySource(Protocol):
    async def fetch(self) -> Mapping[str, ServingHistory]:
        """Return the history of each model by its alias. Raises PortalError, within 1 s."""
        ...
