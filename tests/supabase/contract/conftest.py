"""Clients for the contracts. Test modules define the fixtures ``project``, ``service`` and ``new_person``."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from postgrest import AsyncPostgrestClient

from portal.database import connect
from tests.support.database.customers import KeyOwner, create_key
from tests.support.database.supabase import SignUp, SupabaseProject


@pytest.fixture
async def customer(service: AsyncPostgrestClient, new_person: SignUp) -> KeyOwner:
    return await create_key(service, await new_person())


@pytest.fixture
async def member(project: SupabaseProject, customer: KeyOwner) -> AsyncIterator[AsyncPostgrestClient]:
    """The data client with the token of ``customer``, as in their browser."""
    client = connect(project.url, project.publishable_key, token=customer.person.token)
    yield client
    await client.aclose()


@pytest.fixture
async def anonymous(project: SupabaseProject) -> AsyncIterator[AsyncPostgrestClient]:
    """The data client before signing in."""
    client = connect(project.url, project.publishable_key)
    yield client
    await client.aclose()
