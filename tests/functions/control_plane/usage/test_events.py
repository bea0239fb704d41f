"""Requests in the portal: pages, filters, receipts."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_pages_neither_repeat_nor_skip_events(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    organization_id = await ada.organization_id()
    same_moment = datetime.now(UTC) - timedelta(hours=1)
    ids = await portal.record_requests(key, organization_id, [{"admitted_at": same_moment}] * 6)
    ids += await portal.record_requests(key, organization_id, [{}] * 5)
    seen: list[str] = []
    cursor: str | None = None
    pages = 0
    while True:
        params = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = await ada.get("/portal/usage-events", params=params)
        seen += [event["request_id"] for event in page["data"]]
        pages += 1
        if pages == 2:
            # A request recorded meanwhile is newer than the cursor and does not shift the pages.
            await portal.record_requests(key, organization_id, [{"admitted_at": datetime.now(UTC)}])
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["data"]) == 3
    assert pages == 4
    assert sorted(seen) == sorted(ids)
    assert seen[:5] == ids[:5:-1]


async def test_event_shows_outcome_and_tokens(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    (request_id,) = await portal.record_requests(
        key,
        await ada.organization_id(),
        [{"outcome": "failed_after_first_byte", "error_code": "stream_interrupted", "prompt_tokens": 3}],
    )
    (event,) = (await ada.get("/portal/usage-events"))["data"]
    assert event["request_id"] == request_id
    assert event["key_id"] == key["id"]
    assert event["model"] == "oss-20b"
    assert event["state"] == "settled"
    assert event["outcome"] == "failed_after_first_byte"
    assert event["error_code"] == "stream_interrupted"
    assert (event["prompt_tokens"], event["completion_tokens"], event["total_tokens"]) == (3, 5, 8)
    assert event["token_source"] == "router"
    assert (event["ttft_ms"], event["latency_ms"]) == (100.0, 500.0)


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5"])
async def test_page_size_outside_1_to_100_is_422(ada: PortalUser, limit: str) -> None:
    response = await ada.call("GET", "/portal/usage-events", params={"limit": limit})
    assert response.status_code == 422
    assert response.json()["error"]["param"] == "limit"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        "é",
        "a" * 5_000,
        base64.urlsafe_b64encode(b"{}").decode(),
        base64.urlsafe_b64encode(b'{"before":"yesterday","before_id":"req_1"}').decode(),
        base64.urlsafe_b64encode(b'{"before":5,"before_id":null}').decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
async def test_forged_cursor_is_400(ada: PortalUser, cursor: str) -> None:
    response = await ada.call("GET", "/portal/usage-events", params={"cursor": cursor})
    assert response.status_code == 400
    assert response.json()["error"]["param"] == "cursor"


async def test_events_are_filtered_by_model_key_and_outcome(portal: Portal, ada: PortalUser) -> None:
    first, second = await ada.create_key("first"), await ada.create_key("second")
    organization_id = await ada.organization_id()
    await portal.record_requests(first, organization_id, [{}, {"model": "gemma-4-26b"}])
    await portal.record_requests(second, organization_id, [{"outcome": "client_disconnected"}])

    async def found(**filters: str) -> tuple[int, int]:
        summary = await ada.get("/portal/usage-summary", params=filters)
        events = await ada.get("/portal/usage-events", params=filters)
        return summary["totals"]["requests"], len(events["data"])

    assert await found(model="gemma-4-26b") == (1, 1)
    assert await found(key_id=first["id"]) == (2, 2)
    assert await found(key_id=second["id"], model="gemma-4-26b") == (0, 0)
    cancelled = await ada.get("/portal/usage-events", params={"outcome": "client_disconnected"})
    assert [event["key_id"] for event in cancelled["data"]] == [second["id"]]


async def test_events_are_filtered_by_time(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    now = datetime.now(UTC)
    ids = await portal.record_requests(
        key, await ada.organization_id(), [{"admitted_at": now - timedelta(hours=age)} for age in (3, 2, 1)]
    )
    params = {"from": (now - timedelta(hours=2)).isoformat(), "to": (now - timedelta(hours=1)).isoformat()}
    page = await ada.get("/portal/usage-events", params=params)
    assert [event["request_id"] for event in page["data"]] == [ids[1]]


@pytest.mark.parametrize(
    ("outcome", "completion_tokens", "charged"),
    [
        ("ok", 5, "prompt and completion"),
        ("client_disconnected", 5, "prompt and produced"),
        ("client_disconnected", 0, "nothing"),
        ("deadline", 5, "prompt and produced"),
        ("deadline", 0, "nothing"),
    ],
)
async def test_receipt_shows_the_reason_of_its_charge(
    portal: Portal, ada: PortalUser, outcome: str, completion_tokens: int, charged: str
) -> None:
    key = await ada.create_key()
    request = {"outcome": outcome, "completion_tokens": completion_tokens}
    (request_id,) = await portal.record_requests(key, await ada.organization_id(), [request])
    receipt = await ada.get(f"/portal/usage-events/{request_id}")
    assert (receipt["request_id"], receipt["outcome"], receipt["charged_for"]) == (
        request_id,
        outcome,
        charged,
    )
