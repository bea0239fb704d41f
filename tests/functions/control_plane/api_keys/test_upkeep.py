"""The scheduled handler that reconciles the key service with the database."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.control_plane.unkey import UnkeyPortal, open_unkey_portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject
from tests.support.keys.unkey_service import PORTAL_ROOT_KEY

pytestmark = pytest.mark.asyncio(loop_scope="session")


ROOT = Path(__file__).parents[4]


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: SupabaseProject) -> AsyncIterator[UnkeyPortal]:
    async with open_unkey_portal(supabase) as portal:
        yield portal


@pytest_asyncio.fixture(loop_scope="session")
async def ada(portal: UnkeyPortal) -> PortalUser:
    return await portal.sign_up("Ada")


async def test_handler_reconciles_in_every_call(portal: UnkeyPortal, ada: PortalUser) -> None:
    """Loaded as in Lambda and called twice in one process: connections and their loop outlive a call."""
    await ada.create_key()
    (remote_key,) = portal.live_keys().values()
    remote_key.name = "changed"
    code = (
        "import json; from functions.control_plane.api_keys.upkeep import handler;"
        " print(json.dumps([handler({}, None), handler({}, None)]))"
    )
    environment = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'shared'}",
        "PORTAL_SUPABASE_URL": portal.supabase.url,
        "PORTAL_SUPABASE_PUBLISHABLE_KEY": portal.supabase.publishable_key,
        "PORTAL_SUPABASE_ROLE_TOKEN": portal.supabase.role_tokens["portal_key_upkeep"],
        "PORTAL_UNKEY_ROOT_KEY": PORTAL_ROOT_KEY,
        "PORTAL_UNKEY_API_ID": portal.unkey.store.api_id,
        "PORTAL_UNKEY_BASE_URL": portal.url,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    first, second = json.loads(output)
    assert (first["seen"], first["changed"], second["changed"]) == (1, 1, 0)
    assert remote_key.name == "test"
