"""What every store of the published policy does: in memory, and on DynamoDB as moto serves it."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator

import pytest

from local.queue.shared_table import create_shared_table
from portal.connections.aws.dynamodb import SharedTable, Value, open_shared_table
from portal.policy.published import PublicationUnavailable, PublishedPolicyStore
from portal.policy.published.dynamodb import HEAD, DynamoDbPublishedPolicyStore
from portal.policy.published.head import (
    MAX_HEAD_BYTES,
    HealthVersion,
    PolicyVersion,
    PublishedHead,
    WriterTerm,
)
from portal.policy.published.memory import MemoryPublishedPolicyStore
from tests.support.servers.aws import PatientAwsTransport, aws_server

NOW = 1_800_000_000.0
LONG_AGO = NOW - 60
SOON = NOW + 3600
FIRST = PolicyVersion(1_000, NOW, "a" * 64, "f" * 64, NOW + 600)
HEALTH = HealthVersion(5, NOW, "b" * 64)


@pytest.fixture(scope="module")
def aws_url() -> Iterator[str]:
    with aws_server() as url:
        yield url


@pytest.fixture
async def table(aws_url: str) -> AsyncIterator[SharedTable]:
    name = create_shared_table(aws_url, f"shared-{uuid.uuid4()}")
    transport = PatientAwsTransport()
    yield open_shared_table(name, aws_url, "us-east-1", transport)
    await transport.close()


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> PublishedPolicyStore:
    if request.param == "memory":
        return MemoryPublishedPolicyStore(wall=lambda: NOW, environ={})
    return DynamoDbPublishedPolicyStore(request.getfixturevalue("table"))


async def test_there_is_nothing_before_the_first_publication(store: PublishedPolicyStore) -> None:
    assert await store.head() == await store.head(consistent=True) == PublishedHead()
    assert await store.body("policy", "a" * 64) is None
    await store.end_lease("nobody")


async def test_body_is_read_as_it_was_put(store: PublishedPolicyStore) -> None:
    for body in (bytes(range(256)), b"another"):
        await store.put_body("policy", "a" * 64, body, kept_until=NOW + 600)
        assert await store.body("policy", "a" * 64) == body
    assert await store.body("health", "a" * 64) is None


async def test_policy_moves_to_greater_sequences_only(store: PublishedPolicyStore) -> None:
    assert await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)
    newer = PolicyVersion(1_001, NOW + 1, "c" * 64, "f" * 64, NOW + 601)
    assert await store.advance_policy(newer, abandoned_before=LONG_AGO, future_after=SOON)
    slower = PolicyVersion(1_000, NOW + 2, "d" * 64, "f" * 64, NOW + 602)
    assert not await store.advance_policy(slower, abandoned_before=LONG_AGO, future_after=SOON)
    assert (await store.head(consistent=True)).policy == newer


async def test_policy_that_nobody_could_move_for_long_is_replaced(store: PublishedPolicyStore) -> None:
    """The database was restored, and its clock is behind what it was."""
    await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)
    restored = PolicyVersion(10, NOW + 61, "c" * 64, "f" * 64, NOW + 661)
    assert not await store.advance_policy(restored, abandoned_before=NOW - 0.001, future_after=SOON)
    assert await store.advance_policy(restored, abandoned_before=NOW + 1, future_after=SOON)
    assert (await store.head(consistent=True)).policy == restored


async def test_health_is_the_writers_while_its_lease_lasts(store: PublishedPolicyStore) -> None:
    assert not await store.advance_health(HEALTH, writer="one", now=NOW)
    assert await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    assert await store.advance_health(HEALTH, writer="one", now=NOW + 3.999)
    later = HealthVersion(6, NOW + 1, "c" * 64)
    assert not await store.advance_health(later, writer="one", now=NOW + 4)
    assert not await store.advance_health(later, writer="another", now=NOW)
    head = await store.head(consistent=True)
    assert (head.health, head.term) == (HEALTH, WriterTerm("one", NOW + 4))


async def test_health_that_is_much_older_than_the_last_is_refused(store: PublishedPolicyStore) -> None:
    """A call that was sent again and comes late. A new writer's clock may be a second behind."""
    await store.take_lease(WriterTerm("one", NOW + 60), ended_before=NOW - 1)
    await store.advance_health(HEALTH, writer="one", now=NOW)
    behind = HealthVersion(4, NOW - 1, "c" * 64)
    assert await store.advance_health(behind, writer="one", now=NOW)
    assert not await store.advance_health(HealthVersion(3, NOW - 2.001, "d" * 64), writer="one", now=NOW)
    assert (await store.head(consistent=True)).health == behind


