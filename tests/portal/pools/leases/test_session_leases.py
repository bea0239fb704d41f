"""Leasing for requests: one process over the store, its waiting, its outages and its end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.errors import PoolSaturated
from portal.policy import PolicySnapshot, PoolPolicy, TargetPolicy
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.leases import LEASE_SECONDS, GroupState, LeaseStoreBusy, LeaseStoreUnavailable
from portal.pools.leases.memory import MemoryLeaseStore
from portal.pools.leases.outage import COOLDOWN_SECONDS
from portal.pools.leases.session_leases import SessionLeases
from portal.pools.leases.shared_sessions import AGAIN_SECONDS, MAX_GROUP_PLACES, STORE_SECONDS
from tests.support.pools.lease_fleet import pool_of
from tests.support.pools.virtual_time import run_in_virtual_time, virtual_clock

ONE = pool_of(1, 1)
TWO = pool_of(2, 1)
CALL_SECONDS = 0.004


class Store(MemoryLeaseStore):
    """Calls take 4 ms; ``fault`` happens in each of them, in ``lost_answers`` after it took effect."""

    def __init__(self) -> None:
        super().__init__(before=self._before_call, after=self._after_call)
        self.fault: Callable[[], Awaitable[None]] | None = None
        self.loses_answers = False

    @property
    def total(self) -> int:
        return sum(self.calls.values())

    async def _before_call(self, _: str) -> None:
        await asyncio.sleep(CALL_SECONDS)
        if self.fault is not None and not self.loses_answers:
            await self.fault()

    async def _after_call(self, _: str) -> None:
        if self.fault is not None and self.loses_answers:
            await self.fault()


class LateStore(Store):
    """Calls to acquire take effect ``late_seconds`` after they were sent, whether or not anybody waits."""

    def __init__(self, late_seconds: float) -> None:
        super().__init__()
        self._late_seconds = late_seconds

    async def acquire(
        self, group: str, lease: str, *, position: int, allowed: Collection[str], ends_at: int
    ) -> GroupState:
        async def late() -> GroupState:
            await asyncio.sleep(self._late_seconds)
            return await super(LateStore, self).acquire(
                group, lease, position=position, allowed=allowed, ends_at=ends_at
            )

        return await asyncio.shield(asyncio.create_task(late()))


async def refuses() -> None:
    raise LeaseStoreUnavailable("down")


async def throttles() -> None:
    raise LeaseStoreBusy("too many")


async def hangs() -> None:
    await asyncio.sleep(60)


def process(
    pools: PoolMap, store: MemoryLeaseStore | None, outages: list[str] | None = None
) -> SessionLeases:
    clock = virtual_clock()
    reasons: list[str] = [] if outages is None else outages
    return SessionLeases(
        pools,
        store,
        wait_seconds=0.0,
        on_outage=reasons.append,
        elapsed=clock.time,
        wall=clock.wall,
        rng=random.Random(1),
    )


def targets_of(pools: PoolMap) -> tuple[Target, ...]:
    return pools.pools["m"].targets


def run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    run_in_virtual_time(scenario())


def test_one_call_acquires_and_one_releases() -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(TWO, store)
        for _ in range(5):
            async with leases.lease(targets_of(TWO)) as target:
                assert store.groups["m"].in_flight(0) == {str(target.session_id): 1}
            await leases.settle()
        assert store.calls == {"acquire": 6, "create": 1, "release": 5}
        assert sorted(store.groups["m"].free) == ["0", "1"]

    run(scenario)


def test_pool_without_limits_calls_nobody() -> None:
    async def scenario() -> None:
        store, pools = Store(), PoolMap(TWO.pools, "m")
        leases = process(pools, store)
        async with leases.lease(targets_of(pools)) as target, leases.lease(targets_of(pools)):
            assert target == targets_of(pools)[0]
            assert leases.hold_early(targets_of(pools)) is None
            assert leases.load(target) == 0
        assert store.total == 0
        assert not leases.is_settling

    run(scenario)


def test_target_without_a_limit_needs_no_lease_and_takes_what_the_others_cannot() -> None:
    async def scenario() -> None:
        limited, free = Target("http://a", 1, alias="m"), Target("http://b", 2, alias="m")
        pools = PoolMap({"m": Pool("m", (limited, free))}, "m", SessionLimits(by_session={1: 1}))
        store = Store()
        leases = process(pools, store)
        async with leases.lease([free, limited]) as target:
            assert (target, store.total) == (free, 0)
        async with leases.lease([limited, free]) as first, leases.lease([limited, free]) as second:
            assert (first, second) == (limited, free)

    run(scenario)


def test_only_the_candidates_are_leased_in_their_order() -> None:
    async def scenario() -> None:
        pools = pool_of(3, 2)
        drained, *others = targets_of(pools)
        leases = process(pools, Store())
        for _ in range(3):
            async with leases.lease(others[3:]) as target:
                assert target in others[3:]
            await leases.settle()
            async with leases.lease(others, as_good=1) as target:
                assert target == others[0]
                async with leases.lease(others, as_good=1) as second:
                    assert second in others[1:]
            await leases.settle()
        assert drained not in others

    run(scenario)


def test_running_request_renews_and_ends_after_itself() -> None:
    async def scenario() -> None:
        store = Store()
        mine, other = process(ONE, store), process(ONE, store)
        async with mine.lease(targets_of(ONE)):
            for _ in range(12):
                await asyncio.sleep(LEASE_SECONDS / 4)
                with pytest.raises(PoolSaturated):
                    async with other.lease(targets_of(ONE)):
                        pytest.fail("two requests on one session")
        await mine.settle()
        renewals = store.calls["renew"]
        assert renewals in {8, 9}
        async with other.lease(targets_of(ONE)):
            pass
        await other.settle()
        await asyncio.sleep(60)
        assert store.calls["renew"] == renewals

    run(scenario)


def test_session_of_a_dead_environment_is_free_after_its_lease() -> None:
    async def scenario() -> None:
        store = Store()
        await store.create("m", {"0": 1}, 0)
        clock = virtual_clock()
        ends_at = int((clock.wall() + LEASE_SECONDS) * 1000)
        await store.acquire("m", "dead", position=0, allowed=["0"], ends_at=ends_at)
        started_at = clock.time()
        leases = process(ONE, store)
        async with leases.lease(targets_of(ONE), wait_seconds=60):
            assert LEASE_SECONDS - 0.1 < clock.time() - started_at < LEASE_SECONDS + 0.3
        await leases.settle()
        assert store.groups["m"].free == ("0",)

    run(scenario)


def test_lost_lease_cuts_nothing_and_frees_nobody_elses_session() -> None:
    async def scenario() -> None:
        store = Store()
        mine, other = process(ONE, store), process(ONE, store)
        async with mine.lease(targets_of(ONE)) as target:
            (lease,) = store.groups["m"].lease_session
            await store.release("m", lease, session="0")
            async with other.lease(targets_of(ONE)):
                await asyncio.sleep(25)
                assert target == targets_of(ONE)[0]
                mine_released = store.calls["release"]
        await mine.settle()
        await other.settle()
        assert store.groups["m"].free == ("0",)
        assert store.calls["release"] == mine_released + 1

    run(scenario)


@pytest.mark.parametrize("fault", [refuses, hangs])
@pytest.mark.parametrize("loses_answers", [False, True])
def test_store_that_is_down_costs_little_and_each_process_limits(
    fault: Callable[[], Awaitable[None]], *, loses_answers: bool
) -> None:
    async def scenario() -> None:
        store, outages, clock = Store(), list[str](), virtual_clock()
        leases = process(ONE, store, outages)
        await store.create("m", {"0": 1}, 0)
        store.fault, store.loses_answers = fault, loses_answers
        async with leases.lease(targets_of(ONE)):
            assert clock.time() <= STORE_SECONDS + 2 * CALL_SECONDS
            assert len(outages) == 1
            store.fault = None
            before = clock.time()
            with pytest.raises(PoolSaturated) as caught:
                async with leases.lease(targets_of(ONE)):
                    pytest.fail("above the limit of this process")
            assert caught.value.retry_after == 1
            assert clock.time() == before
            await asyncio.sleep(0.1)
            assert store.groups["m"].free == ("0",), "what a lost call got is given back"
        await asyncio.sleep(COOLDOWN_SECONDS)
        async with leases.lease(targets_of(ONE)):
            assert list(store.groups["m"].free) == []
        assert len(outages) == 1

    run(scenario)


@pytest.mark.parametrize("fault", [refuses, hangs, throttles])
@pytest.mark.parametrize("outage_seconds", [1.0, 12.0])
def test_session_that_could_not_be_released_is_free_soon_after_the_outage(
    fault: Callable[[], Awaitable[None]], outage_seconds: float
) -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(TWO, store)
        async with leases.lease(targets_of(TWO)), leases.lease(targets_of(TWO)):
            store.fault = fault
        await leases.settle()
        assert not leases.is_settling, "an environment may be frozen until the store is back"
        await asyncio.sleep(outage_seconds)
        store.fault = None
        assert list(store.groups["m"].free) == []
        await asyncio.sleep(AGAIN_SECONDS + STORE_SECONDS)
        assert sorted(store.groups["m"].free) == ["0", "1"]
        calls = store.total
        await asyncio.sleep(LEASE_SECONDS)
        assert store.total == calls

    run(scenario)


@pytest.mark.parametrize("late_seconds", [0.31, 0.5, 1.5])
def test_session_that_a_call_gets_after_nobody_waits_for_it_is_given_back(late_seconds: float) -> None:
    async def scenario() -> None:
        store = LateStore(late_seconds)
        leases = process(ONE, store)
        await store.create("m", {"0": 1}, 0)
        async with leases.lease(targets_of(ONE)):
            assert store.groups["m"].free == ("0",), "the process has limited the session by itself"
            await asyncio.sleep(late_seconds)
        assert store.calls["acquire"] == 1
        await asyncio.sleep(AGAIN_SECONDS + STORE_SECONDS)
        assert store.groups["m"].free == ("0",)

    run(scenario)


def test_requests_without_a_lease_still_count_when_the_store_is_back() -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(ONE, store)
        store.fault = refuses
        async with leases.lease(targets_of(ONE)):
            store.fault = None
            await asyncio.sleep(COOLDOWN_SECONDS + 1)
            with pytest.raises(PoolSaturated):
                async with leases.lease(targets_of(ONE)):
                    pytest.fail("above the limit")
        async with leases.lease(targets_of(ONE)):
            pass

    run(scenario)


def test_throttled_store_saturates_rather_than_exceed_a_limit() -> None:
    async def scenario() -> None:
        store, outages = Store(), list[str]()
        leases = process(ONE, store, outages)
        store.fault = throttles
        with pytest.raises(PoolSaturated):
            async with leases.lease(targets_of(ONE), wait_seconds=1):
                pytest.fail("not leased")
        assert outages == []

    run(scenario)


def test_requests_of_one_process_wait_in_order_of_arrival() -> None:
    async def scenario() -> None:
        leases = process(ONE, Store())
        order: list[int] = []

        async def request(number: int) -> None:
            async with leases.lease(targets_of(ONE), wait_seconds=30):
                order.append(number)
                await asyncio.sleep(1)

        async with asyncio.TaskGroup() as group:
            for number in range(8):
                group.create_task(request(number))
                await asyncio.sleep(0.01)
        assert order == list(range(8))

    run(scenario)


@pytest.mark.parametrize("has_store", [True, False])
def test_wait_is_bounded_and_leaks_nothing(*, has_store: bool) -> None:
    async def scenario() -> None:
        clock = virtual_clock()
        leases = process(ONE, Store() if has_store else None)
        async with leases.lease(targets_of(ONE)):
            before = clock.time()
            with pytest.raises(PoolSaturated):
                async with leases.lease(targets_of(ONE), wait_seconds=2):
                    pytest.fail("two requests at once")
            assert 2 <= clock.time() - before < 2.1
            waiting = asyncio.create_task(leases.lease(targets_of(ONE), wait_seconds=9).__aenter__())
            await asyncio.sleep(1)
            waiting.cancel()
            await asyncio.wait([waiting])
        await leases.settle()
        async with leases.lease(targets_of(ONE)):
            pass

    run(scenario)


def test_longest_waiting_process_usually_gets_the_session() -> None:
    async def scenario(round_: int) -> bool:
        store = Store()
        holder, early, late = process(ONE, store), process(ONE, store), process(ONE, store)
        order: list[str] = []

        async def wait(name: str, leases: SessionLeases) -> None:
            async with leases.lease(targets_of(ONE), wait_seconds=4):
                order.append(name)

        async with asyncio.TaskGroup() as group:
            async with holder.lease(targets_of(ONE)):
                group.create_task(wait("early", early))
                await asyncio.sleep(3)
                group.create_task(wait("late", late))
                await asyncio.sleep(0.005 * round_)
            await holder.settle()
        return order[0] == "early"

    wins = 0
    for round_ in range(100):
        wins += run_in_virtual_time(scenario(round_))
    assert wins > 60


def test_retry_after_is_that_of_the_lease_that_ends_first_within_bounds() -> None:
    async def scenario() -> None:
        store, clock = Store(), virtual_clock()
        leases = process(TWO, store)
        await store.create("m", {"0": 1, "1": 1}, 0)
        for lease, seconds in (("a", 2.5), ("b", 29.0)):
            ends_at = int((clock.wall() + seconds) * 1000)
            await store.acquire("m", lease, position=0, allowed=["0", "1"], ends_at=ends_at)
        for candidates, expected in ((targets_of(TWO), 3.0), (targets_of(TWO)[1:], 5.0)):
            with pytest.raises(PoolSaturated) as caught:
                async with leases.lease(candidates):
                    pytest.fail("none is free")
            assert caught.value.retry_after == expected

    run(scenario)


def test_early_hold_is_used_by_the_lease_without_another_call() -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(TWO, store)
        early = leases.hold_early(targets_of(TWO))
        assert early is not None
        assert leases.is_settling
        async with leases.lease(targets_of(TWO), held=early):
            assert store.calls == {"acquire": 2, "create": 1}
        early.release()
        await leases.settle()
        assert store.calls["release"] == 1

    run(scenario)


@pytest.mark.parametrize("seconds", [0.0, 0.002, 1.0])
def test_early_hold_of_a_refused_request_is_released(seconds: float) -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(ONE, store)
        early = leases.hold_early(targets_of(ONE))
        assert early is not None
        await asyncio.sleep(seconds)
        early.release()
        early.release()
        await leases.settle()
        assert store.groups["m"].free == ("0",)
        assert not leases.is_settling

    run(scenario)


def test_early_hold_of_a_session_that_may_not_be_used_is_exchanged() -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(TWO, store)
        first, second = targets_of(TWO)
        early = leases.hold_early([first])
        async with leases.lease([second], held=early) as target:
            assert target == second
            await leases.settle()
            assert store.groups["m"].free == ("0",)

    run(scenario)


def test_client_that_leaves_while_a_call_runs_leaves_no_lease() -> None:
    async def scenario() -> None:
        store = Store()
        leases = process(ONE, store)
        await store.create("m", {"0": 1}, 0)
        for moment in (0.0, 0.001, CALL_SECONDS, 2 * CALL_SECONDS):
            entering = asyncio.create_task(leases.lease(targets_of(ONE)).__aenter__())
            await asyncio.sleep(moment)
            if entering.cancel():
                await asyncio.wait([entering])
                await leases.settle()
                assert store.groups["m"].free == ("0",)

    run(scenario)


def test_changed_limits_of_operators_bind_all_processes() -> None:
    async def scenario() -> None:
        pools = pool_of(1, 1, limit=2)
        (target,) = targets_of(pools)
        store = Store()
        one, other = process(pools, store), process(pools, store)

        def snapshot(limit: int, second: int) -> PolicySnapshot:
            targets = {target.id: TargetPolicy(session_limit=limit)}
            return PolicySnapshot(
                pools={"m": PoolPolicy("m", targets=targets)},
                made_at=datetime.fromtimestamp(second, UTC),
            )

        async with one.lease([target]):
            one.update(snapshot(1, 10))
            with pytest.raises(PoolSaturated):
                async with one.lease([target]):
                    pytest.fail("above the lowered limit")
            with pytest.raises(PoolSaturated):
                async with other.lease([target]):
                    pytest.fail("the limit is the group's")
        await one.settle()
        one.update(snapshot(3, 20))
        async with one.lease([target]), one.lease([target]), one.lease([target]):
            assert one.load(target) == 1
            assert store.groups["m"].in_flight(0) == {"0": 3}

    run(scenario)


def test_group_that_is_too_large_for_an_item_is_limited_by_each_process() -> None:
    async def scenario() -> None:
        pools = pool_of(1, 1, limit=MAX_GROUP_PLACES + 1)
        store = Store()
        async with process(pools, store).lease(targets_of(pools)):
            assert store.total == 0

    run(scenario)


def test_process_without_a_store_knows_when_all_its_sessions_are_taken() -> None:
    async def scenario() -> None:
        alone, shared = process(TWO, None), process(TWO, Store())
        targets = targets_of(TWO)
        assert not alone.are_full(targets)
        async with alone.lease(targets), alone.lease(targets), shared.lease(targets), shared.lease(targets):
            assert alone.are_full(targets)
            assert not shared.are_full(targets)
            assert [shared.load(target) for target in targets] == [1, 1]

    run(scenario)


def test_twin_in_memory_refuses_to_start_in_lambda() -> None:
    with pytest.raises(RuntimeError, match="do not bind other environments"):
        MemoryLeaseStore(environ={"AWS_LAMBDA_FUNCTION_NAME": "gateway"})
