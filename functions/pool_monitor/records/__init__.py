"""What the pool monitor reads and writes in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from functions.pool_monitor.assessment import RequestBucket
from portal.pools import PoolMap
from portal.pools.target_ids import normalised_url, router_id


@dataclass(frozen=True, slots=True)
class ConfiguredTarget:
    """A target as the environment configures it. Auth keys are not in the database."""

    id: str
    alias: str
    url: str
    router_id: str
    session: int | None
    configured_limit: int | None


@dataclass(frozen=True, slots=True)
class PoolMinute:
    """The health of a target, or of a pool (``target`` None), within the minute that starts at ``minute``."""

    alias: str
    target: str | None
    minute: datetime
    up_seconds: int
    degraded_seconds: int
    down_seconds: int
    requests: int
    failures: int
    ttft_p50_ms: float | None
    ttft_p95_ms: float | None


class PoolRecords(Protocol):
    """Each method raises DatabaseUnavailable, within ``CALL_SECONDS`` of its adapter."""

    async def sync_targets(self, targets: Sequence[ConfiguredTarget]) -> None:
        """Write what is configured, never what operators have set."""
        ...

    async def recent_requests(self, since: datetime) -> Sequence[RequestBucket]:
        """Return the outcomes of requests since ``since``, by target and bucket."""
        ...

    async def record_minutes(self, minutes: Sequence[PoolMinute]) -> None:
        """Write minutes of the health history; a minute that is written again replaces the earlier."""
        ...


def records_of(pools: PoolMap) -> list[ConfiguredTarget]:
    """Return the targets that ``pools`` configure."""
    return [
        ConfiguredTarget(
            id=target.id,
            alias=target.alias,
            url=normalised_url(target.url),
            router_id=router_id(target.url),
            session=target.session_id,
            configured_limit=pools.session_limits.of(target),
        )
        for pool in pools.pools.values()
        for target in pool.targets
    ]
