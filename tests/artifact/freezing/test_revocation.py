"""A revocation binds within 2.5 s of wall-clock time, also in an environment that was frozen meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from postgrest import AsyncPostgrestClient

from portal.database import connect
from tests.support.artifacts.deployment import RunningFunction
from tests.support.artifacts.requests import create_key
from tests.support.database.supabase import Person, sign_up_at
from tests.support.freezing.faulty_proxy import Fault
from tests.support.freezing.stack import FreezableStack, chat

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(600)]


class Suspension:
    """Suspends and restores an organisation in the database, which tells no other part of the product."""

    def __init__(self, database: AsyncPostgrestClient, organization_id: str) -> None:
        self._database = database
        self._organization_id = organization_id

    async def set_state(self, state: str) -> None:
        arguments = {
            "p_kind": "organization",
            "p_id": self._organization_id,
            "p_state": state,
            "p_actor": "test",
            "p_reason": "test",
            "p_request_id": "req_test",
        }
        await self._database.rpc("set_state", arguments).execute()


@pytest_asyncio.fixture(loop_scope="package")
async def suspension(stack: FreezableStack, owner: Person) -> AsyncIterator[Suspension]:
    project = stack.deployed.supabase
    database = connect(project.url, project.secret_key, call_seconds=30)
    suspension = Suspension(database, owner.organization_id)
    await suspension.set_state("active")
    yield suspension
    await database.aclose()


@pytest.mark.parametrize(
    ("frozen_seconds", "stopped_seconds"),
    [
        (20.0, 0.0),  # the monotonic clock stands still
        (2.6, 0.0),
        (0.0, 2.6),  # both clocks go on
        (7200.0, 0.0),
        (-3600.0, 0.0),  # the wall clock steps back: nobody knows for how long it was frozen
        (-0.5, 0.0),
    ],
)
async def test_suspension_during_a_freeze_binds_at_the_first_request(
    stack: FreezableStack,
    gateway: RunningFunction,
    key: str,
    suspension: Suspension,
    frozen_seconds: float,
    stopped_seconds: float,
) -> None:
    await serve_again(stack, gateway, key)
    async with stack.frozen(gateway.environment.pid, frozen_seconds):
        await suspension.set_state("suspended")
        await asyncio.sleep(stopped_seconds)
    refused = (await chat(gateway, key)).response
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "organization_suspended")


@pytest.mark.parametrize("fault", Fault)
async def test_broken_connection_to_the_policy_does_not_stretch_the_bound(
    stack: FreezableStack, gateway: RunningFunction, key: str, suspension: Suspension, fault: Fault
) -> None:
    await serve_again(stack, gateway, key)
    async with stack.frozen(gateway.environment.pid, 3.0):
        await suspension.set_state("suspended")
        assert await stack.peers.supabase.break_open(fault) > 0
    assert (await chat(gateway, key)).response.status_code == 403


async def test_key_that_is_revoked_during_a_freeze_is_refused(
    stack: FreezableStack, gateway: RunningFunction
) -> None:
    """The key service does not learn of it: only the policy names the key."""
    project = stack.deployed.supabase
    person = await sign_up_at(project)
    key = await create_key(stack.deployed, person)
    assert (await chat(gateway, key)).response.status_code == 200
    database = connect(project.url, project.secret_key, call_seconds=30)
    keys = database.table("api_keys").select("id").eq("organization_id", person.organization_id)
    rows: list[Any] = list((await keys.execute()).data)
    arguments = {
        "p_organization_id": person.organization_id,
        "p_id": rows[0]["id"],
        "p_actor": person.user_id,
        "p_request_id": "req_test",
    }
    async with stack.frozen(gateway.environment.pid, 20.0):
        await database.rpc("revoke_key", arguments).execute()
    await database.aclose()
    refused = (await chat(gateway, key)).response
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_api_key")


async def serve_again(stack: FreezableStack, gateway: RunningFunction, key: str) -> None:
    """The gateway learns that the suspension of an earlier test was lifted, and serves a request."""
    async with stack.frozen(gateway.environment.pid, 60.0):
        pass
    served = (await chat(gateway, key)).response
    assert served.status_code == 200, served.text
