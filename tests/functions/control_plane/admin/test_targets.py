"""Operators see, drain, weigh and limit one target or one whole router by id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.pools.target_ids import router_id
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.targets import configure_targets
from tests.support.control_plane.user import PortalUser
from tests.support.database.pools import health_minute

pytestmark = pytest.mark.asyncio(loop_scope="session")

REASON = {"reason": "a test"}
DEFAULTS = {"state": "active", "weight": 1, "tier": 0, "session_limit": None, "drain_deadline": None}
AN_HOUR = timedelta(hours=1)


async def put(operator: PortalUser, path: str, **body: Any) -> Any:
    response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, **body})
    assert response.status_code == 200, response.text
    return response.json()["targets"]


async def policies(portal: Portal, *ids: str) -> dict[str, Any]:
    """Return what the policy snapshot says of the targets ``ids``."""
    snapshot = await portal.rpc("policy_snapshot")
    return {
        target["id"]: target
        for pool in snapshot["pools"]
        for target in pool["targets"]
        if target["id"] in ids
    }


async def listed(operator: PortalUser, url: str) -> dict[str, Any]:
    """Return the router with this URL from the list of pools."""
    pools = (await operator.get("/portal/admin/pools"))["data"]
    (router,) = (router for pool in pools for router in pool["routers"] if router["url"] == url)
    found: dict[str, Any] = router
    return found


async def test_one_target_is_changed_and_its_neighbour_is_not(portal: Portal, operator: PortalUser) -> None:
    first, second = await configure_targets(portal, 1, 2)
    (change,) = await put(operator, f"targets/{first['id']}", state="draining", weight=0.5, tier=2)
    assert change == {
        "id": first["id"],
        "before": DEFAULTS,
        "after": DEFAULTS | {"state": "draining", "weight": 0.5, "tier": 2},
    }
    assert await policies(portal, first["id"], second["id"]) == {
        first["id"]: {
            "id": first["id"], "state": "draining", "weight": 0.5, "tier": 2, "session_limit": None,
        }
    }  # fmt: skip


async def test_router_is_drained_as_a_whole_with_one_audit_entry(
    portal: Portal, operator: PortalUser
) -> None:
    targets = await configure_targets(portal, 1, 2, 3)
    ids = [target["id"] for target in targets]
    router = targets[0]["router_id"]
    changes = await put(operator, f"routers/{router}", state="draining")
    assert sorted(change["id"] for change in changes) == sorted(ids)
    assert {each["state"] for each in (await policies(portal, *ids)).values()} == {"draining"}
    (entry,) = await portal.rows("audit_log", target_id=router)
    assert (entry["action"], entry["target_type"], entry["reason"]) == ("router.changed", "router", "a test")
    assert entry["before"] == {id_: {"state": "active"} for id_ in ids}
    assert entry["after"] == {id_: {"state": "draining"} for id_ in ids}
    await put(operator, f"routers/{router}", state="draining")  # nothing changes
    assert len(await portal.rows("audit_log", target_id=router)) == 1


async def test_limit_and_deadline_are_taken_away_with_null(portal: Portal, operator: PortalUser) -> None:
    (target,) = await configure_targets(portal, 1)
    deadline = (datetime.now(UTC) + AN_HOUR).isoformat()
    await put(operator, f"targets/{target['id']}", session_limit=3, state="draining", drain_deadline=deadline)
    (change,) = await put(operator, f"targets/{target['id']}", session_limit=None, drain_deadline=None)
    assert change["before"]["session_limit"] == 3
    assert datetime.fromisoformat(change["before"]["drain_deadline"]) == datetime.fromisoformat(deadline)
    assert change["after"] == DEFAULTS | {"state": "draining"}


async def test_pools_list_routers_with_targets_health_and_history(
    portal: Portal, operator: PortalUser
) -> None:
    first, second = await configure_targets(portal, 1, None)
    minute = health_minute(target=first["id"], at=datetime.now(UTC) - timedelta(minutes=2), down_seconds=20,
                           up_seconds=40, requests=7, failures=2)  # fmt: skip
    await portal.rpc("record_pool_health", p_minutes=[minute])
    await put(operator, f"targets/{first['id']}", state="disabled", session_limit=2)
    router = await listed(operator, first["url"])
    assert (router["id"], len(router["targets"])) == (router_id(first["url"]), 2)
    shown = {target["id"]: target for target in router["targets"]}[first["id"]]
    assert shown["alias"] == first["alias"]
    assert (shown["session"], shown["session_limit"], shown["configured"]) == ("1", 2, True)
    assert (shown["state"], shown["state_reason"], shown["health"]) == ("disabled", "a test", None)
    assert datetime.now(UTC) - datetime.fromisoformat(shown["state_since"]) < AN_HOUR
    recent = shown["history"]["last_30_minutes"]
    assert (recent["requests"], recent["failures"], recent["uptime"]) == (7, 2, 0.666667)
    assert (len(recent["states"]), recent["states"].count("degraded")) == (30, 1)
    assert [len(shown["history"][name]["states"]) for name in ("last_24_hours", "last_30_days")] == [24, 30]
    assert set(shown["recent"].values()) == {0, None}

    await configure_targets(portal)
    assert {target["configured"] for target in (await listed(operator, first["url"]))["targets"]} == {False}
    assert second["id"] in {target["id"] for target in (await listed(operator, first["url"]))["targets"]}


@pytest.mark.parametrize("path", [f"targets/tgt_{'0' * 16}", f"routers/rtr_{'0' * 16}"])
async def test_unknown_id_is_404(operator: PortalUser, path: str) -> None:
    response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, "state": "draining"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "resource_not_found")


async def test_target_and_router_are_not_taken_for_each_other(portal: Portal, operator: PortalUser) -> None:
    (target,) = await configure_targets(portal)
    for path in (f"routers/{target['id']}", f"targets/{target['router_id']}", f"targets/{target['url']}"):
        response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, "state": "draining"})
        assert response.status_code in {404, 422}, path
    assert await policies(portal, target["id"]) == {}


SOON = (datetime.now(UTC) + AN_HOUR).isoformat()
PAST = (datetime.now(UTC) - AN_HOUR).isoformat()


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({}, 422, "state"),
        ({"state": None}, 422, "state"),
        ({"state": "suspended"}, 422, "state"),
        ({"weight": 0}, 422, "weight"),
        ({"weight": 101}, 422, "weight"),
        ({"weight": "NaN"}, 422, "weight"),
        ({"weight": "2"}, 422, "weight"),
        ({"weight": True}, 422, "weight"),
        ({"tier": -1}, 422, "tier"),
        ({"tier": 1.5}, 422, "tier"),
        ({"session_limit": 0}, 422, "session_limit"),
        ({"session_limit": True}, 422, "session_limit"),
        ({"drain_deadline": "tomorrow"}, 422, "drain_deadline"),
        ({"state": "active", "drain_deadline": SOON}, 422, "drain_deadline"),
        ({"drain_deadline": SOON}, 409, "drain_deadline"),
        ({"state": "draining", "drain_deadline": PAST}, 400, "drain_deadline"),
        ({"url": "http://r:1", "state": "draining"}, 422, "url"),
    ],
)
async def test_impossible_change_is_refused_by_name(
    portal: Portal, operator: PortalUser, body: dict[str, Any], status: int, param: str
) -> None:
    (target,) = await configure_targets(portal)
    path = f"/portal/admin/targets/{target['id']}"
    response = await operator.call("PUT", path, json={**REASON, **body})
    assert (response.status_code, response.json()["error"]["param"]) == (status, param), response.text
    assert await policies(portal, target["id"]) == {}
    assert await portal.rows("audit_log", target_id=target["id"]) == []
