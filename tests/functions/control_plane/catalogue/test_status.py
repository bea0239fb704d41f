"""``/portal/status`` needs no session."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.control_plane.portal import Portal
from tests.support.database.supabase import SupabaseProject

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(supabase: SupabaseProject) -> AsyncIterator[Portal]:
    """A portal without a cached policy."""
    fresh = Portal(supabase)
    yield fresh
    await fresh.database.table("router_pools").update({"state": "active"}).neq("state", "active").execute()
    await fresh.close()


@pytest.mark.parametrize(("drained", "status"), [([], "operational"), (["qwen"], "degraded"), (None, "down")])
async def test_status_needs_no_session(fresh: Portal, drained: list[str] | None, status: str) -> None:
    pools = fresh.database.table("router_pools").update({"state": "draining"})
    if drained is None:
        await pools.neq("name", "").execute()
    elif drained:
        await pools.in_("name", drained).execute()
    response = await fresh.client.get("/portal/status")
    assert response.status_code == 200
    assert response.json()["status"] == status
    models = {model["id"]: model["status"] for model in response.json()["models"]}
    assert models["qwen-3.5-9b"] == ("available" if drained == [] else "unavailable")
    assert "http" not in response.text
