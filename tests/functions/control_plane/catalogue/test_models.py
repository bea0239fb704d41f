"""``/portal/models``: the catalogue as an organisation sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: SupabaseProject) -> AsyncIterator[Portal]:
    """A portal for each test, because the policy is cached for two seconds."""
    portal = Portal(supabase)
    yield portal
    await (
        portal.database.table("router_pool_models")
        .update({"state": "active"})
        .eq("state", "disabled")
        .execute()
    )
    await portal.database.table("router_pools").update({"state": "active"}).neq("state", "active").execute()
    await portal.close()


async def test_catalogue_is_listed_in_order(ada: PortalUser) -> None:
    models = (await ada.get("/portal/models"))["data"]
    assert [model["id"] for model in models] == ["oss-20b", "oss-120b", "gemma-4-26b", "qwen-3.5-9b"]
    assert {model["status"] for model in models} == {"available"}
    assert all(model["included"] for model in models)
    assert models[0]["display_name"] == "OSS 20B"
    assert models[0]["description"]


async def test_status_shows_disabled_and_unavailable_models(portal: Portal, ada: PortalUser) -> None:
    database = portal.database
    await database.table("router_pool_models").update({"state": "disabled"}).eq("alias", "oss-20b").execute()
    await database.table("router_pools").update({"state": "draining"}).eq("name", "gemma4").execute()
    models = {model["id"]: model["status"] for model in (await ada.get("/portal/models"))["data"]}
    assert models == {
        "oss-20b": "disabled",
        "oss-120b": "available",
        "gemma-4-26b": "unavailable",
        "qwen-3.5-9b": "available",
    }


async def test_models_of_organisation_override_its_plan(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    row = {"organization_id": await ada.organization_id(), "model": "oss-120b"}
    await portal.database.table("model_access_policies").insert(row).execute()
    included = {model["id"] for model in (await ada.get("/portal/models"))["data"] if model["included"]}
    assert included == {"oss-120b"}
    assert all(model["included"] for model in (await eve.get("/portal/models"))["data"])


async def test_capabilities_are_those_of_the_configured_wires(
    supabase: SupabaseProject, ada: PortalUser
) -> None:
    portal = Portal(supabase, router_model_wires_json='{"oss-20b": "v4", "oss-120b": "v3"}')
    user = PortalUser(ada.token, ada.email, portal.client)
    models = (await user.get("/portal/models"))["data"]
    docs = (await portal.client.get("/portal/docs")).json()
    await portal.close()
    assert {model["id"]: model["capabilities"] for model in models} == {
        "oss-20b": ["json", "tools"], "oss-120b": [], "gemma-4-26b": [], "qwen-3.5-9b": [],
    }  # fmt: skip
    assert docs["capabilities"] == {model["id"]: model["capabilities"] for model in models}


async def test_models_hold_nothing_internal(ada: PortalUser) -> None:
    response = await ada.call("GET", "/portal/models")
    assert "http" not in response.text
    assert set(response.json()["data"][0]) == {
        "id", "display_name", "description", "context_tokens", "status", "included", "created_at",
        "capabilities",
    }  # fmt: skip
