"""The portal's API lets in a limited number of new accounts of one network."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIMIT = 3


def some_address() -> str:
    """Return an address that no other test uses."""
    return f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


@asynccontextmanager
async def client_from(portal: Portal, address: str) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(portal.app, client=(address, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
        yield client


async def me(user: PortalUser, client: httpx.AsyncClient, **headers: str) -> httpx.Response:
    return await PortalUser(user.token, user.email, client).call("GET", "/portal/me", headers=headers)


async def test_accounts_beyond_the_limit_of_a_network_wait(supabase: SupabaseProject) -> None:
    portal = Portal(supabase, max_sign_ups_per_network=LIMIT)
    people = [await portal.sign_up() for _ in range(8)]
    async with client_from(portal, some_address()) as client:
        answers = await asyncio.gather(*(me(person, client) for person in people))
        assert sorted(answer.status_code for answer in answers) == [200] * LIMIT + [429] * 5
        claimed = {"x-forwarded-for": some_address(), "forwarded": "for=8.8.8.8"}
        for person, answer in zip(people, answers, strict=True):
            assert (await me(person, client, **claimed)).status_code == answer.status_code
    refused = [person for person, answer in zip(people, answers, strict=True) if answer.status_code == 429]
    error = next(answer for answer in answers if answer.status_code == 429)
    assert error.json()["error"]["code"] == "too_many_sign_ups"
    assert 0 < int(error.headers["retry-after"]) <= 86_400
    async with client_from(portal, some_address()) as elsewhere:
        assert [(await me(person, elsewhere)).status_code for person in refused[:LIMIT]] == [200] * LIMIT
        known = next(person for person in people if person not in refused)
        assert (await me(known, elsewhere)).status_code == 200
    await portal.close()


async def test_half_of_an_ipv6_address_is_one_network(supabase: SupabaseProject) -> None:
    portal = Portal(supabase, max_sign_ups_per_network=LIMIT)
    prefix = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"
    statuses = []
    for number in range(LIMIT + 2):
        async with client_from(portal, f"{prefix}::{number + 1:x}") as client:
            statuses.append((await me(await portal.sign_up(), client)).status_code)
    assert statuses == [200] * LIMIT + [429] * 2
    await portal.close()
