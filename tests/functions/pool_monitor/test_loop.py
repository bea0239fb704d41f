"""Invocations in virtual time: who writes, how they hand over, and what one failing part stops: nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from functions.pool_monitor.loop import HAND_OVER_SECONDS, LAST_SECONDS
from portal.policy.published.head import HealthVersion, PolicyVersion, WriterTerm
from tests.functions.pool_monitor.test_work import URLS, ids_of, pool_map
from tests.support.monitor.routers import ScriptedRouters
from tests.support.monitor.world import MonitorWorld, ObservedPolicyStore, elapsed, wall
from tests.support.pools.virtual_time import run_in_virtual_time


def world() -> tuple[MonitorWorld, ObservedPolicyStore]:
    monitored = MonitorWorld(pool_map(sessions=2, limit=None), ScriptedRouters(*URLS))
    return monitored, monitored.policies


def in_virtual_time(scenario: Callable[[MonitorWorld, ObservedPolicyStore], Awaitable[None]]) -> None:
    async def run() -> None:
        await scenario(*world())

    run_in_virtual_time(run())


async def start_every(
    seconds: float, count: int, monitored: MonitorWorld
) -> list[asyncio.Task[dict[str, int]]]:
    started = []
    for _ in range(count):
        started.append(asyncio.create_task(monitored.invocation().run()))
        await asyncio.sleep(seconds)
    return started


def test_each_invocation_takes_over_from_the_last_and_no_time_is_left_out() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        await start_every(60, 3, monitored)
        assert len(store.writers) == 3, "each publishes in one piece"
        assert store.longest_pause(5, 175) <= 6
        assert monitored.documents.reads >= 150
        head = await store.head()
        assert head.policy is not None
        assert wall() - head.policy.read_at <= 2.5

    in_virtual_time(scenario)


def test_two_at_a_time_never_both_write() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        first = asyncio.create_task(monitored.invocation().run())
        second = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(50)
        assert len(store.writers) == 1
        assert {at for _, at in store.published} == set(store.writers)
        first.cancel()
        second.cancel()
        await asyncio.wait([first, second])

    in_virtual_time(scenario)


def test_late_schedule_leaves_no_gap_up_to_a_bound() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        await start_every(80, 2, monitored)
        assert len(store.writers) == 2
        assert store.longest_pause(5, 155) <= 6

    in_virtual_time(scenario)


def test_invocation_without_successor_ends() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        counts = await monitored.invocation().run()
        assert HAND_OVER_SECONDS <= elapsed() <= LAST_SECONDS + 3
        assert counts["routers_up"] == 3
        assert (await store.head()).term is None, "the lease is free at once"

    in_virtual_time(scenario)


def test_frozen_writer_that_thaws_has_lost_and_writes_nothing_more() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        first = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(20)
        (frozen,) = store.writers
        state_of_first = monitored.state.writer
        second = asyncio.create_task(monitored.invocation().run())
        # Whatever the frozen one sends arrives after its thaw, 12 seconds later.
        store.hanging[frozen] = elapsed() + 12
        loop = asyncio.get_running_loop()
        for at in range(1, 12):
            loop.call_later(at, store.hanging.__setitem__, frozen, elapsed() + 12)
        await asyncio.sleep(25)
        assert store.writers[0] == frozen
        assert len(store.writers) == 2
        assert monitored.state.writer not in (None, state_of_first)
        assert first.done()
        second.cancel()
        await asyncio.wait([second])

    in_virtual_time(scenario)


def test_next_invocation_knows_what_the_last_one_knew() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        monitored.routers[URLS[0]].mode = "rejecting"
        first = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(30)
        first.cancel()
        await asyncio.wait([first])
        down = {each: (await monitored.target(each)).since for each in ids_of(monitored.pools, URLS[0])}
        second = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(0.3)
        for target_id, since in down.items():
            own = await monitored.target(target_id)
            assert (own.state, own.since, own.share) == ("down", since, 0.0)
        second.cancel()
        await asyncio.wait([second])

    in_virtual_time(scenario)


def test_unreadable_state_starts_from_unknown() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        monitored.state.state = b"\x1f\x8bnot gzip"
        invocation = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(0.2)
        health = await monitored.published()
        assert health is not None
        assert {(each.state, each.share) for each in health.targets.values()} == {("unknown", 1.0)}
        invocation.cancel()
        await asyncio.wait([invocation])

    in_virtual_time(scenario)


def test_database_that_hangs_or_fails_stops_neither_probes_nor_health() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        monitored.records.hangs = True
        invocation = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(10)
        monitored.records.hangs, monitored.records.down, monitored.documents.down = False, True, True
        monitored.routers[URLS[0]].mode = "rejecting"
        await asyncio.sleep(20)
        assert {(await monitored.target(each)).state for each in ids_of(monitored.pools, URLS[0])} == {"down"}
        assert store.longest_pause(2, 30) <= 6
        assert not monitored.records.synced
        monitored.records.down = monitored.documents.down = False
        await asyncio.sleep(8)
        assert len(monitored.records.synced) == 1
        assert [target.id for target in monitored.records.synced[0]] == [
            target.id for target in monitored.pools.pools["m"].targets
        ]
        invocation.cancel()
        await asyncio.wait([invocation])

    in_virtual_time(scenario)


def test_table_that_is_down_stops_no_probe_and_publishes_again_after_it() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        store.is_down = True
        invocation = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(10)
        assert not store.published
        assert monitored.routers.calls
        store.is_down = False
        await asyncio.sleep(3)
        assert store.published
        assert {each.state for each in (await monitored.published()).targets.values()} == {"up"}  # type: ignore[union-attr]
        store.is_down = True
        await asyncio.sleep(10)
        store.is_down = False
        await asyncio.sleep(3)
        assert elapsed() - store.published[-1][0] <= 5
        assert len(store.writers) == 1
        invocation.cancel()
        await asyncio.wait([invocation])

    in_virtual_time(scenario)


def test_head_of_a_clock_that_was_an_hour_ahead_stops_nobody() -> None:
    """Its writer died, with a lease for another hour, and health and policy of the future."""

    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        ahead = wall() + 3600
        await store.take_lease(WriterTerm("fast", ahead + 4), ended_before=ahead)
        await store.advance_health(HealthVersion(1, ahead, "a" * 64), writer="fast", now=ahead)
        await store.advance_policy(
            PolicyVersion(10**17, ahead, "a" * 64, "a" * 64, ahead + 600),
            abandoned_before=ahead,
            future_after=ahead,
        )
        store.published.clear()
        invocation = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(5)
        assert store.published
        health, policy = await monitored.published(), (await store.head()).policy
        assert health is not None
        assert {each.state for each in health.targets.values()} == {"up"}
        assert policy is not None
        assert wall() - 2 <= policy.read_at <= wall()
        invocation.cancel()
        await asyncio.wait([invocation])

    in_virtual_time(scenario)


def test_without_a_table_it_probes_and_ends_with_its_minute() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        monitored.routers[URLS[1]].mode = "refused"
        counts = await monitored.invocation(table=False).run()
        assert elapsed() <= HAND_OVER_SECONDS + 3
        assert (counts["routers_up"], counts["routers_down"]) == (2, 1)
        assert not store.published
        assert monitored.records.synced

    in_virtual_time(scenario)


def test_history_has_every_minute_once_and_whole() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        await start_every(60, 4, monitored)
        whole = [
            minute
            for minute in monitored.records.minutes
            if minute.target is None and 60 <= minute.minute.timestamp() - (wall() - elapsed()) < 180
        ]
        assert len(whole) == 2
        for minute in whole:
            assert minute.up_seconds + minute.degraded_seconds + minute.down_seconds >= 57

    in_virtual_time(scenario)


def test_drained_and_disabled_targets_get_no_canary_and_count_for_nothing() -> None:
    async def scenario(monitored: MonitorWorld, store: ObservedPolicyStore) -> None:
        drained = ids_of(monitored.pools, URLS[0])
        monitored.documents.pools = [
            {
                "name": "m",
                "state": "active",
                "targets": [{"id": each, "state": "draining"} for each in drained],
            }
        ]
        invocation = asyncio.create_task(monitored.invocation().run())
        await asyncio.sleep(5)
        before = len([1 for _, target, _ in monitored.routers.calls if target.id in drained])
        monitored.routers[URLS[0]].mode = "rejecting"
        await asyncio.sleep(30)
        health = await monitored.published()
        assert health is not None
        assert health.pools["m"].state == "operational"
        after = [1 for _, target, _ in monitored.routers.calls if target.id in drained]
        assert len(after) == before <= 2
        invocation.cancel()
        await asyncio.wait([invocation])

    in_virtual_time(scenario)
