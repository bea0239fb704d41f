"""The writer's lease: never two writers, and a dead one is replaced in seconds."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from portal.policy.published import PublicationUnavailable
from portal.policy.published.head import HealthVersion, PublishedHead
from portal.policy.published.publisher import PolicyPublisher
from portal.policy.published.writer import LEASE_SECONDS, WriterLease
from portal.pool_health import CLOCK_DIFFERENCE_SECONDS, PublishedHealth
from tests.support.policy.published import PublishedPolicies, WallTime

Result = TypeVar("Result")

SKEW = CLOCK_DIFFERENCE_SECONDS / 2


def lease(policies: PublishedPolicies, writer: str, ahead: float = 0.0) -> WriterLease:
    clock = policies.time.ahead(ahead)
    return WriterLease(policies.store, writer=writer, wall=clock, clock=clock)


async def test_lease_is_renewed_by_its_holder_and_refused_to_others() -> None:
    policies = PublishedPolicies()
    one, two = lease(policies, "one"), lease(policies, "two")
    assert not one.is_held
    for _ in range(10):
        assert await one.acquire()
        assert not await two.acquire()
        assert (one.is_held, two.is_held) == (True, False)
        policies.time.now += 1


async def test_dead_holder_is_replaced_in_seconds() -> None:
    policies = PublishedPolicies()
    one, two = lease(policies, "one", SKEW), lease(policies, "two", -SKEW)
    await one.acquire()
    seconds = 0.0
    while not await two.acquire():
        policies.time.now += 0.25
        seconds += 0.25
    assert LEASE_SECONDS <= seconds <= LEASE_SECONDS + 2 * CLOCK_DIFFERENCE_SECONDS + 0.25
    assert not one.is_held


async def test_lease_of_a_clock_that_is_far_ahead_is_taken_over() -> None:
    """Its holder dies, and its lease would end in an hour."""
    policies = PublishedPolicies()
    await lease(policies, "fast", 3600).acquire()
    one = lease(policies, "one")
    assert await one.acquire()
    assert not await lease(policies, "two").acquire()


async def test_lease_is_handed_over_at_once() -> None:
    policies = PublishedPolicies()
    one, two = lease(policies, "one"), lease(policies, "two")
    await one.acquire()
    await one.release()
    assert not one.is_held
    assert await two.acquire()
    await one.release()
    assert not await lease(policies, "three").acquire(), "who lost it cannot release it"


async def test_lease_ends_by_itself_while_the_store_is_lost() -> None:
    policies = PublishedPolicies()
    one = lease(policies, "one")
    await one.acquire()
    policies.store.is_lost = True
    with pytest.raises(PublicationUnavailable):
        await one.acquire()
    policies.time.now += LEASE_SECONDS - 0.1
    assert one.is_held
    policies.time.now += 0.1
    assert not one.is_held
    with pytest.raises(PublicationUnavailable):
        await one.release()


def test_every_writer_has_a_name_of_its_own() -> None:
    policies = PublishedPolicies()
    assert WriterLease(policies.store).writer != WriterLease(policies.store).writer


@dataclass
class Monitor:
    lease: WriterLease
    publisher: PolicyPublisher
    clock: WallTime
    paused_write: HealthVersion | None = None
    paused_at: float = 0.0
    written: list[int] = field(default_factory=list)


class WriterMachine(RuleBasedStateMachine):
    """Monitors with clocks up to a second apart, paused at any moment, also between a check and its write.

    The steps of hypothesis run one after the other, as the store's conditional writes do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.policies = PublishedPolicies()
        self.monitors: list[Monitor] = []

    @initialize(skews=st.lists(st.floats(-SKEW, SKEW), min_size=2, max_size=3))
    def start(self, skews: list[float]) -> None:
        for number, skew in enumerate(skews):
            clock = self.policies.time.ahead(skew)
            writer = WriterLease(self.policies.store, writer=f"{number}", wall=clock, clock=clock)
            publisher = PolicyPublisher(self.policies.database, self.policies.store, wall=clock)
            self.monitors.append(Monitor(writer, publisher, self.policies.time))

    def monitor(self, number: int) -> Monitor:
        return self.monitors[number % len(self.monitors)]

    def head(self) -> PublishedHead:
        return run(self.policies.store.store.head())

    @rule(seconds=st.floats(0, 3))
    def time_passes(self, seconds: float) -> None:
        self.policies.time.now += seconds

    @rule(number=st.integers(0, 2))
    def acquires(self, number: int) -> None:
        run(self.monitor(number).lease.acquire())

    @rule(number=st.integers(0, 2))
    def releases(self, number: int) -> None:
        run(self.monitor(number).lease.release())

    @rule(number=st.integers(0, 2))
    def publishes(self, number: int) -> None:
        monitor = self.monitor(number)
        term = self.head().term
        health = PublishedHealth(datetime.fromtimestamp(self.policies.time.now, UTC))
        if run(monitor.publisher.publish_health(health, monitor.lease.writer)):
            assert term is not None
            assert term.writer == monitor.lease.writer, "only the holder's write has an effect"

    @rule(number=st.integers(0, 2))
    def is_paused_before_its_write(self, number: int) -> None:
        monitor = self.monitor(number)
        monitor.paused_at = self.policies.time.now
        monitor.paused_write = HealthVersion(1, self.policies.time.now, f"paused-{number}")

    @rule(number=st.integers(0, 2))
    def writes_after_its_pause(self, number: int) -> None:
        monitor = self.monitor(number)
        if monitor.paused_write is None:
            return
        term, writer = self.head().term, monitor.lease.writer
        has_written = run(
            self.policies.store.advance_health(monitor.paused_write, writer=writer, now=monitor.paused_at)
        )
        if has_written:
            assert term is not None
            assert term.writer == writer
        monitor.paused_write = None

    @invariant()
    def at_most_one_believes_to_hold_it(self) -> None:
        assert sum(monitor.lease.is_held for monitor in self.monitors) <= 1

    @invariant()
    def who_holds_it_is_in_the_head(self) -> None:
        for monitor in self.monitors:
            if monitor.lease.is_held:
                term = self.head().term
                assert term is not None
                assert term.writer == monitor.lease.writer


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end what waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        value: Result = stop.value
        return value
    raise AssertionError("it waits for something")


def test_two_never_write_at_the_same_time() -> None:
    run_state_machine_as_test(WriterMachine, settings=settings(max_examples=150, stateful_step_count=40))
