"""Fixtures over the shared embedded Supabase: the portal, users of two tenants, an operator, a team."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.control_plane.clerk import ClerkPortal, open_clerk_portal
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, create_team
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def portal(supabase: SupabaseProject) -> AsyncIterator[Portal]:
    portal = Portal(supabase)
    yield portal
    await portal.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ada(portal: Portal) -> PortalUser:
    return await portal.sign_up("Ada")


@pytest_asyncio.fixture(loop_scope="session")
async def eve(portal: Portal) -> PortalUser:
    """A user of another tenant."""
    return await portal.sign_up("Eve")


@pytest_asyncio.fixture(loop_scope="session")
async def operator(portal: Portal) -> PortalUser:
    """An operator of the platform."""
    user = await portal.sign_up("Op")
    await portal.rpc(
        "set_platform_admin",
        p_user_id=await user.user_id(),
        p_is_admin=True,
        p_actor="system",
        p_reason="tests",
    )
    return user


@pytest_asyncio.fixture(loop_scope="session")
async def team(portal: Portal, ada: PortalUser) -> Team:
    """A team that Ada owns."""
    return await create_team(portal, ada, " Analytical Engines ")


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(supabase: SupabaseProject) -> AsyncIterator[ClerkPortal]:
    """A portal with Clerk as auth provider."""
    async with open_clerk_portal(supabase) as clerk:
        yield clerk
