"""``/portal/status`` needs no session."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import pytest_asyncio

from functions.control_plane.api import create_app
from functions.control_plane.catalogue.services import CatalogueServices
from portal.errors import DatabaseUnavailable
from portal.policy import ModelPolicy, PolicySnapshot, PoolPolicy
from portal.policy.cache import PolicyCache
from portal.pool_health import PoolHealth, PoolServingState, PublishedHealth, TargetHealth
from portal.pool_health.history import ServingHistory, ServingWindow
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pool_health.history.memory import MemoryServingHistory
from tests.support.control_plane.portal import Portal
from tests.support.database.supabase import SupabaseProject
from tests.support.gateway.gateways import FixedPolicySource

pytestmark = pytest.mark.asyncio(loop_scope="session")

MEASURED_AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
NOTHING: dict[str, Any] = {
    "uptime": None,
    "ttft_p50_ms": None,
    "ttft_p95_ms": None,
    "starts_at": None,
    "states": [],
}


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(supabase: SupabaseProject) -> AsyncIterator[Portal]:
    """A portal without a cached policy."""
    fresh = Portal(supabase)
    yield fresh
    await fresh.database.table("router_pools").update({"state": "active"}).neq("state", "active").execute()
    await fresh.close()


@pytest.mark.parametrize(
    ("drained", "status"), [([], "operational"), (["qwen"], "degraded"), (None, "unavailable")]
)
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
    assert models["qwen-3.5-9b"] == ("operational" if drained == [] else "unavailable")
    assert "http" not in response.text


async def status_of(
    portal: Portal,
    measured: Mapping[str, PoolServingState],
    *,
    history: MemoryServingHistory | None = None,
    disabled: str | None = None,
    health: bool = True,
) -> httpx.Response:
    """Return the status by a policy with the pools ``measured``, as of ``MEASURED_AT``."""
    snapshot = PolicySnapshot(
        models={
            alias: ModelPolicy(alias, alias, "disabled" if alias == disabled else "active")
            for alias in measured
        },
        pools={alias: PoolPolicy(alias) for alias in measured},
        health=PublishedHealth(
            MEASURED_AT,
            {"tgt_0123456789abcdef": TargetHealth("down", 0.0, "router-7.internal refuses session 41")},
            {alias: PoolHealth(state) for alias, state in measured.items()},
        )
        if health
        else None,
    )
    catalogue = CatalogueServices(
        PolicyCache(FixedPolicySource(snapshot)),
        portal.services.catalogue.usage,
        ServingHistoryCache(history or MemoryServingHistory()),
    )
    app = create_app(dataclasses.replace(portal.services, catalogue=catalogue))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        return await client.get("/portal/status")


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (("operational", "operational"), "operational"),
        (("operational", "degraded"), "degraded"),
        (("operational", "unavailable"), "degraded"),
        (("unavailable", "unavailable"), "unavailable"),
    ],
)
async def test_measured_health_is_the_status(
    portal: Portal, states: tuple[PoolServingState, ...], status: str
) -> None:
    response = await status_of(portal, dict(zip(("a", "b"), states, strict=True)))
    assert response.json()["status"] == status
    assert tuple(model["status"] for model in response.json()["models"]) == states
    assert response.json()["measured_at"] == "2026-11-20T10:00:00Z"


async def test_status_names_no_router_session_or_target(portal: Portal) -> None:
    response = await status_of(portal, {"a": "degraded"})
    internals = ("internal", "tgt_", "41", "refuses")
    assert [word for word in internals if word in response.text] == []


async def test_disabled_model_does_not_count(portal: Portal) -> None:
    body = (await status_of(portal, {"a": "operational", "b": "operational"}, disabled="b")).json()
    assert body["status"] == "operational"
    assert [(model["offered"], model["status"]) for model in body["models"]] == [
        (True, "operational"),
        (False, "unavailable"),
    ]


async def test_without_recent_health_the_status_says_what_is_offered(portal: Portal) -> None:
    body = (await status_of(portal, {"a": "unavailable"}, health=False)).json()
    assert (body["status"], body["measured_at"]) == ("operational", None)


async def test_what_was_not_measured_is_null(portal: Portal) -> None:
    day = ServingWindow(0.25, 300.0, 900.0, MEASURED_AT, ("unavailable", None, "operational"))
    history = MemoryServingHistory({"a": ServingHistory(last_24_hours=day)})
    body = (await status_of(portal, {"a": "operational", "b": "operational"}, history=history)).json()
    first, second = body["models"]
    assert first["last_24_hours"] == {
        "uptime": 0.25,
        "ttft_p50_ms": 300.0,
        "ttft_p95_ms": 900.0,
        "starts_at": "2026-11-20T10:00:00Z",
        "states": ["unavailable", None, "operational"],
    }
    assert first["last_30_minutes"] == second["last_30_days"] == NOTHING
    assert body["history_available"] is True


async def test_history_that_cannot_be_read_leaves_the_status(portal: Portal) -> None:
    history = MemoryServingHistory()
    history.failure = DatabaseUnavailable("down")
    response = await status_of(portal, {"a": "degraded"}, history=history)
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["history_available"]) == ("degraded", False)
