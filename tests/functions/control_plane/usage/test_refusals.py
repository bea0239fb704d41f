"""Refused requests in the portal: found by their id, listed, summed by code, exported."""

from __future__ import annotations

import csv
import io

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_three_refusals_are_seen_and_are_no_errors(portal: Portal, ada: PortalUser) -> None:
    key, organization_id = await ada.create_key(), await ada.organization_id()
    allowance = (await ada.get("/portal/usage-summary"))["allowance"]
    ids = await portal.record_refusals(key, organization_id, [{}] * 3)
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    assert (summary["totals"]["requests"], summary["totals"]["errors"]) == (0, 0)
    assert summary["totals"]["refused"] == 3
    assert summary["refusals"] == [{"status": 429, "error_code": "rate_limit_exceeded", "refusals": 3}]
    assert [window["used"] for window in summary["allowance"]] == [w["used"] for w in allowance]
    assert sum(day["refused"] for day in summary["by_day"]) == 3
    page = await ada.get("/portal/usage-events", params={"outcome": "refused"})
    assert [event["request_id"] for event in page["data"]] == ids[::-1]


async def test_refused_request_is_found_by_its_id(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    key, organization_id = await ada.create_key("production"), await ada.organization_id()
    refusal = {"status": 400, "error_code": "invalid_request", "error_param": "top_p", "model": None}
    (request_id,) = await portal.record_refusals(key, organization_id, [refusal])
    receipt = await ada.get(f"/portal/usage-events/{request_id}")
    assert {name: receipt[name] for name in refusal} == refusal
    assert (receipt["state"], receipt["outcome"], receipt["key_name"]) == ("refused", "refused", "production")
    assert (receipt["cost_nanousd"], receipt["total_tokens"], receipt["charged_for"]) == (0, 0, "nothing")
    assert (await eve.call("GET", f"/portal/usage-events/{request_id}")).status_code == 404


async def test_pages_and_exports_have_admitted_and_refused_in_one_order(
    portal: Portal, ada: PortalUser
) -> None:
    key, organization_id = await ada.create_key(), await ada.organization_id()
    refused = await portal.record_refusals(key, organization_id, [{}] * 3)
    admitted = await portal.record_requests(key, organization_id, [{}] * 3)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = await ada.get(
            "/portal/usage-events", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
        )
        seen += [event["request_id"] for event in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert sorted(seen) == sorted([*refused, *admitted])
    exported = await ada.call("GET", "/portal/usage-export")
    rows = list(csv.DictReader(io.StringIO(exported.text)))
    assert [row["request_id"] for row in rows] == seen
    assert {row["error_code"] for row in rows if row["outcome"] == "refused"} == {"rate_limit_exceeded"}
    found = await ada.get("/portal/usage-export", params={"format": "json", "outcome": "refused"})
    assert [event["request_id"] for event in found["data"]] == refused[::-1]


async def test_operator_finds_a_refused_request(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key, organization_id = await ada.create_key(), await ada.organization_id()
    refusal = {"status": 404, "error_code": "not_found", "model": None, "route": None}
    (request_id,) = await portal.record_refusals(key, organization_id, [refusal])
    found = await operator.get(f"/portal/admin/requests/{request_id}")
    assert found["organization_id"] == organization_id
    assert found["receipt"] == await ada.get(f"/portal/usage-events/{request_id}")
    assert found["log"] == await operator.get(f"/portal/admin/request-logs/{request_id}")
    assert (found["log"]["outcome"], found["log"]["pool"], found["log"]["status"]) == ("refused", None, 404)
    results = await operator.get("/portal/admin/find", params={"q": request_id})
    assert [request["state"] for request in results["requests"]] == ["refused"]
    logs = await operator.get("/portal/admin/request-logs", params={"key_id": key["id"]})
    assert [log["request_id"] for log in logs["data"]] == [request_id]
