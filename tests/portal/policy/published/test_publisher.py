"""Publishing: a body only when it changed, before the head, and never back to an older policy."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PolicyUnavailable
from portal.policy.published import BodyKind, PublicationUnavailable, PublishedPolicyStore
from portal.policy.published.body import MAX_BODY_BYTES
from portal.policy.published.head import PolicyVersion, WriterTerm
from portal.policy.published.memory import MemoryPublishedPolicyStore
from portal.policy.published.publisher import ABANDONED_SECONDS, BODY_SECONDS, BodySizes, PolicyPublisher
from portal.pool_health import PublishedHealth, TargetHealth
from tests.support.policy.published import START, FaultyStore, PublishedPolicies


async def is_readable(store: PublishedPolicyStore, version: PolicyVersion) -> bool:
    """Whether all bodies are there that a reader of ``version`` may need."""
    if await store.body("policy", version.base_hash) is None:
        return False
    is_whole = version.content_hash == version.base_hash
    return is_whole or await store.body("policy_change", version.content_hash) is not None


class WatchedStore(FaultyStore):
    """Records the writes in their order, and checks that a head never names a body that is not there."""

    def __init__(self, store: MemoryPublishedPolicyStore) -> None:
        super().__init__(store)
        self.writes: list[str] = []

    async def put_body(self, kind: BodyKind, content_hash: str, body: bytes, *, kept_until: float) -> None:
        self.writes.append(f"{kind} body")
        await super().put_body(kind, content_hash, body, kept_until=kept_until)

    async def advance_policy(
        self, version: PolicyVersion, *, abandoned_before: float, future_after: float
    ) -> bool:
        assert await is_readable(self.store, version)
        self.writes.append("policy")
        return await super().advance_policy(
            version, abandoned_before=abandoned_before, future_after=future_after
        )


class Publication(PublishedPolicies):
    def __post_init__(self) -> None:
        super().__post_init__()
        self.store: WatchedStore = WatchedStore(MemoryPublishedPolicyStore(wall=self.time, environ={}))
        self.publisher = PolicyPublisher(self.database, self.store, wall=self.time)

    async def policy(self) -> PolicyVersion:
        version = (await self.store.head()).policy
        assert version is not None
        return version

    async def is_served(self) -> bool:
        """Whether a new environment serves by what is published."""
        self.reads.reasons.clear()
        await self.source().fetch()
        return not self.reads.reasons

    def health(self, **targets: TargetHealth) -> PublishedHealth:
        return PublishedHealth(datetime.fromtimestamp(self.time.now, UTC), targets)


async def test_head_has_the_start_of_the_read_and_the_databases_time() -> None:
    publication = Publication()
    publication.database.read_seconds = 0.75
    assert await publication.publisher.publish_policy()
    version = await publication.policy()
    assert version.read_at == START
    assert version.sequence == round(START * 1_000_000)
    assert publication.store.writes == ["policy body", "policy"]


async def test_unchanged_policy_moves_the_head_only() -> None:
    publication = Publication()
    await publication.publisher.publish_policy()
    first = await publication.policy()
    publication.store.writes.clear()
    publication.time.now += 1
    assert await publication.publisher.publish_policy()
    assert publication.store.writes == ["policy"]
    moved = await publication.policy()
    assert moved == replace(first, read_at=START + 1, sequence=first.sequence + 1_000_000)


async def test_changed_policy_is_a_new_body_and_the_old_one_stays_for_slow_readers() -> None:
    publication = Publication()
    await publication.publisher.publish_policy()
    first = await publication.policy()
    publication.time.now += 1
    publication.database.revoke("key")
    assert await publication.publisher.publish_policy()
    assert (await publication.policy()).content_hash != first.content_hash
    publication.time.now += BODY_SECONDS - 2
    assert await is_readable(publication.store, first)
    publication.time.now += 1
    assert not await is_readable(publication.store, first)


async def test_small_change_is_published_as_one_and_a_large_one_is_a_new_base() -> None:
    publication = Publication()
    chance = random.Random(1)
    publication.database.document["blocked_keys"] = many = [
        f"{chance.getrandbits(128):032x}" for _ in range(1_000)
    ]
    await publication.publisher.publish_policy()
    base = await publication.policy()
    assert base.base_hash == base.content_hash
    publication.time.now += 1
    publication.database.revoke("key")
    await publication.publisher.publish_policy()
    changed = await publication.policy()
    assert (changed.base_hash, changed.body_until) == (base.base_hash, base.body_until)
    publication.time.now += 1
    publication.database.document["blocked_keys"] = many
    await publication.publisher.publish_policy()
    assert (await publication.policy()).content_hash == base.base_hash, "as before, without any body"
    publication.time.now += 1
    publication.database.document["blocked_keys"] = [*many[:500], *(key[::-1] for key in many[500:])]
    await publication.publisher.publish_policy()
    last = await publication.policy()
    assert last.base_hash == last.content_hash != base.content_hash
    writes = [write for write in publication.store.writes if write != "policy"]
    assert writes == ["policy body", "policy_change body", "policy body"]


async def test_another_publisher_knows_the_base_and_one_without_it_writes_a_new_one() -> None:
    publication = Publication()
    for number in range(3):
        publication.time.now += 1
        publication.database.revoke(f"key-{number}")
        if number == 2:
            publication.store.replaced_bodies["policy"] = b"damaged"
        another = PolicyPublisher(publication.database, publication.store, wall=publication.time)
        assert await another.publish_policy()
    writes = [write for write in publication.store.writes if write != "policy"]
    assert writes == ["policy body", "policy_change body", "policy body"]


async def test_body_that_never_changes_never_expires() -> None:
    publication = Publication()
    for _ in range(40):
        assert await publication.publisher.publish_policy()
        version = await publication.policy()
        assert version.body_until > publication.time.now + BODY_SECONDS / 2
        assert await publication.store.body("policy", version.content_hash) is not None
        publication.time.now += 50
    bodies = publication.store.writes.count("policy body")
    assert 2000 / BODY_SECONDS <= bodies <= 8, "prolonged when half of its time has passed"


async def test_base_whose_changes_go_on_never_expires() -> None:
    """It is the same for a day: environments do not read it again."""
    publication = Publication()
    for number in range(40):
        publication.database.document["at_stream_limit"] = ["busy"] * (number % 2)
        assert await publication.publisher.publish_policy()
        assert await is_readable(publication.store, await publication.policy())
        publication.time.now += 50
    source = publication.source()
    await publication.publisher.publish_policy()
    assert (await source.fetch()).snapshot.models
    assert "policy_change body" in publication.store.writes
    assert publication.store.writes.count("policy body") <= 8


async def test_new_publisher_does_not_write_a_body_that_is_there() -> None:
    publication = Publication()
    await publication.publisher.publish_policy()
    publication.store.writes.clear()
    publication.time.now += 1
    another = PolicyPublisher(publication.database, publication.store, wall=publication.time)
    assert await another.publish_policy()
    assert publication.store.writes == ["policy"]


async def test_body_is_the_document_as_it_is() -> None:
    """Fields of a newer publisher reach its readers, whatever publishes and reads in between."""
    publication = Publication()
    publication.database.document["moods"] = {"of": ["a newer", "version"]}
    await publication.publisher.publish_policy()
    body = await publication.store.body("policy", (await publication.policy()).content_hash)
    assert body is not None
    assert json.loads(gzip.decompress(body)) == publication.database.document
    fetched = await publication.source().fetch()
    assert "oss-20b" in fetched.snapshot.models


async def test_slower_publisher_never_goes_back() -> None:
    """It was paused between its read and its writes."""
    publication = Publication()
    gate = asyncio.Event()

    class PausedDocuments:
        async def read(self) -> Any:
            document = await publication.database.read()
            await gate.wait()
            return document

    slow = asyncio.create_task(
        PolicyPublisher(PausedDocuments(), publication.store, wall=publication.time).publish_policy()
    )
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    publication.time.now += 1
    publication.database.revoke("key")
    assert await publication.publisher.publish_policy()
    newest = await publication.policy()
    gate.set()
    assert not await slow
    assert await publication.policy() == newest


@given(st.randoms(use_true_random=False), st.integers(2, 4))
def test_head_only_ever_moves_to_later_reads(chance: random.Random, publishers: int) -> None:
    """Publishers whose steps are interleaved in any way, with clocks a second apart."""

    async def run() -> None:
        publication = Publication()
        heads: list[PolicyVersion] = []

        class Yielding(FaultyStore):
            async def _pass(self) -> None:
                for _ in range(chance.randint(0, 4)):
                    await asyncio.sleep(0)
                publication.time.now += chance.choice((0.0, 0.001, 0.1))

            async def advance_policy(
                self, version: PolicyVersion, *, abandoned_before: float, future_after: float
            ) -> bool:
                has_moved = await super().advance_policy(
                    version, abandoned_before=abandoned_before, future_after=future_after
                )
                head = (await self.store.head()).policy
                assert head is not None
                heads.append(head)
                return has_moved

        store = Yielding(publication.store)

        async def publish(skew: float) -> None:
            publisher = PolicyPublisher(publication.database, store, wall=publication.time.ahead(skew))
            for number in range(3):
                publication.time.now += 0.01
                if chance.random() < 0.5:
                    publication.database.revoke(f"{skew}-{number}")
                await publisher.publish_policy()

        await asyncio.gather(*(publish(chance.uniform(-0.5, 0.5)) for _ in range(publishers)))
        assert all(one.sequence <= other.sequence for one, other in itertools.pairwise(heads))
        assert await is_readable(store, heads[-1])

    asyncio.run(run())


@pytest.mark.parametrize(
    "damaged", [None, b"", b"x", gzip.compress(b"[]")], ids=["lost", "empty", "text", "other"]
)
@pytest.mark.parametrize("kind", ["policy", "policy_change"])
async def test_lost_or_damaged_body_is_back_with_the_next_publisher(
    kind: BodyKind, damaged: bytes | None
) -> None:
    """Each invocation of the pool monitor has a publisher of its own."""
    publication = Publication()
    await publication.publisher.publish_policy()
    publication.time.now += 1
    publication.database.revoke("key")
    await publication.publisher.publish_policy()
    version = await publication.policy()
    name = version.base_hash if kind == "policy" else version.content_hash
    kept_until = publication.time.now + (0 if damaged is None else 600)
    await publication.store.store.put_body(kind, name, damaged or b"", kept_until=kept_until)
    assert not await publication.is_served()
    publication.time.now += 1
    another = PolicyPublisher(publication.database, publication.store, wall=publication.time)
    assert await another.publish_policy()
    assert await publication.is_served()


async def test_base_whose_end_is_no_plausible_time_is_prolonged() -> None:
    publication = Publication()
    await publication.publisher.publish_policy()
    version = replace(await publication.policy(), body_until=START + 10**9, sequence=10**15)
    await publication.store.advance_policy(
        replace(version, sequence=version.sequence * 2), abandoned_before=0, future_after=START
    )
    publication.database.clock_ahead = 10**9
    publication.time.now += 1
    assert await publication.publisher.publish_policy()
    assert (await publication.policy()).body_until == publication.time.now + BODY_SECONDS


@pytest.mark.parametrize("is_database_ahead", [False, True])
async def test_publisher_whose_clock_was_far_ahead_is_followed_at_once(*, is_database_ahead: bool) -> None:
    publication = Publication()
    publication.time.now += 3600
    publication.database.clock_ahead = 3600 if is_database_ahead else -3600
    await publication.publisher.publish_policy()
    publication.time.now = START
    publication.database.clock_ahead = 0
    assert await publication.publisher.publish_policy()
    assert (await publication.policy()).read_at == START


async def test_database_that_was_restored_takes_over_after_a_minute() -> None:
    publication = Publication()
    await publication.publisher.publish_policy()
    publication.database.clock_ahead = -3600
    publication.time.now += ABANDONED_SECONDS
    assert not await publication.publisher.publish_policy()
    publication.time.now += 0.5
    assert await publication.publisher.publish_policy()


async def test_body_above_the_bound_is_not_published_and_measured() -> None:
    lines: list[bytes] = []
    publication = Publication()
    publication.publisher = PolicyPublisher(
        publication.database,
        publication.store,
        sizes=BodySizes("Cortensor", "pool-monitor", write=lines.append),
        wall=publication.time,
    )
    await publication.publisher.publish_policy()
    first = await publication.policy()
    chance = random.Random(1)
    publication.database.document["blocked_keys"] = [f"{chance.getrandbits(128):032x}" for _ in range(20_000)]
    publication.time.now += 1
    assert not await publication.publisher.publish_policy()
    assert await publication.policy() == first, "so that environments find it too old, and ask the database"
    assert publication.store.writes.count("policy body") == 1
    sizes = [json.loads(line)["policy_body_bytes"] for line in lines]
    assert sizes[0] < 1_000
    assert sizes[1] > MAX_BODY_BYTES


@pytest.mark.parametrize(
    "document", [None, [], "text", {}, {"database_time": "soon"}, {"database_time": 7.5j}]
)
async def test_what_is_no_document_is_not_published(document: Any) -> None:
    class Odd:
        async def read(self) -> Any:
            return document

    publication = Publication()
    with pytest.raises(PolicyUnavailable):
        await PolicyPublisher(Odd(), publication.store, wall=publication.time).publish_policy()
    assert publication.store.writes == []


async def test_failures_are_raised() -> None:
    publication = Publication()
    publication.database.is_down = True
    with pytest.raises(PolicyUnavailable):
        await publication.publisher.publish_policy()
    publication.database.is_down = False
    publication.store.is_lost = True
    with pytest.raises(PublicationUnavailable):
        await publication.publisher.publish_policy()


async def test_health_is_published_by_the_writer_alone() -> None:
    publication = Publication()
    health = publication.health(tgt_a=TargetHealth("down", 0.0, "no answer"))
    assert not await publication.publisher.publish_health(health, "me")
    await publication.store.take_lease(WriterTerm("me", START + 4), ended_before=START)
    assert await publication.publisher.publish_health(health, "me")
    assert not await publication.publisher.publish_health(health, "another")
    head = (await publication.store.head()).health
    assert head is not None
    assert (head.measured_at, head.sequence) == (START, round(START * 1_000_000))
    publication.time.now += 4
    assert not await publication.publisher.publish_health(publication.health(), "me")
    assert (await publication.store.head()).health == head


async def test_unchanged_health_moves_the_head_only_and_its_body_never_expires() -> None:
    publication = Publication()
    for _ in range(30):
        await publication.store.take_lease(WriterTerm("me", publication.time.now + 4), ended_before=START)
        assert await publication.publisher.publish_health(publication.health(), "me")
        head = (await publication.store.head()).health
        assert head is not None
        assert head.measured_at == publication.time.now
        assert await publication.store.body("health", head.content_hash) is not None
        publication.time.now += 50
    assert 3 <= publication.store.writes.count("health body") <= 6
