"""Many environments over one published policy: what binds when, and what they read."""

from __future__ import annotations

import asyncio
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.policy import PolicySnapshot
from portal.policy.cache import BINDING_SECONDS, PolicyCache
from portal.policy.published.publisher import PolicyPublisher
from tests.support.policy.published import PublishedPolicies

PERIOD_SECONDS = 1.0
"""Of the pool monitor's publications."""


async def serve(policies: PublishedPolicies, caches: list[PolicyCache], seconds: float) -> int:
    """Let each cache serve a request ten times a second while the monitor publishes. Returns the requests."""
    requests, publishes_at, end = 0, policies.time.now, policies.time.now + seconds
    while policies.time.now < end:
        if policies.time.now >= publishes_at:
            await policies.publisher.publish_policy()
            publishes_at += PERIOD_SECONDS
        for cache in caches:
            await cache.current()
            await cache.settle()
            requests += 1
        policies.time.now += 0.1
    return requests


async def test_database_reads_do_not_grow_with_environments() -> None:
    for environments in (1, 50):
        policies = PublishedPolicies()
        caches = [policies.environment() for _ in range(environments)]
        await serve(policies, caches, 20)
        assert policies.database.direct_reads == 0
        assert policies.database.reads == 20 / PERIOD_SECONDS
        assert policies.store.reads["policy"] == environments, "an unchanged body is read once"


async def test_head_is_read_at_most_twice_in_three_seconds() -> None:
    policies = PublishedPolicies()
    await serve(policies, [policies.environment()], 60)
    assert policies.store.reads["head"] <= 60 * 2 / 3


async def test_environments_go_on_where_the_publisher_is_dead_with_the_reads_of_before() -> None:
    policies = PublishedPolicies()
    caches = [policies.environment() for _ in range(10)]
    await serve(policies, caches, 3)
    for _ in range(200):
        for cache in caches:
            await cache.current()
            await cache.settle()
            assert cache.age_seconds < BINDING_SECONDS
        policies.time.now += 0.1
    assert set(policies.reads.reasons) == {"too_old"}
    assert policies.database.direct_reads <= len(caches) * (1 + 20 / 2)


@settings(max_examples=60, deadline=None)
@given(
    read_seconds=st.floats(0, 0.4),
    phase=st.floats(0, 1),
    paces=st.lists(st.floats(0.05, 9), min_size=1, max_size=4),
    seed=st.integers(0, 1000),
)
def test_revocation_that_only_the_monitor_publishes_binds_in_time(
    read_seconds: float, phase: float, paces: list[float], seed: int
) -> None:
    """Environments ask at any pace, the publisher is slow, the moment is any."""

    async def run() -> None:
        chance = random.Random(seed)
        policies = PublishedPolicies()
        policies.database.read_seconds = read_seconds
        caches = [policies.environment() for _ in paces]
        await serve(policies, [], 1)
        next_publication = policies.time.now
        next_request = [policies.time.now + chance.random() * pace for pace in paces]
        revoked_at: float | None = None
        end = policies.time.now + 12
        revocation = policies.time.now + 3 + phase
        while policies.time.now < end:
            if revoked_at is None and policies.time.now >= revocation:
                policies.database.revoke("key")
                revoked_at = policies.time.now
            if policies.time.now >= next_publication:
                next_publication = policies.time.now + PERIOD_SECONDS
                await policies.publisher.publish_policy()
            for number, cache in enumerate(caches):
                if policies.time.now >= next_request[number]:
                    next_request[number] += paces[number]
                    snapshot = await cache.current()
                    if revoked_at is not None and policies.time.now - revoked_at >= BINDING_SECONDS:
                        assert "key" in snapshot.blocked_keys
                    await cache.settle()
            policies.time.now += 0.05

    asyncio.run(run())


async def test_what_the_control_plane_publishes_binds_at_the_next_look() -> None:
    policies = PublishedPolicies()
    caches = [policies.environment() for _ in range(3)]
    await serve(policies, caches, 2)
    policies.database.revoke("key")
    control_plane = PolicyPublisher(policies.database, policies.store, wall=policies.time)
    await control_plane.publish_policy()
    policies.time.now += 1.9
    for cache in caches:
        assert cache.age_seconds > BINDING_SECONDS
        assert "key" in (await cache.current()).blocked_keys
    assert policies.database.direct_reads == 0


async def test_request_after_a_long_stream_waits_for_one_read_of_the_head_only() -> None:
    """The database takes a tenth of a second, the table five milliseconds."""
    policies = PublishedPolicies()
    cache = policies.environment()
    await policies.publisher.publish_policy()
    before = await cache.current()
    policies.time.now += 8
    await policies.publisher.publish_policy()
    policies.database.real_seconds, policies.store.delay = 0.1, 0.005
    reads = dict(policies.store.reads)
    started_at = time.perf_counter()
    snapshot = await cache.current()
    waited = time.perf_counter() - started_at
    assert snapshot is before
    assert policies.store.reads == {**reads, "head": reads["head"] + 1}
    assert policies.database.direct_reads == 0
    assert waited < 0.1


async def test_fresh_policy_costs_a_request_nothing_shared() -> None:
    policies = PublishedPolicies()
    cache = policies.environment()
    await policies.publisher.publish_policy()
    await cache.current()
    reads = dict(policies.store.reads)
    snapshots: set[int] = set()
    for _ in range(1000):
        snapshot: PolicySnapshot = await cache.current()
        snapshots.add(id(snapshot))
    assert policies.store.reads == reads
    assert len(snapshots) == 1


@pytest.mark.parametrize("frozen_seconds", [3.0, 600.0])
async def test_frozen_environment_reads_the_head_before_it_decides(frozen_seconds: float) -> None:
    policies = PublishedPolicies()
    cache = policies.environment()
    await serve(policies, [cache], 2)
    policies.database.revoke("key")
    policies.time.now += frozen_seconds
    await policies.publisher.publish_policy()
    assert "key" in (await cache.current()).blocked_keys