async def test_lease_is_taken_over_only_after_its_end(store: PublishedPolicyStore) -> None:
    assert await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    assert await store.take_lease(WriterTerm("one", NOW + 5), ended_before=NOW), "its own is renewed"
    two = WriterTerm("two", NOW + 9)
    assert not await store.take_lease(two, ended_before=NOW + 5)
    assert await store.take_lease(two, ended_before=NOW + 5.001)
    assert not await store.take_lease(WriterTerm("one", NOW + 10), ended_before=NOW + 6)
    assert (await store.head(consistent=True)).term == two


async def test_ended_lease_is_free_at_once(store: PublishedPolicyStore) -> None:
    await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    await store.end_lease("two")
    assert not await store.take_lease(WriterTerm("two", NOW + 4), ended_before=NOW - 1)
    await store.end_lease("one")
    assert await store.take_lease(WriterTerm("two", NOW + 4), ended_before=NOW - 1)


async def test_head_of_a_clock_that_was_far_ahead_is_replaced(store: PublishedPolicyStore) -> None:
    """By an hour, say: none of its three parts may last until that hour has passed."""
    ahead = NOW + 3600
    await store.take_lease(WriterTerm("fast", ahead + 4), ended_before=ahead - 1)
    await store.advance_health(HealthVersion(9, ahead, "b" * 64), writer="fast", now=ahead)
    await store.advance_policy(
        PolicyVersion(10**17, ahead, "c" * 64, "c" * 64, ahead + 600),
        abandoned_before=ahead - 60,
        future_after=ahead + 60,
    )
    assert await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    assert await store.advance_health(HEALTH, writer="one", now=NOW)
    assert await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=NOW + 60)
    assert await store.head(consistent=True) == PublishedHead(FIRST, HEALTH, WriterTerm("one", NOW + 4))


async def test_head_of_a_clock_that_is_little_ahead_stays(store: PublishedPolicyStore) -> None:
    ahead = NOW + 30
    term, health = WriterTerm("fast", ahead + 4), HealthVersion(9, ahead, "b" * 64)
    policy = PolicyVersion(10**17, ahead, "c" * 64, "c" * 64, ahead + 600)
    await store.take_lease(term, ended_before=ahead - 1)
    await store.advance_health(health, writer="fast", now=ahead)
    await store.advance_policy(policy, abandoned_before=ahead - 60, future_after=ahead + 60)
    assert not await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    assert not await store.advance_health(HEALTH, writer="fast", now=NOW)
    assert not await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=NOW + 60)
    assert await store.head(consistent=True) == PublishedHead(policy, health, term)


@pytest.mark.parametrize("damage", ["text", 10**37, None], ids=repr)
@pytest.mark.parametrize(
    "names",
    [
        ["policy_sequence", "policy_read_at"],
        ["policy_read_at"],
        ["policy_hash"],
        ["policy_body_until"],
        ["health_sequence", "health_measured_at"],
        ["health_hash"],
        ["writer_until"],
        ["writer", "writer_until"],
    ],
    ids="+".join,
)
async def test_damaged_head_is_absent_and_replaced(
    table: SharedTable, names: list[str], damage: Value
) -> None:
    store = DynamoDbPublishedPolicyStore(table)
    await store.take_lease(WriterTerm("dead", NOW + 4), ended_before=NOW - 1)
    await store.advance_health(HEALTH, writer="dead", now=NOW)
    await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)
    changes = ", ".join(f"{name} = :damage" for name in names)
    await table.update(HEAD, f"SET {changes}", values={":damage": damage})
    head = await store.head()
    parts = {"policy": head.policy, "health": head.health, "writer": head.term}
    part = names[0].partition("_")[0]
    is_hash = names[0].endswith("_hash") and damage == "text"
    assert is_hash or parts.pop(part) is None
    assert None not in parts.values(), "the others are as they were"
    later = PolicyVersion(1_001, NOW + 70, "c" * 64, "c" * 64, NOW + 670)
    measured = HealthVersion(6, NOW + 70, "d" * 64)
    assert await store.take_lease(WriterTerm("one", NOW + 74), ended_before=NOW + 69)
    assert await store.advance_health(measured, writer="one", now=NOW + 70)
    assert await store.advance_policy(later, abandoned_before=NOW + 10, future_after=NOW + 130)
    assert await store.head(consistent=True) == PublishedHead(later, measured, WriterTerm("one", NOW + 74))


