"""The published policy is used while it can be trusted; otherwise the database is asked, and it is said."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PolicyUnavailable
from portal.policy.published import BodyKind
from portal.policy.published.body import compress
from portal.policy.published.direct_reads import DirectReads
from portal.policy.published.head import PublishedHead, WriterTerm
from portal.policy.published.publisher import BODY_SECONDS, PolicyPublisher
from portal.policy.published.source import (
    CLOCK_TOLERANCE_SECONDS,
    HEAD_SECONDS,
    TABLE_RETRY_SECONDS,
    TABLE_SECONDS,
)
from portal.pool_health import HEALTH_SECONDS, PublishedHealth, TargetHealth
from tests.support.policy.published import START, FaultyStore, PublishedPolicies

DOWN = {"tgt_a": TargetHealth("down", 0.0)}
UP = {"tgt_a": TargetHealth("up")}


async def published() -> PublishedPolicies:
    policies = PublishedPolicies()
    await policies.publisher.publish_policy()
    policies.database.reads = 0
    return policies


async def publish_health(policies: PublishedPolicies, targets: dict[str, TargetHealth]) -> None:
    now = policies.time.now
    await policies.store.take_lease(WriterTerm("monitor", now + 4), ended_before=now - 1)
    health = PublishedHealth(datetime.fromtimestamp(now, UTC), targets)
    assert await policies.publisher.publish_health(health, "monitor")


async def test_policy_has_the_age_of_its_publishers_read() -> None:
    policies = await published()
    policies.time.now += 1.25
    fetched = await policies.source().fetch()
    assert fetched.age_seconds == 1.25
    assert fetched.database_time == datetime.fromtimestamp(START, UTC)
    assert fetched.snapshot.models["oss-20b"].pool == "oss-20b"
    assert (policies.database.reads, policies.database.direct_reads) == (0, 0)


async def test_age_counts_from_before_the_fetch_also_in_a_freeze() -> None:
    """The head arrives after the environment was frozen for 1.5 s: it is as old by then."""
    policies = await published()
    store_head = policies.store.store.head

    class FreezingStore(FaultyStore):
        async def head(self, *, consistent: bool = False) -> PublishedHead:
            head = await store_head()
            policies.time.now += 1.5
            return head

    policies.store = FreezingStore(policies.store.store)
    fetched = await policies.source().fetch()
    assert fetched.age_seconds == 0.0, "as old as the fetch"


async def test_head_that_only_moved_makes_no_new_snapshot_and_reads_no_body() -> None:
    policies = await published()
    source = policies.source()
    first = await source.fetch()
    for _ in range(3):
        policies.time.now += 1
        await policies.publisher.publish_policy()
        fetched = await source.fetch()
        assert fetched.snapshot is first.snapshot
        assert fetched.age_seconds == 0.0
        assert fetched.database_time == datetime.fromtimestamp(policies.time.now, UTC)
    assert policies.store.reads == {"head": 4, "policy": 1, "policy_change": 0, "health": 0}


async def test_changed_policy_is_read_once() -> None:
    policies = await published()
    source = policies.source()
    await source.fetch()
    policies.database.revoke("key")
    policies.time.now += 1
    await policies.publisher.publish_policy()
    for _ in range(3):
        assert (await source.fetch()).snapshot.blocked_keys == {"key"}
    assert (policies.store.reads["policy"], policies.store.reads["policy_change"]) == (1, 1)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400)), max_size=12))
def test_environments_have_exactly_what_was_published(steps: list[tuple[bool, int]]) -> None:
    """By bases and changes in any order, read by environments that missed some of them."""

    async def run() -> None:
        policies = PublishedPolicies()
        often, seldom = policies.source(), policies.source()
        for reads_both, keys in steps:
            policies.time.now += 1
            policies.database.document["blocked_keys"] = [f"key-{number * 7919}" for number in range(keys)]
            await policies.publisher.publish_policy()
            for source in (often, seldom) if reads_both else (often,):
                snapshot = (await source.fetch()).snapshot
                assert snapshot.blocked_keys == frozenset(policies.database.document["blocked_keys"])
        assert policies.reads.reasons == []

    asyncio.run(run())


async def test_change_that_is_lost_or_damaged_means_a_direct_read() -> None:
    for body, reason in (
        (None, "missing_body"),
        (b"damaged", "unreadable_body"),
        (compress(b"{}"), "unreadable_body"),
    ):
        policies = await published()
        source = policies.source()
        await source.fetch()
        policies.time.now += 1
        policies.database.revoke("key")
        await policies.publisher.publish_policy()
        policies.store.replaced_bodies["policy_change"] = body
        assert (await source.fetch()).snapshot.blocked_keys == {"key"}
        assert policies.reads.reasons == [reason]


def lose_the_table(policies: PublishedPolicies) -> None:
    policies.store.is_lost = True


def kill_the_publisher(policies: PublishedPolicies) -> None:
    policies.time.now += HEAD_SECONDS


async def behead(policies: PublishedPolicies) -> None:
    policies.store.store = PublishedPolicies(policies.time).store.store


async def read_in_the_future(policies: PublishedPolicies) -> None:
    policies.time.now += 0.01
    clock = policies.time.ahead(CLOCK_TOLERANCE_SECONDS + 0.1)
    await PolicyPublisher(policies.database, policies.store, wall=clock).publish_policy()


def lose_the_body(policies: PublishedPolicies) -> None:
    policies.store.replaced_bodies["policy"] = None


def damage_the_body(policies: PublishedPolicies) -> None:
    policies.store.replaced_bodies["policy"] = b"damaged"


def exchange_the_body(policies: PublishedPolicies) -> None:
    policies.store.replaced_bodies["policy"] = compress(b'{"models": []}')


def bloat_the_body(policies: PublishedPolicies) -> None:
    policies.store.replaced_bodies["policy"] = b"x" * 300_001


async def publish_nonsense(policies: PublishedPolicies) -> None:
    policies.time.now += 0.01
    policies.database.document = {"models": "all"}
    await policies.publisher.publish_policy()


FAULTS = {
    lose_the_table: "table_unavailable",
    kill_the_publisher: "too_old",
    behead: "nothing_published",
    read_in_the_future: "read_in_the_future",
    lose_the_body: "missing_body",
    damage_the_body: "unreadable_body",
    exchange_the_body: "unreadable_body",
    bloat_the_body: "unreadable_body",
}


async def suffer(policies: PublishedPolicies, fault: Callable[[PublishedPolicies], object]) -> None:
    result = fault(policies)
    if asyncio.iscoroutine(result):
        await result


@pytest.mark.parametrize(("fault", "reason"), FAULTS.items(), ids=[fault.__name__ for fault in FAULTS])
async def test_fault_means_a_direct_read_that_is_reported(
    fault: Callable[[PublishedPolicies], object], reason: str
) -> None:
    policies = await published()
    await suffer(policies, fault)
    policies.database.revoke("key")  # after the last publication
    fetched = await policies.source().fetch()
    assert fetched.snapshot.blocked_keys == {"key"}
    assert fetched.age_seconds == 0.0
    assert policies.reads.reasons == [reason]
    assert policies.database.direct_reads == 1


async def test_published_nonsense_is_not_used() -> None:
    policies = await published()
    document = policies.database.document
    await publish_nonsense(policies)
    policies.database.document = document
    assert "oss-20b" in (await policies.source().fetch()).snapshot.models
    assert policies.reads.reasons == ["unreadable_body"]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
async def test_published_policy_serves_again_after_the_fault(
    fault: Callable[[PublishedPolicies], object],
) -> None:
    policies = await published()
    source = policies.source()
    await suffer(policies, fault)
    await source.fetch()
    policies.store.is_lost = False
    policies.store.replaced_bodies.clear()
    policies.time.now += TABLE_RETRY_SECONDS + CLOCK_TOLERANCE_SECONDS
    await policies.publisher.publish_policy()
    before = policies.database.direct_reads
    await source.fetch()
    assert policies.database.direct_reads == before


async def test_without_table_and_database_there_is_no_policy() -> None:
    policies = await published()
    policies.store.is_lost = policies.database.is_down = True
    with pytest.raises(PolicyUnavailable):
        await policies.source().fetch()


async def test_database_that_is_down_does_not_matter_while_it_is_published() -> None:
    policies = await published()
    policies.database.is_down = True
    assert (await policies.source().fetch()).snapshot.models


@pytest.mark.parametrize("age", [-CLOCK_TOLERANCE_SECONDS, 0.0, HEAD_SECONDS - 0.01])
async def test_policy_within_the_bounds_is_used(age: float) -> None:
    policies = await published()
    policies.time.now += age
    fetched = await policies.source().fetch()
    assert fetched.age_seconds == pytest.approx(max(0.0, age), abs=1e-6)
    assert policies.reads.reasons == []


async def test_slow_table_is_waited_for_no_longer_than_its_bound_and_left_alone_then() -> None:
    policies = await published()
    policies.store.delay = 5.0
    source = policies.source()
    for longest, head_reads in ((TABLE_SECONDS + 0.2, 1), (0.1, 1)):
        started_at = time.perf_counter()
        assert (await source.fetch()).snapshot.models
        assert time.perf_counter() - started_at < longest
        assert policies.store.reads["head"] == head_reads
    policies.time.now += TABLE_RETRY_SECONDS
    policies.store.delay = 0.0
    await policies.publisher.publish_policy()
    await source.fetch()
    assert policies.store.reads["head"] == 2
    assert policies.reads.reasons == ["table_unavailable"] * 2


async def test_head_with_a_slow_body_is_bounded_too() -> None:
    policies = await published()
    policies.store.delay = TABLE_SECONDS * 0.7
    started_at = time.perf_counter()
    await policies.source().fetch()
    assert time.perf_counter() - started_at < TABLE_SECONDS + 0.2
    assert policies.reads.reasons == ["table_unavailable"]


async def test_health_comes_with_the_first_policy() -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    fetched = await policies.source().fetch()
    assert fetched.newer_health is None
    health = fetched.snapshot.health
    assert health is not None
    assert health.targets == DOWN
    assert health.measured_at.timestamp() == START


async def test_newer_health_is_not_waited_for() -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    source = policies.source()
    first = await source.fetch()
    policies.time.now += 1
    await publish_health(policies, UP)
    fetched = await source.fetch()
    assert fetched.snapshot is first.snapshot
    assert fetched.newer_health is not None
    newer = await fetched.newer_health
    assert newer is not None
    assert newer.targets == UP
    after = await source.fetch()
    assert after.snapshot.health == newer
    assert after.snapshot.permits_as(first.snapshot)
    assert policies.store.reads["health"] == 2


async def test_health_that_only_moved_is_not_read_again() -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    source = policies.source()
    await source.fetch()
    policies.time.now += 1
    await publish_health(policies, DOWN)
    fetched = await source.fetch()
    assert fetched.newer_health is None
    assert fetched.snapshot.health is not None
    assert fetched.snapshot.health.measured_at.timestamp() == START + 1
    assert policies.store.reads["health"] == 1


async def test_old_health_is_unknown_and_newer_health_makes_no_policy_younger() -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    source = policies.source()
    await source.fetch()
    policies.time.now += 1.5
    await publish_health(policies, UP)
    assert (await source.fetch()).age_seconds == 1.5
    policies.time.now += HEALTH_SECONDS
    await policies.publisher.publish_policy()
    fetched = await source.fetch()
    assert fetched.snapshot.health is None


@pytest.mark.parametrize("body", [None, b"damaged", compress(b"{}")])
async def test_health_that_cannot_be_read_is_unknown_and_the_policy_serves(body: bytes | None) -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    policies.store.replaced_bodies["health"] = body
    fetched = await policies.source().fetch()
    assert fetched.snapshot.models
    assert fetched.snapshot.health is None
    assert policies.reads.reasons == []


async def test_slow_health_delays_no_policy_beyond_the_tables_bound() -> None:
    policies = await published()
    await publish_health(policies, DOWN)

    class SlowHealth(FaultyStore):
        async def body(self, kind: BodyKind, content_hash: str) -> bytes | None:
            if kind == "health":
                await asyncio.sleep(5)
            return await self.store.body(kind, content_hash)

    policies.store = SlowHealth(policies.store.store)
    source = policies.source()
    started_at = time.perf_counter()
    fetched = await source.fetch()
    assert time.perf_counter() - started_at < TABLE_SECONDS + 0.2
    assert fetched.snapshot.models
    assert policies.reads.reasons == []


async def test_direct_read_has_the_last_health_while_it_is_young() -> None:
    policies = await published()
    await publish_health(policies, DOWN)
    source = policies.source()
    await source.fetch()
    policies.store.is_lost = True
    policies.time.now += HEALTH_SECONDS - 1
    fetched = await source.fetch()
    assert fetched.snapshot.health is not None
    policies.time.now += 1
    assert (await source.fetch()).snapshot.health is None


async def test_body_of_a_head_that_was_read_late_is_still_there() -> None:
    """A slow reader: its head is replaced before it asks for the body."""
    policies = await published()
    head = await policies.store.head()
    policies.database.revoke("key")
    policies.time.now += 1
    await policies.publisher.publish_policy()
    policies.store.behind = head
    assert (await policies.source().fetch()).snapshot.blocked_keys == frozenset()
    assert policies.reads.reasons == []
    assert BODY_SECONDS > 100 * HEAD_SECONDS


def test_direct_read_is_one_line_with_a_metric() -> None:
    lines: list[bytes] = []
    DirectReads("Cortensor", "gateway", write=lines.append).read_directly("too_old", "It is 3.0 s old.")
    (line,) = map(json.loads, lines)
    assert line["message"] == "policy.read_directly"
    assert (line["reason"], line["detail"]) == ("too_old", "It is 3.0 s old.")
    assert line["policy_direct_reads"] == 1
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["service"]]


def test_direct_read_without_metrics_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    DirectReads().read_directly("missing_body", "abc")
    assert [record.message for record in caplog.records] == ["policy.read_directly"]
