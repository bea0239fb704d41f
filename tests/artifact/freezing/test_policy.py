"""What operators change while the gateway is frozen binds at its first request, also after an outage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio

from portal.database import connect
from portal.web.tls import client_context
from tests.support.artifacts.deployment import RunningFunction
from tests.support.artifacts.requests import CHAT_PATH, MESSAGES, chat_headers
from tests.support.database.supabase import Person
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.stack import PEERS, FreezableStack, chat

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

MODEL = "oss-20b"
REQUESTS = 4
BEYOND_STALE_SECONDS = 1200.0
"""More than the gateway serves by an old policy."""

SetState = Callable[[str, str, str], Awaitable[None]]


@pytest_asyncio.fixture(loop_scope="package")
async def set_state(stack: FreezableStack) -> AsyncIterator[SetState]:
    """Sets the state of an object; restored when the test ends."""
    project = stack.deployed.supabase
    database = connect(project.url, project.secret_key, call_seconds=30)
    changed: set[tuple[str, str]] = set()

    async def set_state(kind: str, name: str, state: str) -> None:
        arguments = {
            "p_kind": kind,
            "p_id": name,
            "p_state": state,
            "p_actor": "test",
            "p_reason": "test",
            "p_request_id": "req_test",
        }
        changed.add((kind, name))
        answer: Any = (await database.rpc("set_state", arguments).execute()).data
        assert answer["outcome"] == "done", answer

    yield set_state
    for kind, name in changed:
        await set_state(kind, name, "active")
    await database.aclose()


@pytest.mark.parametrize("frozen_seconds", [2.6, -5.0])
@pytest.mark.parametrize(
    ("kind", "state", "status"),
    [
        ("organization", "suspended", 403),
        ("user", "suspended", 403),
        ("model", "disabled", 503),
        ("pool", "draining", 503),
        ("pool", "disabled", 503),
    ],
)
async def test_change_during_a_freeze_binds_at_the_first_request(
    stack: FreezableStack,
    gateway: RunningFunction,
    owner: Person,
    key: str,
    set_state: SetState,
    kind: str,
    state: str,
    status: int,
    frozen_seconds: float,
) -> None:
    names = {"organization": owner.organization_id, "user": owner.user_id, "model": MODEL, "pool": MODEL}
    await served_by_new_policy(stack, gateway, key)
    async with stack.frozen(gateway.environment.pid, frozen_seconds):
        await set_state(kind, names[kind], state)
        for peer in PEERS:
            await stack.peers.named(peer).break_open(Fault.SILENT)
    refused = (await chat(gateway, key)).response
    assert refused.status_code == status, refused.text


@pytest.mark.parametrize("fault", Fault)
async def test_outage_from_before_a_freeze_costs_no_error(
    stack: FreezableStack, gateway: RunningFunction, key: str, fault: Fault
) -> None:
    """The database failed before the freeze, is back after it, and the last policy is too old to serve."""
    await served_by_new_policy(stack, gateway, key)
    async with stack.frozen(gateway.environment.pid, 3.0):
        stack.peers.supabase.is_down = True
        await stack.peers.supabase.break_open(Fault.RESET)
    try:
        assert (await chat(gateway, key)).response.status_code == 200
    finally:
        stack.peers.supabase.is_down = False
    async with stack.frozen(gateway.environment.pid, BEYOND_STALE_SECONDS):
        for peer in PEERS:
            await stack.peers.named(peer).break_open(fault)
    answer = (await chat(gateway, key)).response
    assert answer.status_code == 200, answer.text


async def test_requests_side_by_side_are_all_decided_by_the_new_policy(
    stack: FreezableStack, owner: Person, key: str, set_state: SetState
) -> None:
    """The first of them starts the refresh; an outage before the freeze excuses none."""
    gateway = await stack.start("GatewayFunction", concurrency=REQUESTS)
    assert await statuses(gateway, key) == [200] * REQUESTS
    async with stack.frozen(gateway.environment.pid, 3.0):
        stack.peers.supabase.is_down = True
        await stack.peers.supabase.break_open(Fault.RESET)
    try:
        assert await statuses(gateway, key) == [200] * REQUESTS
    finally:
        stack.peers.supabase.is_down = False
    async with stack.frozen(gateway.environment.pid, 20.0):
        await set_state("organization", owner.organization_id, "suspended")
        for peer in PEERS:
            await stack.peers.named(peer).break_open(Fault.SILENT)
    assert await statuses(gateway, key) == [403] * REQUESTS


async def served_by_new_policy(stack: FreezableStack, gateway: RunningFunction, key: str) -> None:
    async with stack.frozen(gateway.environment.pid, 60.0):
        pass
    served = (await chat(gateway, key)).response
    assert served.status_code == 200, served.text


async def statuses(gateway: RunningFunction, key: str) -> list[int]:
    """Return the statuses of requests that run at the same time."""
    body = {"model": MODEL, "messages": MESSAGES, "max_tokens": 2, "stream": True}
    tls = client_context()
    async with httpx.AsyncClient(base_url=gateway.url, verify=tls, trust_env=False, timeout=60) as http:
        requests = [http.post(CHAT_PATH, json=body, headers=chat_headers(key)) for _ in range(REQUESTS)]
        return [response.status_code for response in await asyncio.gather(*requests)]
