"""What operators see of users, organisations, API keys and requests."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.support.control_plane.portal import FIVE_HOURS, WEEK, Portal, requests_in_window
from tests.support.control_plane.targets import configure_targets
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


REASON = {"reason": "a test"}


async def put(operator: PortalUser, path: str, **body: Any) -> Any:
    response = await operator.call("PUT", f"/portal/admin/{path}", json={**REASON, **body})
    assert response.status_code == 200, response.text
    return response.json()


async def test_operator_inspects_organisation_user_key_and_logs(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key = await ada.create_key()
    organization_id = await ada.organization_id()
    requests = await portal.record_requests(
        key, organization_id, [{}, {"error_code": "router_error", "status": 502}]
    )
    organization = await operator.get(f"/portal/admin/organizations/{organization_id}")
    assert (organization["plan"], organization["balance_nanousd"], organization["keys"]) == (
        "free", 0, {"active": 1},
    )  # fmt: skip
    assert organization["usage"]["requests"] == 2
    used = [window["used"] for window in organization["allowance"]]
    assert used == [0, requests_in_window(2, FIVE_HOURS), requests_in_window(2, WEEK)]
    assert [member["email"] for member in organization["members"]] == [ada.email]

    user = await operator.get(f"/portal/admin/users/{organization['members'][0]['user_id']}")
    assert (user["email"], user["platform_admin"]) == (ada.email, False)
    assert [entry["role"] for entry in user["organizations"]] == ["owner"]

    shown = await operator.get(f"/portal/admin/keys/{key['id']}")
    assert (shown["status"], shown["issuer"]) == ("active", "local")
    assert "hash" not in str(shown)

    seen, cursor = [], None
    for _ in range(2):
        page = await operator.get(
            "/portal/admin/request-logs",
            params={"organization_id": organization_id, "limit": 1} | ({"cursor": cursor} if cursor else {}),
        )
        seen += [entry["request_id"] for entry in page["data"]]
        cursor = page["next_cursor"]
    assert (seen, cursor) == (requests[::-1], None)
    log = await operator.get(f"/portal/admin/request-logs/{requests[1]}")
    assert (log["status"], log["error_code"], log["pool"]) == (502, "router_error", "oss-20b")


async def test_only_operators_see_the_targets_of_a_request(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    (target,) = await configure_targets(portal, 7)
    key, organization_id = await ada.create_key(), await ada.organization_id()
    unknown = f"tgt_{'0' * 16}"
    attempts = [
        {"id": unknown, "outcome": "timed_out", "ttft_ms": None, "duration_ms": 900.0},
        {"id": target["id"], "outcome": "ok", "ttft_ms": 300.5, "duration_ms": 1200.0},
    ]
    (request_id,) = await portal.record_requests(key, organization_id, [{"targets": attempts}])
    seen = [{**attempts[0], "router_id": None}, {**attempts[1], "router_id": target["router_id"]}]
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert found["log"]["attempted_targets"] == seen
    logs = await operator.get("/portal/admin/request-logs", params={"organization_id": organization_id})
    assert [log["attempted_targets"] for log in logs["data"]] == [seen]
    for path in (
        f"/portal/usage-events/{request_id}",
        "/portal/usage-events",
        "/portal/account/export",
        "/portal/usage-export",
    ):
        response = await ada.call("GET", path)
        assert response.is_success, path
        for internal in (target["id"], unknown, target["router_id"], target["url"], "attempted_targets"):
            assert internal not in response.text, path


async def test_operator_sees_keys_ledger_and_quota_of_organisation(
    portal: Portal, ada: PortalUser, eve: PortalUser, operator: PortalUser
) -> None:
    first, second = await ada.create_key("first"), await ada.create_key("second")
    await eve.create_key()
    organization_id = await ada.organization_id()
    path = f"/portal/admin/organizations/{organization_id}"
    keys = (await operator.get(f"{path}/keys"))["data"]
    assert [key["id"] for key in keys] == [second["id"], first["id"]]
    assert "hash" not in str(keys)

    for reason in ("one", "two"):
        body = {"reason": reason, "amount_nanousd": 5}
        await operator.call("POST", f"{path}/credits", json=body)
    page = await operator.get(f"{path}/ledger", params={"limit": 1})
    assert [entry["reason"] for entry in page["data"]] == ["two"]
    page = await operator.get(f"{path}/ledger", params={"cursor": page["next_cursor"]})
    assert ([entry["reason"] for entry in page["data"]], page["next_cursor"]) == (["one"], None)

    await portal.record_requests(first, organization_id, [{}])
    await put(operator, f"organizations/{organization_id}/plan", plan="pro")
    tokens = (await operator.get(path))["tokens"]
    plans = (await ada.get("/portal/plans"))["data"]
    assert tokens["limit"] == next(plan["monthly_tokens"] for plan in plans if plan["id"] == "pro")
    assert tokens["used"] == (await operator.get(path))["usage"]["total_tokens"] > 0


async def test_receipt_remains_after_its_log_is_deleted(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key, organization_id = await ada.create_key(), await ada.organization_id()
    (request_id,) = await portal.record_requests(key, organization_id, [{}])
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert found["organization_id"] == organization_id
    assert found["receipt"] == await ada.get(f"/portal/usage-events/{request_id}")
    assert found["log"] == await operator.get(f"/portal/admin/request-logs/{request_id}")

    await portal.database.table("request_logs").delete().eq("request_id", request_id).execute()
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert (found["receipt"]["request_id"], found["log"]) == (request_id, None)
    assert (await operator.call("GET", "/portal/admin/requests/req_nope")).status_code == 404


@pytest.mark.parametrize("kind", ["users", "organizations", "keys"])
async def test_unknown_resource_is_404(operator: PortalUser, kind: str) -> None:
    path = f"/portal/admin/{kind}/{uuid.uuid4()}"
    state = "disabled" if kind == "keys" else "suspended"
    for response in (
        await operator.call("GET", path),
        await operator.call("PUT", f"{path}/state", json={**REASON, "state": state}),
    ):
        assert response.status_code == 404
    assert (await operator.call("GET", "/portal/admin/request-logs/req_nope")).status_code == 404
