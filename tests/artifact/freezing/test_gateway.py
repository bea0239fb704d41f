"""A gateway that was frozen: what its peers did to its connections meanwhile costs no customer anything."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.artifacts.deployment import RunningFunction
from tests.support.artifacts.requests import take_events
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.stack import PEERS, FreezableStack, Measured, chat

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

YOUNG_SECONDS = 3.0
"""Less than any peer's keep-alive."""

OLD_SECONDS = 45.0
"""More than any."""

MAX_ADDED_SECONDS = 0.3
TRIES = 5
"""A busy machine only adds time: the best of some tries is what the connection costs."""


async def test_living_connections_are_used_again(
    stack: FreezableStack, gateway: RunningFunction, key: str
) -> None:
    for _ in range(TRIES):
        before = stack.peers.accepted()
        await thawed(stack, gateway, key, YOUNG_SECONDS)
        opened = stack.peers.opened_since(before)
        if not opened:
            return
    pytest.fail(f"a new connection to {opened}")


async def test_connections_beyond_the_keep_alive_are_not_used(
    stack: FreezableStack, gateway: RunningFunction, key: str
) -> None:
    await chat(gateway, key)
    before = stack.peers.accepted()
    await thawed(stack, gateway, key, OLD_SECONDS)
    assert stack.peers.opened_since(before) == set(PEERS)


@pytest.mark.parametrize("frozen_seconds", [YOUNG_SECONDS, OLD_SECONDS], ids=["young", "old"])
@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("peer", PEERS)
async def test_broken_connection_costs_no_error_and_little_time(
    stack: FreezableStack, gateway: RunningFunction, key: str, peer: str, fault: Fault, frozen_seconds: float
) -> None:
    usual, broken = [], []
    for number in range(TRIES):
        stream = number % 2 == 1
        usual.append((await thawed(stack, gateway, key, frozen_seconds)).done_seconds)
        first = await thawed(stack, gateway, key, frozen_seconds, fault, peer, stream=stream)
        broken.append(first.done_seconds)
        if min(broken) - min(usual) <= MAX_ADDED_SECONDS:
            return
    pytest.fail(f"seconds with a broken connection {broken}, without {usual}")


async def test_all_connections_may_break_at_once(
    stack: FreezableStack, gateway: RunningFunction, key: str
) -> None:
    for fault in Fault:
        assert (await chat(gateway, key)).response.status_code == 200
        async with stack.frozen(gateway.environment.pid, YOUNG_SECONDS):
            for peer in PEERS:
                assert await stack.peers.named(peer).break_open(fault) > 0
        answer = await chat(gateway, key, stream=True)
        assert answer.response.status_code == 200
        assert answer.response.text.rstrip().endswith("data: [DONE]")


async def test_several_freezes_in_a_row(stack: FreezableStack, gateway: RunningFunction, key: str) -> None:
    """Connections break in one freeze and are found in a later one; nothing of usage is lost."""
    take_events(stack.deployed)
    for fault, seconds in (
        (Fault.SILENT, 1.0),
        (Fault.RESET, 2.5),
        (Fault.CLOSED, 8.0),
        (Fault.SILENT, 20.0),
    ):
        async with stack.frozen(gateway.environment.pid, 0.5):
            for peer in PEERS:
                await stack.peers.named(peer).break_open(fault)
        async with stack.frozen(gateway.environment.pid, seconds):
            pass
        assert (await chat(gateway, key)).response.status_code == 200
    events = {(event["request_id"], event["kind"]) for event in take_events(stack.deployed)}
    assert sorted(kind for _, kind in events) == ["admitted"] * 4 + ["settled"] * 4
    assert gateway.environment.records("usage.unsent") == []


async def test_process_that_is_stopped_while_both_clocks_go_on(
    stack: FreezableStack, gateway: RunningFunction, key: str
) -> None:
    assert (await chat(gateway, key)).response.status_code == 200
    async with stack.frozen(gateway.environment.pid, 0.0):
        for peer in PEERS:
            assert await stack.peers.named(peer).break_open(Fault.SILENT) > 0
        await asyncio.sleep(1.0)
    assert (await chat(gateway, key)).response.status_code == 200


async def thawed(
    stack: FreezableStack,
    gateway: RunningFunction,
    key: str,
    frozen_seconds: float,
    fault: Fault | None = None,
    peer: str = "",
    *,
    stream: bool = False,
) -> Measured:
    """Return the first request after a freeze, of connections that were used just before it."""
    assert (await chat(gateway, key)).response.status_code == 200
    async with stack.frozen(gateway.environment.pid, frozen_seconds):
        if fault is not None:
            assert await stack.peers.named(peer).break_open(fault) > 0
    first = await chat(gateway, key, stream=stream)
    assert first.response.status_code == 200, first.response.text
    return first
