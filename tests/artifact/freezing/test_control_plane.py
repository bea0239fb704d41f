"""A control plane that was frozen: reads and changes work, whatever happened to its connections meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio

from tests.support.artifacts.deployment import RunningFunction
from tests.support.database.supabase import Person
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.stack import FreezableStack, Measured, measured
from tests.support.unkey.server import Unkey

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]

MAX_ADDED_SECONDS = 0.3
TRIES = 5


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def portal(stack: FreezableStack) -> RunningFunction:
    return await stack.start("ControlPlaneFunction")


class PortalCaller:
    """Calls the portal's API for one user."""

    def __init__(self, portal: RunningFunction, owner: Person) -> None:
        self._portal = portal
        self._headers = {"authorization": f"Bearer {owner.token}"}

    async def read(self) -> Measured:
        return await self._call("GET", "/portal/me")

    async def change(self) -> Measured:
        """Create a key; then revoke it, unmeasured, because the limit of keys is for those in force."""
        created = await self._call("POST", "/portal/api-keys", json={"name": "laptop"})
        await self._call("DELETE", f"/portal/api-keys/{created.response.json()['id']}")
        return created

    async def _call(self, method: str, path: str, **request: Any) -> Measured:
        answer = await measured(self._portal, method, path, headers=self._headers, **request)
        assert answer.response.is_success, answer.response.text
        return answer


@pytest.mark.parametrize("frozen_seconds", [3.0, 45.0], ids=["young", "old"])
@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("peer", ["supabase", "unkey"])
async def test_broken_connection_costs_no_error_and_little_time(
    stack: FreezableStack,
    portal: RunningFunction,
    owner: Person,
    peer: str,
    fault: Fault,
    frozen_seconds: float,
) -> None:
    caller = PortalCaller(portal, owner)
    call = caller.read if peer == "supabase" else caller.change
    usual, broken = [], []
    for _ in range(TRIES):
        await call()
        async with stack.frozen(portal.environment.pid, frozen_seconds):
            pass
        usual.append((await call()).done_seconds)
        async with stack.frozen(portal.environment.pid, frozen_seconds):
            assert await stack.peers.named(peer).break_open(fault) > 0
        broken.append((await call()).done_seconds)
        if min(broken) - min(usual) <= MAX_ADDED_SECONDS:
            return
    pytest.fail(f"seconds with a broken connection {broken}, without {usual}")


@pytest.mark.parametrize("fault", Fault)
async def test_change_after_a_freeze_happens_once(
    stack: FreezableStack, portal: RunningFunction, owner: Person, unkey: Unkey, fault: Fault
) -> None:
    caller = PortalCaller(portal, owner)
    await caller.change()
    created = unkey.calls.count("keys.createKey")
    async with stack.frozen(portal.environment.pid, 3.0):
        for peer in ("supabase", "unkey"):
            assert await stack.peers.named(peer).break_open(fault) > 0
    await caller.change()
    assert unkey.calls.count("keys.createKey") == created + 1