async def test_the_three_parts_of_the_head_are_independent(store: PublishedPolicyStore) -> None:
    await store.take_lease(WriterTerm("one", NOW + 4), ended_before=NOW - 1)
    await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)
    await store.advance_health(HEALTH, writer="one", now=NOW)
    assert await store.head(consistent=True) == PublishedHead(FIRST, HEALTH, WriterTerm("one", NOW + 4))
    await store.end_lease("one")
    assert await store.head(consistent=True) == PublishedHead(FIRST, HEALTH, None)


async def test_head_is_below_one_kilobyte(table: SharedTable) -> None:
    """The largest head that this version writes: one write unit, half a read unit."""
    store = DynamoDbPublishedPolicyStore(table)
    writer = "monitor-00000000-0000-4000-8000-000000000000"
    await store.take_lease(WriterTerm(writer, NOW), ended_before=NOW)
    await store.advance_policy(
        PolicyVersion(10**17, NOW, "a" * 64, "f" * 64, NOW), abandoned_before=NOW, future_after=SOON
    )
    await store.advance_health(HealthVersion(10**17, NOW, "b" * 64), writer=writer, now=NOW - 1)
    item = await table.get(HEAD)
    assert item is not None
    assert len(item) == 11
    assert sum(len(name) + len(str(value)) for name, value in item.items()) < MAX_HEAD_BYTES / 2


async def test_body_expires_by_the_tables_ttl(table: SharedTable) -> None:
    await DynamoDbPublishedPolicyStore(table).put_body("health", "a" * 64, b"body", kept_until=NOW + 0.9)
    item = await table.get(f"health/body/{'a' * 64}")
    assert item is not None
    assert item["expires_at"] == int(NOW)


async def test_parts_of_a_head_that_nobody_can_read_are_none(table: SharedTable) -> None:
    await table.put({"item": HEAD, "policy_sequence": "1", "health_hash": 7, "writer": "one"})
    assert await DynamoDbPublishedPolicyStore(table).head() == PublishedHead()
    await table.put({"item": "policy/body/x", "body": "text"})
    assert await DynamoDbPublishedPolicyStore(table).body("policy", "x") is None


async def test_publication_that_was_sent_twice_has_succeeded(table: SharedTable) -> None:
    store = DynamoDbPublishedPolicyStore(table)
    assert await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)
    assert await store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON)


async def test_lost_table_is_reported_by_every_call(aws_url: str) -> None:
    transport = PatientAwsTransport()
    store = DynamoDbPublishedPolicyStore(open_shared_table("none", aws_url, "us-east-1", transport))
    for call in (
        store.head,
        lambda: store.body("policy", "a"),
        lambda: store.put_body("policy", "a", b"", kept_until=NOW),
        lambda: store.advance_policy(FIRST, abandoned_before=LONG_AGO, future_after=SOON),
        lambda: store.advance_health(HEALTH, writer="one", now=NOW),
        lambda: store.take_lease(WriterTerm("one", NOW), ended_before=NOW),
        lambda: store.end_lease("one"),
    ):
        with pytest.raises(PublicationUnavailable, match="ResourceNotFoundException"):
            await call()
    await transport.close()


async def test_memory_forgets_a_body_after_its_time_and_refuses_to_run_in_lambda() -> None:
    now = NOW
    store = MemoryPublishedPolicyStore(wall=lambda: now, environ={})
    await store.put_body("policy", "a", b"body", kept_until=NOW + 1)
    now += 1
    assert await store.body("policy", "a") is None
    with pytest.raises(RuntimeError, match="Lambda"):
        MemoryPublishedPolicyStore(environ={"AWS_LAMBDA_FUNCTION_NAME": "gateway"})
