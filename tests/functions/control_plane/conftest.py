from __future__ import annotations

import secrets
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from local.supabase.server import EmbeddedSupabase, Keys
from tests.functions.control_plane.clerk import ClerkPortal, opened
from tests.functions.control_plane.portals import Person, Portal


@pytest.fixture(scope="session")
def supabase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSupabase]:
    keys = Keys(
        publishable=f"sb_publishable_{secrets.token_hex(12)}",
        secret=f"sb_secret_{secrets.token_hex(12)}",
        jwt_secret=secrets.token_hex(24),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = EmbeddedSupabase(tmp_path_factory.mktemp("supabase"), port, keys)
    server.start()
    try:
        server.ready()
        yield server
    finally:
        server.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def portal(supabase: EmbeddedSupabase) -> AsyncIterator[Portal]:
    portal = Portal(supabase)
    yield portal
    await portal.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ada(portal: Portal) -> Person:
    return await portal.sign_up("Ada")


@pytest_asyncio.fixture(loop_scope="session")
async def eve(portal: Portal) -> Person:
    """Somebody else, with an organisation of her own."""
    return await portal.sign_up("Eve")


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(supabase: EmbeddedSupabase) -> AsyncIterator[ClerkPortal]:
    """The portal again, with Clerk signing people in."""
    async with opened(supabase) as clerk:
        yield clerk
