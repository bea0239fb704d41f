"""What every lease store promises, over the twin in memory and over DynamoDB (moto)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import pytest

from portal.pools.leases import GroupState, LeaseConflict, LeaseStore, LimitChange
from portal.pools.leases.calls import limit_change

EVERYTHING = ("1", "2", "rtr_a")
END = 1_000_000


async def refused(call: Awaitable[GroupState]) -> GroupState:
    """Return what a call found whose condition does not hold."""
    with pytest.raises(LeaseConflict) as caught:
        await call
    assert caught.value.state is not None
    return caught.value.state


async def test_new_group_has_each_session_as_often_as_its_limit(store: LeaseStore, group: str) -> None:
    assert await store.read(group) is None
    state = await store.create(group, {"1": 2, "rtr_a": 1}, 7)
    assert list(state.free) == ["1", "1", "rtr_a"]
    assert (state.limits, state.limits_as_of, state.surplus) == ({"1": 2, "rtr_a": 1}, 7, {})
    assert await store.read(group) == state
    assert await refused(store.create(group, {"9": 1}, 8)) == state


async def test_acquire_takes_what_stands_at_a_position(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 1, "2": 1, "rtr_a": 1}, 0)
    state = await store.acquire(group, "a", position=1, allowed=EVERYTHING, ends_at=END)
    assert list(state.free) == ["1", "rtr_a"]
    assert (state.lease_session, state.lease_end) == ({"a": "2"}, {"a": END})
    assert state.in_flight(END) == {"2": 1}
    assert state.in_flight(END + 1) == {}


@pytest.mark.parametrize(("position", "allowed"), [(0, ["2"]), (1, EVERYTHING), (99, EVERYTHING)])
async def test_acquire_refuses_other_sessions_and_tells_the_state(
    store: LeaseStore, group: str, position: int, allowed: list[str]
) -> None:
    state = await store.create(group, {"1": 1}, 0)
    assert await refused(store.acquire(group, "a", position=position, allowed=allowed, ends_at=END)) == state
    assert await store.read(group) == state


async def test_acquire_allows_more_sessions_than_one_operator_takes(store: LeaseStore, group: str) -> None:
    allowed = [str(number) for number in range(250)]
    await store.create(group, {"249": 1}, 0)
    state = await store.acquire(group, "a", position=0, allowed=allowed, ends_at=END)
    assert state.lease_session == {"a": "249"}


async def test_calls_of_a_missing_group_find_nothing(store: LeaseStore, group: str) -> None:
    for call in (
        store.acquire(group, "a", position=0, allowed=EVERYTHING, ends_at=END),
        store.take_over(group, "a", expired="b", session="1", now=1, ends_at=END),
        store.renew(group, "a", ends_at=END),
        store.release(group, "a", session="1"),
        store.discard(group, "a", session="1", surplus=1),
    ):
        with pytest.raises(LeaseConflict) as caught:
            await call
        assert caught.value.state is None


async def test_call_that_is_sent_twice_counts_once(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 2}, 0)
    first = await store.acquire(group, "a", position=0, allowed=EVERYTHING, ends_at=END)
    assert await refused(store.acquire(group, "a", position=0, allowed=EVERYTHING, ends_at=END)) == first
    released = await store.release(group, "a", session="1")
    assert await refused(store.release(group, "a", session="1")) == released
    assert list(released.free) == ["1", "1"]


async def test_release_appends_the_session_to_the_free_list(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 1, "2": 1}, 0)
    await store.acquire(group, "a", position=0, allowed=EVERYTHING, ends_at=END)
    state = await store.release(group, "a", session="1")
    assert list(state.free) == ["2", "1"]
    assert (state.lease_session, state.lease_end) == ({}, {})


async def test_lost_lease_is_neither_renewed_nor_released(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 1}, 0)
    await store.acquire(group, "dead", position=0, allowed=EVERYTHING, ends_at=END)
    taken = await store.take_over(group, "b", expired="dead", session="1", now=END + 1, ends_at=2 * END)
    assert (taken.lease_session, taken.lease_end) == ({"b": "1"}, {"b": 2 * END})
    assert await refused(store.renew(group, "dead", ends_at=3 * END)) == taken
    assert await refused(store.release(group, "dead", session="1")) == taken


async def test_only_an_ended_lease_is_taken_over(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 1, "2": 1}, 0)
    await store.acquire(group, "a", position=0, allowed=EVERYTHING, ends_at=END)
    await refused(store.take_over(group, "b", expired="a", session="1", now=END, ends_at=2 * END))
    await refused(store.take_over(group, "b", expired="a", session="2", now=END + 1, ends_at=2 * END))
    renewed = await store.renew(group, "a", ends_at=END + 5)
    assert renewed.lease_end == {"a": END + 5}
    await refused(store.take_over(group, "b", expired="a", session="1", now=END + 1, ends_at=2 * END))
    await store.take_over(group, "b", expired="a", session="1", now=END + 6, ends_at=2 * END)


async def test_lowered_limit_drops_leases_as_they_end(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 3, "2": 1}, 0)
    for lease in ("a", "b"):
        state = await store.acquire(group, lease, position=0, allowed=["1"], ends_at=END)
    change = limit_change(state, {"1": 1, "2": 1}, 5)
    assert change is not None
    state = await store.change_limits(group, change)
    assert list(state.free) == ["2"]
    assert (state.limits, state.surplus, state.limits_as_of) == ({"1": 1, "2": 1}, {"1": 1}, 5)
    assert await refused(store.release(group, "a", session="1")) == state
    state = await store.discard(group, "a", session="1", surplus=1)
    assert (list(state.free), state.surplus, state.lease_session) == (["2"], {}, {"b": "1"})
    assert list((await store.release(group, "b", session="1")).free) == ["2", "1"]


async def test_surplus_is_counted_down_and_dead_leases_are_dropped(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 2}, 0)
    for lease in ("a", "b"):
        state = await store.acquire(group, lease, position=0, allowed=["1"], ends_at=END)
    change = limit_change(state, {}, 5)
    assert change is not None
    state = await store.change_limits(group, change)
    assert state.surplus == {"1": 2}
    await refused(store.take_over(group, "c", expired="a", session="1", now=END + 1, ends_at=2 * END))
    await refused(store.discard(group, "a", session="1", surplus=1))
    await refused(store.discard(group, "a", session="1", surplus=2, ended_before=END))
    state = await store.discard(group, "a", session="1", surplus=2, ended_before=END + 1)
    assert state.surplus == {"1": 1}
    await refused(store.discard(group, "a", session="1", surplus=1))
    state = await store.discard(group, "b", session="1", surplus=1)
    assert state == GroupState(limits_as_of=5)


async def test_limits_are_not_changed_from_an_old_state(store: LeaseStore, group: str) -> None:
    old = await store.create(group, {"1": 1, "2": 1}, 0)
    raised, lowered = limit_change(old, {"1": 2, "2": 1}, 1), limit_change(old, {"2": 1}, 1)
    assert raised is not None
    assert lowered is not None
    state = await store.acquire(group, "a", position=0, allowed=["1"], ends_at=END)
    assert await refused(store.change_limits(group, lowered)) == state
    state = await store.change_limits(group, raised)
    assert list(state.free) == ["2", "1"]
    other = LimitChange(replace(state, limits_as_of=0), {"2": 1}, 0, {"1": 1})
    assert await refused(store.change_limits(group, other)) == state
    assert await refused(store.change_limits(group, raised)) == state


async def test_lease_that_ends_meanwhile_is_no_surplus(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 1}, 0)
    leased = await store.acquire(group, "a", position=0, allowed=["1"], ends_at=END)
    change = limit_change(leased, {}, 1)
    assert change is not None
    state = await store.release(group, "a", session="1")
    assert await refused(store.change_limits(group, change)) == state


async def test_concurrent_calls_lease_each_session_once(store: LeaseStore, group: str) -> None:
    await store.create(group, {"1": 2, "2": 2, "rtr_a": 1}, 0)
    results = await asyncio.gather(
        *(
            store.acquire(group, f"lease {number}", position=0, allowed=EVERYTHING, ends_at=END)
            for number in range(12)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(result, GroupState) for result in results) == 5
    state = await store.read(group)
    assert state is not None
    assert list(state.free) == []
    assert state.in_flight(END) == {"1": 2, "2": 2, "rtr_a": 1}
