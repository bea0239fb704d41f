"""The list of pools with what is true right now, and with what cannot be read."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from functions.control_plane.admin.catalogue.live.leases import HeldLeases
from functions.control_plane.admin.catalogue.live.pools import LivePools
from functions.control_plane.api import create_app
from portal.errors import PolicyUnavailable
from portal.policy import FetchedPolicy, ModelPolicy, PolicySnapshot, PoolPolicy
from portal.policy.cache import PolicyCache
from portal.pool_health import PoolHealth, PublishedHealth, TargetHealth
from portal.pools.leases import LeaseStoreUnavailable
from portal.pools.leases.memory import MemoryLeaseStore
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.targets import configure_targets
from tests.support.control_plane.user import PortalUser
from tests.support.database.pools import ALIAS
from tests.support.gateway.gateways import FixedPolicySource

pytestmark = pytest.mark.asyncio(loop_scope="session")


class NoPolicy:
    async def fetch(self) -> FetchedPolicy:
        raise PolicyUnavailable("down")


def policy(health: Mapping[str, TargetHealth] | None) -> PolicyCache:
    """Return a policy with the published ``health``; None: there is none."""
    published = None
    if health is not None:
        published = PublishedHealth(datetime.now(UTC), dict(health), {ALIAS: PoolHealth("operational")})
    snapshot = PolicySnapshot(
        models={ALIAS: ModelPolicy(ALIAS, "qwen")}, pools={"qwen": PoolPolicy("qwen")}, health=published
    )
    return PolicyCache(FixedPolicySource(snapshot))


async def pool(
    portal: Portal, operator: PortalUser, cache: PolicyCache, store: MemoryLeaseStore | None = None
) -> Any:
    """Return the whole list and its pool ``qwen``, read with these collaborators."""
    catalogue = portal.services.admin.catalogue
    live = LivePools(catalogue.catalogue, cache, HeldLeases(store))
    admin = dataclasses.replace(portal.services.admin, catalogue=dataclasses.replace(catalogue, pools=live))
    app = create_app(dataclasses.replace(portal.services, admin=admin))
    headers = {"authorization": f"Bearer {operator.token}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        response = await client.get("/portal/admin/pools", headers=headers)
    assert response.status_code == 200, response.text
    body = response.json()
    (found,) = [each for each in body["data"] if each["name"] == "qwen"]
    return body, found


def targets_of(found: Any) -> dict[str, Any]:
    return {target["id"]: target for router in found["routers"] for target in router["targets"]}


async def test_published_health_is_beside_what_is_stored(portal: Portal, operator: PortalUser) -> None:
    first, second = await configure_targets(portal, 1, 2)
    down = TargetHealth("down", 0.0, "no first text within 5 s", datetime.now(UTC), 310.0, 900.0, 0.5, 3)
    body, found = await pool(portal, operator, policy({first["id"]: down}))
    targets = targets_of(found)
    health = targets[first["id"]]["health"]
    assert (health["state"], health["share"], health["reason"]) == ("down", 0.0, "no first text within 5 s")
    assert (health["ttft_p50_ms"], health["error_rate"], health["in_flight"]) == (310.0, 0.5, 3)
    assert targets[second["id"]]["health"] is None
    assert body["measured_at"] is not None


async def test_model_that_is_down_to_one_target_is_marked(portal: Portal, operator: PortalUser) -> None:
    first, _second = await configure_targets(portal, 1, 2)
    _, whole = await pool(portal, operator, policy({}))
    (model,) = whole["models"]
    assert (model["serving_targets"], model["targets"], model["is_down_to_one"]) == (2, 2, False)
    _, reduced = await pool(portal, operator, policy({first["id"]: TargetHealth("down", 0.0)}))
    (model,) = reduced["models"]
    assert (model["serving_targets"], model["is_down_to_one"]) == (1, True)


async def test_drained_target_counts_as_not_serving(portal: Portal, operator: PortalUser) -> None:
    first, _second = await configure_targets(portal, 1, 2)
    body = {"state": "draining", "reason": "a new disk"}
    await operator.call("PUT", f"/portal/admin/targets/{first['id']}", json=body)
    _, found = await pool(portal, operator, policy({}))
    assert found["models"][0]["serving_targets"] == 1
    drained = targets_of(found)[first["id"]]
    assert (drained["state_reason"], drained["running_at_most"], drained["is_empty"]) == (
        "a new disk", 0, False,
    )  # fmt: skip


async def test_pool_of_one_target_is_not_down_to_one(portal: Portal, operator: PortalUser) -> None:
    await configure_targets(portal, 1)
    _, found = await pool(portal, operator, policy({}))
    assert found["models"][0]["is_down_to_one"] is False


async def test_leases_of_a_limited_session_are_shown(portal: Portal, operator: PortalUser) -> None:
    first, second = await configure_targets(portal, 1, 2)
    body = {"session_limit": 2, "reason": "a test"}
    await operator.call("PUT", f"/portal/admin/targets/{first['id']}", json=body)
    store = MemoryLeaseStore()
    await store.create(ALIAS, {"1": 2}, limits_as_of=1)
    ends_at = round(time.time() * 1000) + 60_000
    await store.acquire(ALIAS, "lease", position=0, allowed=["1"], ends_at=ends_at)
    _, found = await pool(portal, operator, policy({}), store)
    targets = targets_of(found)
    assert (targets[first["id"]]["leases"], targets[second["id"]]["leases"]) == (1, None)


async def test_pools_without_limits_read_no_leases(portal: Portal, operator: PortalUser) -> None:
    await configure_targets(portal, 1)
    store = MemoryLeaseStore()
    await pool(portal, operator, policy({}), store)
    assert store.calls == {}


async def test_what_is_down_makes_parts_unknown_and_no_error(portal: Portal, operator: PortalUser) -> None:
    async def down(_: str) -> None:
        raise LeaseStoreUnavailable("down")

    (target,) = await configure_targets(portal, 1)
    body = {"session_limit": 2, "reason": "a test"}
    await operator.call("PUT", f"/portal/admin/targets/{target['id']}", json=body)
    listed, found = await pool(portal, operator, PolicyCache(NoPolicy()), MemoryLeaseStore(before=down))
    unknown = targets_of(found)[target["id"]]
    assert (listed["measured_at"], unknown["health"], unknown["leases"]) == (None, None, None)
    assert found["models"][0]["status"] is None
