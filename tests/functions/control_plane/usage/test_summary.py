"""Usage sums, and limits as the gateway counts them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.control_plane.portal import WEEK, Portal, requests_in_window
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_new_account_has_no_usage(ada: PortalUser) -> None:
    summary = await ada.get("/portal/usage-summary")
    assert summary["range"] == "30d"
    assert summary["plan"] == "free"
    assert summary["totals"]["requests"] == 0
    assert summary["totals"]["latency_ms_mean"] is None
    assert summary["by_model"] == []
    assert len(summary["by_day"]) == 31
    assert [(entry["name"], entry["limit"], entry["used"]) for entry in summary["allowance"]] == [
        ("requests per minute", 20, 0),
        ("requests per 5 hours", 100, 0),
        ("requests per week", 1_000, 0),
    ]
    assert (await ada.get("/portal/usage-events")) == {"data": [], "next_cursor": None}


async def test_sums_by_model_day_and_key(portal: Portal, ada: PortalUser) -> None:
    first, second = await ada.create_key("first"), await ada.create_key("second")
    organization_id = await ada.organization_id()
    await portal.record_requests(
        first, organization_id, [{"prompt_tokens": 100, "completion_tokens": 20}] * 3
    )
    await portal.record_requests(
        second,
        organization_id,
        [
            {
                "model": "gemma-4-26b",
                "prompt_tokens": 7,
                "completion_tokens": 0,
                "outcome": "client_disconnected",
            },
            {
                "model": "gemma-4-26b",
                "completion_tokens": 0,
                "outcome": "failed_before_first_byte",
                "status": 502,
                "error_code": "router_unreachable",
            },
        ],
    )
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    totals = summary["totals"]
    assert totals["requests"] == totals["settled"] == 5
    assert (totals["in_flight"], totals["abandoned"]) == (0, 0)
    assert totals["prompt_tokens"] == 317
    assert totals["completion_tokens"] == 60
    assert totals["total_tokens"] == 377
    assert totals["errors"] == 1
    assert totals["client_disconnected"] == 1
    assert [(entry["model"], entry["requests"]) for entry in summary["by_model"]] == [
        ("oss-20b", 3),
        ("gemma-4-26b", 2),
    ]
    assert [(entry["key_id"], entry["name"], entry["requests"]) for entry in summary["by_key"]] == [
        (first["id"], "first", 3),
        (second["id"], "second", 2),
    ]
    listed = (await ada.get("/portal/usage-events"))["data"]
    assert Counter(event["key_name"] for event in listed) == {"first": 3, "second": 2}
    assert sum(day["requests"] for day in summary["by_day"]) == 5
    by_name = {entry["name"]: entry for entry in summary["allowance"]}
    assert by_name["requests per week"]["used"] == requests_in_window(5, WEEK)
    resets_at = datetime.fromisoformat(by_name["requests per week"]["resets_at"])
    assert datetime.now(UTC) < resets_at <= datetime.now(UTC) + timedelta(days=7)


async def test_last_use_of_key_is_shown(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=3)
    await portal.record_requests(key, await ada.organization_id(), [{"admitted_at": at}])
    (shown,) = (await ada.get("/portal/api-keys"))["data"]
    assert datetime.fromisoformat(shown["last_used_at"]) == at


async def test_range_excludes_older_requests(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(days=3), timedelta(days=20), timedelta(days=60)]
    await portal.record_requests(
        key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages]
    )
    for name, count, days in (("24h", 1, 2), ("7d", 2, 8), ("30d", 3, 31), ("90d", 4, 91)):
        summary = await ada.get("/portal/usage-summary", params={"range": name})
        assert summary["range"] == name
        assert summary["totals"]["requests"] == count
        assert len(summary["by_day"]) == days
        assert sum(day["requests"] for day in summary["by_day"]) == count


@pytest.mark.parametrize("name", ["1y", "", "24H", "-7d"])
async def test_unknown_range_is_422(ada: PortalUser, name: str) -> None:
    response = await ada.call("GET", "/portal/usage-summary", params={"range": name})
    assert response.status_code == 422
    assert response.json()["error"]["param"] == "range"


async def test_short_range_has_hours_and_percentiles(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    now = datetime.now(UTC)
    ages = [timedelta(0), timedelta(hours=3), timedelta(hours=3)]
    await portal.record_requests(
        key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages]
    )
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    assert [hour["requests"] for hour in summary["by_hour"]] == [2, 1]
    for speed in (summary["speed"], summary["by_model"][0]["speed"]):
        assert abs(speed["latency_ms"]["p95"] - 500) <= 60
        assert abs(speed["ttft_ms"]["p50"] - 100) <= 12
    longer = await ada.get("/portal/usage-summary", params={"range": "30d"})
    assert longer["by_hour"] == []
    assert longer["totals"]["requests"] == 3


async def test_days_and_hours_show_models_and_keys(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    await portal.record_requests(key, await ada.organization_id(), [{}, {}, {"model": "gemma-4-26b"}])
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    for bar in (summary["by_hour"][-1], summary["by_day"][-1]):
        assert [(part["model"], part["requests"]) for part in bar["models"]] == [
            ("oss-20b", 2),
            ("gemma-4-26b", 1),
        ]
        assert bar["keys"] == [
            {"key_id": key["id"], "requests": 3, "total_tokens": summary["totals"]["total_tokens"]}
        ]


async def test_custom_range_is_limited_by_start_and_end(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    at = datetime.now(UTC) - timedelta(days=100)
    await portal.record_requests(key, await ada.organization_id(), [{"admitted_at": at}, {}])
    hour = at.replace(minute=0, second=0, microsecond=0)
    params = {"from": (hour - timedelta(days=1)).isoformat(), "to": (hour + timedelta(days=1)).isoformat()}
    summary = await ada.get("/portal/usage-summary", params=params)
    assert (summary["range"], summary["totals"]["requests"]) == ("custom", 1)
    until_now = await ada.get("/portal/usage-summary", params={"from": params["from"]})
    assert until_now["totals"]["requests"] == 2
    for incomplete in ({"range": "custom"}, {"to": params["to"]}):
        refused = await ada.call("GET", "/portal/usage-summary", params=incomplete)
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "from")
