"""Fixtures over a portal with an Unkey of its own, and comparisons of both."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support.control_plane.unkey import UnkeyPortal, open_unkey_portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: SupabaseProject) -> AsyncIterator[UnkeyPortal]:
    async with open_unkey_portal(supabase) as portal:
        yield portal


@pytest_asyncio.fixture(loop_scope="session")
async def ada(portal: UnkeyPortal) -> PortalUser:
    return await portal.sign_up("Ada")
