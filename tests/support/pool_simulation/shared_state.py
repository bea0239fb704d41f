"""What a deployment shares, with its delays: the published policy, the leases, the outcomes of requests."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from functions.pool_monitor.assessment import RequestBucket
from functions.pool_monitor.records import ConfiguredTarget, PoolMinute
from portal.policy import FetchedPolicy
from portal.policy.published import BodyKind
from portal.policy.published.head import HealthVersion, PolicyVersion, PublishedHead, WriterTerm
from portal.policy.published.memory import MemoryPublishedPolicyStore
from portal.policy.supabase import SnapshotDocument
from portal.pools.leases.memory import MemoryLeaseStore
from portal.usage import AttemptedTarget
from tests.support.pool_simulation.virtual_time import is_in_environment

ALIAS = "oss-20b"
_READ_SECONDS = 0.005
_WRITE_SECONDS = 0.008
_DATABASE_SECONDS = 0.04
_LEASE_SECONDS = (0.003, 0.008)
_INGEST_SECONDS = (1.0, 3.0)
_BUCKET_SECONDS = 5


class DelayedPolicyStore(MemoryPublishedPolicyStore):
    """The published policy, some milliseconds away."""

    def __init__(self, wall: Callable[[], float]) -> None:
        super().__init__(wall=wall)

    async def head(self, *, consistent: bool = False) -> PublishedHead:
        await asyncio.sleep(_READ_SECONDS)
        return await super().head(consistent=consistent)

    async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
        await asyncio.sleep(_READ_SECONDS)
        return await super().body(kind, content_hash)

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        await asyncio.sleep(_WRITE_SECONDS)
        await super().put_body(kind, content_hash, body, kept_until=kept_until)

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        await asyncio.sleep(_WRITE_SECONDS)
        return await super().advance_policy(
            version, abandoned_before=abandoned_before, future_after=future_after
        )

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        await asyncio.sleep(_WRITE_SECONDS)
        return await super().advance_health(version, writer=writer, now=now)

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        await asyncio.sleep(_WRITE_SECONDS)
        return await super().take_lease(term, ended_before=ended_before)


def delayed_lease_store(rng: random.Random, calls: Counter[str]) -> MemoryLeaseStore:
    """Return a store whose calls of several environments overlap, and so conflict.

    Those of environments are counted in ``calls`` by name; the pool monitor's are not.
    """

    async def to_the_store(name: str) -> None:
        if is_in_environment():
            calls[name] += 1
        await asyncio.sleep(rng.uniform(*_LEASE_SECONDS) / 2)

    async def back(_: str) -> None:
        await asyncio.sleep(rng.uniform(*_LEASE_SECONDS) / 2)

    return MemoryLeaseStore(before=to_the_store, after=back)


class SimulatedDatabase:
    """``policy_snapshot`` of one active model, and the outcomes of requests by bucket.

    Implements ``PolicyDocuments``, ``PolicySource`` and ``PoolRecords``.
    """

    def __init__(self, rng: random.Random, wall: Callable[[], float]) -> None:
        self._rng = rng
        self._wall = wall
        self._buckets: dict[tuple[str, float], RequestBucket] = {}
        self._queued: set[asyncio.Task[None]] = set()
        self.pools: list[dict[str, Any]] = []
        """What operators have set, in the form of the document."""
        self.direct_reads = 0
        self.minutes: list[PoolMinute] = []

    async def read(self) -> Any:
        made_at = datetime.fromtimestamp(self._wall(), UTC)
        await asyncio.sleep(_DATABASE_SECONDS)
        return {
            "models": [{"alias": ALIAS, "pool": ALIAS, "state": "active"}],
            "pools": self.pools,
            "plans": [{"id": "pro", "models": None}],
            "organization_models": [],
            "suspended_organizations": [],
            "over_quota_allowances": [],
            "blocked_keys": [],
            "database_time": made_at.isoformat(),
        }

    async def fetch(self) -> FetchedPolicy:
        self.direct_reads += 1
        document = SnapshotDocument.model_validate(await self.read())
        return FetchedPolicy(document.snapshot(), database_time=document.database_time)

    def settle(self, targets: Iterable[AttemptedTarget]) -> None:
        """Queue the outcomes of a request's attempts: they are in the database some seconds later."""
        settled_at = self._wall()
        attempts = list(targets)
        task = asyncio.create_task(self._ingest(attempts, settled_at))
        self._queued.add(task)
        task.add_done_callback(self._queued.discard)

    async def sync_targets(self, targets: Sequence[ConfiguredTarget]) -> None:
        await asyncio.sleep(_DATABASE_SECONDS)

    async def recent_requests(self, since: datetime) -> Sequence[RequestBucket]:
        await asyncio.sleep(_DATABASE_SECONDS)
        start = since.timestamp() - _BUCKET_SECONDS
        return [bucket for (_, at), bucket in list(self._buckets.items()) if at >= start]

    async def record_minutes(self, minutes: Sequence[PoolMinute]) -> None:
        await asyncio.sleep(_DATABASE_SECONDS)
        self.minutes.extend(minutes)

    async def _ingest(self, attempts: Sequence[AttemptedTarget], settled_at: float) -> None:
        await asyncio.sleep(self._rng.uniform(*_INGEST_SECONDS))
        start = settled_at - settled_at % _BUCKET_SECONDS
        for attempt in attempts:
            key = attempt.id, start
            bucket = self._buckets.get(key) or RequestBucket(attempt.id, start)
            self._buckets[key] = _with_attempt(bucket, attempt)


def _with_attempt(bucket: RequestBucket, attempt: AttemptedTarget) -> RequestBucket:
    ttft = () if attempt.ttft_ms is None else (attempt.ttft_ms,)
    match attempt.outcome:
        case "ok":
            return replace(bucket, ok=bucket.ok + 1, ttft_ms=bucket.ttft_ms + ttft)
        case "busy":
            return replace(bucket, busy=bucket.busy + 1)
        case "cancelled":
            return bucket
        case kind:
            failures = {**bucket.failures, kind: bucket.failures.get(kind, 0) + 1}
            return replace(bucket, failures=failures, ttft_ms=bucket.ttft_ms + ttft)
