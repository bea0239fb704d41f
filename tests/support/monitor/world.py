"""The whole monitor over scripted routers and stores in memory, and what it published when."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import Any

from functions.pool_monitor.assessment import RequestBucket
from functions.pool_monitor.invocation import MonitorCollaborators, SharedStores, open_invocation
from functions.pool_monitor.loop import MonitorLoop
from functions.pool_monitor.metrics import MonitorMetrics
from functions.pool_monitor.records import ConfiguredTarget, PoolMinute
from functions.pool_monitor.state.memory import MemoryStateStore
from portal.errors import DatabaseUnavailable
from portal.policy.published import PublicationUnavailable
from portal.policy.published.body import expand
from portal.policy.published.head import HealthVersion, PublishedHead, WriterTerm
from portal.policy.published.memory import MemoryPublishedPolicyStore
from portal.pool_health import PublishedHealth, TargetHealth
from portal.pool_health.document import decode_health
from portal.pools import PoolMap
from portal.pools.leases.memory import MemoryLeaseStore
from tests.support.monitor.routers import ScriptedRouters
from tests.support.pools.virtual_time import virtual_clock


def wall() -> float:
    """Return the virtual time in unix seconds."""
    return virtual_clock().wall()


def elapsed() -> float:
    """Return the virtual seconds since the start."""
    return virtual_clock().time()


class ObservedPolicyStore(MemoryPublishedPolicyStore):
    """Records who published health when. Calls of ``hanging`` writers wait until a time.

    All calls fail while it ``is_down``.
    """

    def __init__(self) -> None:
        super().__init__(wall=wall)
        self.published: list[tuple[float, str]] = []
        self.hanging: dict[str, float] = {}
        self.is_down = False

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        await self._reach(writer)
        is_published = await super().advance_health(version, writer=writer, now=now)
        if is_published:
            self.published.append((elapsed(), writer))
        return is_published

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        await self._reach(term.writer)
        return await super().take_lease(term, ended_before=ended_before)

    async def head(self, *, consistent: bool = False) -> PublishedHead:
        await self._reach("")
        return await super().head(consistent=consistent)

    async def _reach(self, writer: str) -> None:
        if writer in self.hanging:
            await asyncio.sleep(max(0.0, self.hanging.pop(writer) - elapsed()))
        if self.is_down:
            raise PublicationUnavailable("down")

    @property
    def writers(self) -> list[str]:
        """Those who published, in order, each once for each time that it took over."""
        return [writer for writer, _ in groupby(writer for _, writer in self.published)]

    def longest_pause(self, start: float, end: float) -> float:
        """Return the longest time without a publication between two moments."""
        times = [start, *(at for at, _ in self.published if start <= at <= end), end]
        return max(second - first for first, second in pairwise(times))


class MemoryPoolRecords:
    """Implements PoolRecords. ``down`` makes every call fail, ``hangs`` never return."""

    def __init__(self) -> None:
        self.synced: list[Sequence[ConfiguredTarget]] = []
        self.buckets: list[RequestBucket] = []
        self.minutes: list[PoolMinute] = []
        self.down = False
        self.hangs = False

    async def sync_targets(self, targets: Sequence[ConfiguredTarget]) -> None:
        await self._reach()
        self.synced.append(targets)

    async def recent_requests(self, since: datetime) -> Sequence[RequestBucket]:
        await self._reach()
        return [each for each in self.buckets if each.start >= since.timestamp() - 5]

    async def record_minutes(self, minutes: Sequence[PoolMinute]) -> None:
        await self._reach()
        self.minutes += minutes

    async def _reach(self) -> None:
        if self.hangs:
            await asyncio.Event().wait()
        if self.down:
            raise DatabaseUnavailable("down")


class PolicyDocumentsInMemory:
    """Implements PolicyDocuments: ``pools`` are those of ``policy_snapshot``."""

    def __init__(self) -> None:
        self.pools: list[dict[str, Any]] = []
        self.reads = 0
        self.down = False

    async def read(self) -> dict[str, Any]:
        if self.down:
            raise DatabaseUnavailable("down")
        self.reads += 1
        return {
            "models": [],
            "pools": self.pools,
            "plans": [],
            "organization_models": [],
            "suspended_organizations": [],
            "over_quota_allowances": [],
            "blocked_keys": [],
            "database_time": datetime.fromtimestamp(wall(), UTC).isoformat(),
        }


@dataclass(slots=True)
class MonitorWorld:
    """Create it inside a virtual loop."""

    pools: PoolMap
    routers: ScriptedRouters
    namespace: str = ""
    records: MemoryPoolRecords = field(default_factory=MemoryPoolRecords)
    documents: PolicyDocumentsInMemory = field(default_factory=PolicyDocumentsInMemory)
    policies: ObservedPolicyStore = field(default_factory=ObservedPolicyStore)
    leases: MemoryLeaseStore = field(default_factory=MemoryLeaseStore)
    state: MemoryStateStore = field(default_factory=MemoryStateStore)
    seen: list[tuple[float, PublishedHealth]] = field(default_factory=list)

    def collaborators(self, *, table: bool = True) -> MonitorCollaborators:
        return MonitorCollaborators(
            pools=self.pools,
            http=self.routers.http(),
            router=self.routers,
            records=self.records,
            documents=self.documents,
            metrics=MonitorMetrics(self.namespace),
            shared=SharedStores(self.policies, self.leases, self.state) if table else None,
            wall=wall,
            elapsed=elapsed,
        )

    def invocation(self, *, table: bool = True) -> MonitorLoop:
        return open_invocation(self.collaborators(table=table))

    async def published(self) -> PublishedHealth | None:
        """Return what environments read now."""
        version = (await self.policies.head()).health
        if version is None:
            return None
        body = await self.policies.body("health", version.content_hash)
        assert body is not None
        measured_at = datetime.fromtimestamp(version.measured_at, UTC)
        return decode_health(expand(body, version.content_hash), measured_at)

    async def watch(self, seconds: float) -> None:
        """Record in ``seen`` what is published, every quarter of a second of the next ``seconds``."""
        end = elapsed() + seconds
        while elapsed() < end:
            health = await self.published()
            if health is not None:
                self.seen.append((elapsed(), health))
            await asyncio.sleep(0.25)

    async def target(self, target_id: str) -> TargetHealth:
        health = await self.published()
        assert health is not None
        return health.targets[target_id]

    def first(self, target_id: str, since: float, *, share: float, least: bool) -> float:
        """Return how long after ``since`` the share was first at most (or at least) ``share``."""
        for at, health in self.seen:
            own = health.targets[target_id].share
            if at >= since and (own >= share if least else own <= share):
                return at - since
        raise AssertionError(f"never seen: {[(at, h.targets[target_id]) for at, h in self.seen][-3:]}")
