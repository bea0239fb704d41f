"""Publishers and environments over one store and one database, at a time that the test sets."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from portal.errors import PolicyUnavailable
from portal.policy import FetchedPolicy
from portal.policy.cache import PolicyCache
from portal.policy.published import BodyKind, PublicationUnavailable, PublishedPolicyStore
from portal.policy.published.direct_reads import DirectReadReason, DirectReads
from portal.policy.published.head import HealthVersion, PolicyVersion, PublishedHead, WriterTerm
from portal.policy.published.memory import MemoryPublishedPolicyStore
from portal.policy.published.publisher import PolicyPublisher
from portal.policy.published.source import PublishedPolicySource
from portal.policy.supabase import SnapshotDocument

START = 1_800_000_000.0


@dataclass
class WallTime:
    """Unix seconds. ``ahead`` makes the clock of one machine."""

    now: float = START

    def __call__(self) -> float:
        return self.now

    def ahead(self, seconds: float) -> ClockOfMachine:
        return ClockOfMachine(self, seconds)


@dataclass
class ClockOfMachine:
    time: WallTime
    ahead_seconds: float

    def __call__(self) -> float:
        return self.time.now + self.ahead_seconds


class PolicyDatabase:
    """The database: ``PolicyDocuments`` of publishers, ``PolicySource`` of direct reads.

    ``clock_ahead`` is how far its clock is ahead of ``time``.
    ``read_seconds`` pass on ``time`` in each read, whose document is that of its beginning; ``real_seconds``
    are really waited for.
    """

    def __init__(self, time: WallTime) -> None:
        self.time = time
        self.document: dict[str, Any] = {
            "models": [{"alias": "oss-20b", "pool": "oss-20b", "state": "active"}],
            "pools": [{"name": "oss-20b", "state": "active", "targets": []}],
            "plans": [{"id": "pro", "models": None}],
            "organization_models": [],
            "suspended_organizations": [],
            "over_quota_allowances": [],
            "blocked_keys": [],
        }
        self.clock_ahead = 0.0
        self.reads = 0
        self.direct_reads = 0
        self.is_down = False
        self.read_seconds = 0.0
        self.real_seconds = 0.0

    def revoke(self, key_id: str) -> None:
        self.document = {**self.document, "blocked_keys": [*self.document["blocked_keys"], key_id]}

    async def read(self) -> dict[str, Any]:
        self.reads += 1
        return await self._answer()

    async def fetch(self) -> FetchedPolicy:
        self.direct_reads += 1
        document = SnapshotDocument.model_validate(await self._answer())
        return FetchedPolicy(document.snapshot(), database_time=document.database_time)

    async def _answer(self) -> dict[str, Any]:
        at = datetime.fromtimestamp(self.time.now + self.clock_ahead, UTC).isoformat()
        document = {**self.document, "database_time": at}
        await asyncio.sleep(self.real_seconds)
        self.time.now += self.read_seconds
        if self.is_down:
            raise PolicyUnavailable("down")
        return document


class FaultyStore:
    """``PublishedPolicyStore`` before ``store`` that can be lost, slow, or behind.

    ``delay`` is really waited for. ``behind`` is the head that reads return which are not consistent.
    ``reads`` counts those of bodies, and those of the head by environments.
    """

    def __init__(self, store: PublishedPolicyStore) -> None:
        self.store = store
        self.is_lost = False
        self.delay = 0.0
        self.behind: PublishedHead | None = None
        self.replaced_bodies: dict[BodyKind, bytes | None] = {}
        self.reads: dict[str, int] = {"head": 0, "policy": 0, "policy_change": 0, "health": 0}

    async def _pass(self) -> None:
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.is_lost:
            raise PublicationUnavailable("lost")

    async def head(self, *, consistent: bool = False) -> PublishedHead:
        self.reads["head"] += not consistent
        await self._pass()
        if self.behind is not None and not consistent:
            return self.behind
        return await self.store.head(consistent=consistent)

    async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
        self.reads[kind] += 1
        await self._pass()
        if kind in self.replaced_bodies:
            return self.replaced_bodies[kind]
        return await self.store.body(kind, content_hash)

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        await self._pass()
        await self.store.put_body(kind, content_hash, body, kept_until=kept_until)

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        await self._pass()
        return await self.store.advance_policy(
            version, abandoned_before=abandoned_before, future_after=future_after
        )

    async def advance_health(self, version: HealthVersion, *, writer: str, now: float) -> bool:
        await self._pass()
        return await self.store.advance_health(version, writer=writer, now=now)

    async def take_lease(self, term: WriterTerm, *, ended_before: float) -> bool:
        await self._pass()
        return await self.store.take_lease(term, ended_before=ended_before)

    async def end_lease(self, writer: str) -> None:
        await self._pass()
        await self.store.end_lease(writer)


class RecordedReads(DirectReads):
    """The reasons of direct reads."""

    def __init__(self) -> None:
        super().__init__()
        self.reasons: list[DirectReadReason] = []

    def read_directly(self, reason: DirectReadReason, detail: str) -> None:
        self.reasons.append(reason)


@dataclass
class PublishedPolicies:
    """One store, one database, and a publisher whose clock is right."""

    time: WallTime = field(default_factory=WallTime)

    def __post_init__(self) -> None:
        self.database = PolicyDatabase(self.time)
        self.store = FaultyStore(MemoryPublishedPolicyStore(wall=self.time, environ={}))
        self.publisher = PolicyPublisher(self.database, self.store, wall=self.time)
        self.reads = RecordedReads()

    def source(self) -> PublishedPolicySource:
        """Return the source of a new environment."""
        return PublishedPolicySource(
            self.store, self.database, reads=self.reads, wall=self.time, clock=self.time
        )

    def environment(self) -> PolicyCache:
        return PolicyCache(self.source(), clock=self.time, wall=self.time)
