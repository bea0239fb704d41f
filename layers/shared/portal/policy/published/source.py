"""The policy as published, or from the database where it is not published, or cannot be trusted."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from portal.policy import FetchedPolicy, PolicySnapshot, PolicySource
from portal.policy.published import BodyKind, PublicationUnavailable, PublishedPolicyStore
from portal.policy.published.body import UnreadableBody, canonical, content_hash, expand
from portal.policy.published.changes import apply_change
from portal.policy.published.direct_reads import DirectReadReason, DirectReads
from portal.policy.published.head import PolicyVersion
from portal.policy.published.health_reader import PublishedHealthReader
from portal.policy.supabase import SnapshotDocument
from portal.web.elapsed import elapsed_seconds

HEAD_SECONDS = 2.0
"""A policy that was read longer ago is not taken from the head: its publisher is dead or too slow. What is
taken serves for half a second at least before it binds no more (``portal.policy.cache.BINDING_SECONDS``)."""

CLOCK_TOLERANCE_SECONDS = 0.5
"""A policy that was read this far in the future was published by a clock that nobody can tell an age by."""

TABLE_SECONDS = 0.3
"""The longest that one fetch waits for the store, head and body together."""

TABLE_RETRY_SECONDS = 1.0
"""A store that did not answer is not asked again for so long, so that the second of two fetches does not wait
for it, too."""

_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class _NotPublished(Exception):
    def __init__(self, reason: DirectReadReason, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason


class PublishedPolicySource:
    """``PolicySource`` over the published policy; ``direct`` where that fails, with a line of ``reads`` each.

    The age of what is published counts from the start of its publisher's read of the database, by the wall
    clocks of both. Health never makes a fetch fail. It is waited for only while there is none to go on with.
    ``wall`` returns unix seconds, ``clock`` seconds that go on while the environment is frozen.
    """

    def __init__(
        self,
        store: PublishedPolicyStore,
        direct: PolicySource,
        *,
        reads: DirectReads | None = None,
        wall: Callable[[], float] = time.time,
        clock: Callable[[], float] = elapsed_seconds,
    ) -> None:
        self._store = store
        self._direct = direct
        self._reads = reads or DirectReads()
        self._wall = wall
        self._clock = clock
        self._content_hash: str | None = None
        self._base: tuple[str, Mapping[str, Any]] = ("", {})
        self._document = PolicySnapshot()
        self._snapshot = self._document
        self._health = PublishedHealthReader(store, timeout_seconds=TABLE_SECONDS, wall=wall)
        self._skipped_until = float("-inf")

    async def fetch(self) -> FetchedPolicy:
        sent_at = self._clock()
        try:
            return await self._published(sent_at)
        except _NotPublished as failure:
            self._reads.read_directly(failure.reason, str(failure))
        fetched = await self._direct.fetch()
        return replace(fetched, snapshot=replace(fetched.snapshot, health=self._health.health))

    async def _published(self, sent_at: float) -> FetchedPolicy:
        """Raises _NotPublished."""
        if sent_at < self._skipped_until:
            raise _NotPublished("table_unavailable", "It has just failed.")
        try:
            async with asyncio.timeout(TABLE_SECONDS) as bound:
                head = await self._store.head()
                version = self._trusted(head.policy)
                health_read = self._health.follow(head.health)
                if version.content_hash != self._content_hash:
                    await self._read_policy(version)
        except (PublicationUnavailable, TimeoutError) as error:
            self._skipped_until = self._clock() + TABLE_RETRY_SECONDS
            raise _NotPublished("table_unavailable", f"{type(error).__name__}: {error}") from error
        if health_read is not None and self._health.health is None:
            remaining = (bound.when() or 0.0) - asyncio.get_running_loop().time()
            await asyncio.wait([health_read], timeout=max(remaining, 0.0))
        age = self._wall() - version.read_at
        return FetchedPolicy(
            self._current_snapshot(),
            age_seconds=max(0.0, age - (self._clock() - sent_at)),
            database_time=_made_at(version),
            newer_health=None if health_read is None or health_read.done() else health_read,
        )

    def _trusted(self, version: PolicyVersion | None) -> PolicyVersion:
        if version is None:
            raise _NotPublished("nothing_published")
        age = self._wall() - version.read_at
        if age < -CLOCK_TOLERANCE_SECONDS:
            raise _NotPublished("read_in_the_future", f"It is {-age:.1f} s ahead.")
        if age >= HEAD_SECONDS:
            raise _NotPublished("too_old", f"It is {age:.1f} s old.")
        return version

    async def _read_policy(self, version: PolicyVersion) -> None:
        """Read the body, or what is not known of base and change."""
        try:
            base, change = await asyncio.gather(self._base_of(version), self._change_of(version))
            fields = base if change is None else apply_change(base, change)
            if content_hash(canonical(fields)) != version.content_hash:
                raise UnreadableBody("the change does not yield what the head names")
            self._document = SnapshotDocument.model_validate(fields).snapshot(_made_at(version))
        except ValidationError as error:
            raise _NotPublished("unreadable_body", "It has an unexpected format.") from error
        except ValueError as error:
            raise _NotPublished("unreadable_body", str(error)) from error
        self._content_hash = version.content_hash
        self._base = (version.base_hash, base)

    async def _base_of(self, version: PolicyVersion) -> Mapping[str, Any]:
        known_hash, known = self._base
        if known_hash == version.base_hash:
            return known
        return await self._fields("policy", version.base_hash, version.base_hash)

    async def _change_of(self, version: PolicyVersion) -> Mapping[str, Any] | None:
        if version.content_hash == version.base_hash:
            return None
        return await self._fields("policy_change", version.content_hash, None)

    async def _fields(self, kind: BodyKind, name: str, expected_hash: str | None) -> Mapping[str, Any]:
        body = await self._store.body(kind, name)
        if body is None:
            raise _NotPublished("missing_body", f"{kind} {name}")
        try:
            fields = json.loads(expand(body, expected_hash))
        except RecursionError as error:
            raise UnreadableBody("the body is nested too deeply") from error
        if not isinstance(fields, dict):
            raise UnreadableBody("the body is no object")
        return fields

    def _current_snapshot(self) -> PolicySnapshot:
        """Return the snapshot of the last document and health: the last object if both are the same."""
        health = self._health.health
        if not self._snapshot.permits_as(self._document) or self._snapshot.health is not health:
            self._snapshot = replace(self._document, health=health)
        return self._snapshot


def _made_at(version: PolicyVersion) -> datetime:
    """Return when the database made the document, by its own clock."""
    return _EPOCH + timedelta(microseconds=version.sequence)
