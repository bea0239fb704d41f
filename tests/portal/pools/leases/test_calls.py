"""Which call comes next, and that no order of calls loses a token or exceeds a limit."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.pools.leases import GroupState, LeaseConflict
from portal.pools.leases.acquiring import GroupLeases
from portal.pools.leases.calls import (
    Acquire,
    DiscardExpired,
    TakeOver,
    first_call,
    limit_change,
    next_call,
)
from portal.pools.leases.groups import GroupLimits
from portal.pools.leases.memory import MemoryLeaseStore
from tests.support.pools.virtual_time import run_in_virtual_time, virtual_clock

NOW = 1_000


def test_process_without_memory_takes_the_head_of_the_list() -> None:
    assert first_call((), [["2", "1"], ["3"]], is_recent=True) == Acquire(0, frozenset("12"))


def test_process_skips_the_sessions_that_nobody_wants() -> None:
    remembered = ["9", "9", "1", "2"]
    assert first_call(remembered, [["2", "1"]], is_recent=False) == Acquire(2, frozenset("12"))
    assert first_call(remembered, [["2", "1"]], is_recent=True) == Acquire(3, frozenset("12"))
    assert first_call(remembered, [["3"], ["9"]], is_recent=True) == Acquire(0, frozenset("9"))


def test_informed_call_prefers_rank_then_order_then_free_sessions() -> None:
    state = GroupState(
        free=("3", "2", "1"),
        lease_session={"dead": "4", "alive": "5"},
        lease_end={"dead": NOW - 1, "alive": NOW},
    )
    assert next_call(state, [["1", "2"], ["3"]], NOW) == Acquire(2, frozenset("12"))
    assert next_call(state, [["4"], ["3"]], NOW) == TakeOver("dead", "4")
    assert next_call(state, [["5"], ["3"]], NOW) == Acquire(0, frozenset("3"))
    assert next_call(state, [["5"]], NOW) is None


def test_dead_lease_of_a_lowered_session_is_dropped_first() -> None:
    state = GroupState(lease_session={"dead": "1"}, lease_end={"dead": 0}, surplus={"1": 2})
    assert next_call(state, [["1"]], NOW) == DiscardExpired("dead", "1", 2)


def test_same_limits_need_no_change() -> None:
    assert limit_change(GroupState(free=("1",), limits={"1": 1}), {"1": 1}, 5) is None


LIMITS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("request"), st.integers(0, 3), st.integers(0, 60)),
        st.tuples(st.just("crash"), st.integers(0, 3), st.integers(0, 60)),
        st.tuples(st.just("limits"), LIMITS, st.integers(0, 20)),
    ),
    min_size=5,
    max_size=40,
)


class _CheckedStore(MemoryLeaseStore):
    """Checks the group after each call; calls take up to two seconds, so that many overlap."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(before=self._pause, after=self._check)
        self._rng = rng
        self.seconds = 2.0
        self._known: GroupState | None = None

    async def _pause(self, _: str) -> None:
        await asyncio.sleep(self._rng.uniform(0, self.seconds))

    async def _check(self, _: str) -> None:
        before, state = self._known, self.groups.get("g")
        self._known = state
        if state is not None:
            free, leased = Counter(state.free), Counter(state.lease_session.values())
            for session in {*free, *leased, *state.limits, *state.surplus}:
                surplus = state.surplus.get(session, 0)
                assert free[session] + leased[session] == state.limits.get(session, 0) + surplus
                assert not (surplus and free[session])
                had = 0 if before is None else list(before.lease_session.values()).count(session)
                assert leased[session] <= max(state.limits.get(session, 0), had)
            assert state.lease_session.keys() == state.lease_end.keys()
        await asyncio.sleep(self._rng.uniform(0, self.seconds))


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, limits=LIMITS, seed=st.integers(0, 2**32))
def test_no_interleaving_loses_a_token_or_exceeds_a_limit(
    steps: list[tuple[str, object, int]], limits: dict[str, int], seed: int
) -> None:
    async def scenario() -> None:
        rng, clock = random.Random(seed), virtual_clock()
        store = _CheckedStore(rng)
        current = GroupLimits("g", limits, 0)
        processes = [GroupLeases(store, current, clock.time, clock.wall) for _ in range(4)]

        async def request(process: GroupLeases, seconds: int, *, crashes: bool) -> None:
            lease = f"{rng.getrandbits(64):x}"
            tokens = list(process.limits.by_session)
            rng.shuffle(tokens)
            session = await process.acquire(lease, [tokens])
            for _ in range(seconds // 10):
                await asyncio.sleep(10)
                if session is not None and not crashes:
                    try:
                        await process.renew(lease)
                    except LeaseConflict:
                        session = None
            if session is not None and not crashes:
                await process.release(lease, session)

        async with asyncio.TaskGroup() as group:
            for number, (kind, what, seconds) in enumerate(steps, start=1):
                if kind == "limits":
                    assert isinstance(what, dict)
                    current = GroupLimits("g", what, number)
                    for process in rng.sample(processes, len(processes)):
                        process.limits = current
                        await asyncio.sleep(rng.uniform(0, 1))
                else:
                    assert isinstance(what, int)
                    group.create_task(request(processes[what], seconds, crashes=kind == "crash"))
                await asyncio.sleep(rng.uniform(0, seconds / 10))
        await asyncio.sleep(60)
        store.seconds = 0.0
        # By now every lease has ended: all places can be acquired, and no more.
        expected = Counter(current.by_session)
        found = Counter[str | None]()
        for number in range(sum(expected.values()) + 3):
            found[await processes[0].acquire(f"last {number}", [list(current.by_session)])] += 1
        assert (found.pop(None), found) == (3, expected)

    run_in_virtual_time(scenario())
