"""Usage as the portal shows it: sums that add up, limits as the gateway counts them, pages without gaps."""

from __future__ import annotations

import base64
import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.control_plane.portals import WEEK, Person, Portal, counted

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_fresh_account_has_used_nothing(ada: Person) -> None:
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


async def test_sums_are_of_all_requests_by_model_day_and_key(portal: Portal, ada: Person) -> None:
    first, second = await ada.make_key("first"), await ada.make_key("second")
    organization_id = await ada.organization_id()
    await portal.use(first, organization_id, [{"prompt_tokens": 100, "completion_tokens": 20}] * 3)
    await portal.use(
        second,
        organization_id,
        [
            {"model": "gemma-4-26b", "prompt_tokens": 7, "completion_tokens": 0, "ending": "cancelled"},
            {
                "model": "gemma-4-26b",
                "completion_tokens": 0,
                "ending": "failed_before_first_byte",
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
    assert totals["cancelled"] == 1
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
    assert by_name["requests per week"]["used"] == counted(5, WEEK)
    resets_at = datetime.fromisoformat(by_name["requests per week"]["resets_at"])
    assert datetime.now(UTC) < resets_at <= datetime.now(UTC) + timedelta(days=7)


async def test_the_last_use_of_a_key_is_shown(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=3)
    await portal.use(key, await ada.organization_id(), [{"admitted_at": at}])
    (shown,) = (await ada.get("/portal/api-keys"))["data"]
    assert datetime.fromisoformat(shown["last_used_at"]) == at


async def test_a_range_leaves_out_what_is_older(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    now = datetime.now(UTC)
    ages = [timedelta(minutes=1), timedelta(days=3), timedelta(days=20), timedelta(days=60)]
    await portal.use(key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages])
    for name, count, days in (("24h", 1, 2), ("7d", 2, 8), ("30d", 3, 31), ("90d", 4, 91)):
        summary = await ada.get("/portal/usage-summary", params={"range": name})
        assert summary["range"] == name
        assert summary["totals"]["requests"] == count
        assert len(summary["by_day"]) == days
        assert sum(day["requests"] for day in summary["by_day"]) == count


@pytest.mark.parametrize("name", ["1y", "", "24H", "-7d"])
async def test_an_unknown_range_names_the_parameter(ada: Person, name: str) -> None:
    answer = await ada.call("GET", "/portal/usage-summary", params={"range": name})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "range"


async def test_events_are_paged_without_gap_or_repetition(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    organization_id = await ada.organization_id()
    same_moment = datetime.now(UTC) - timedelta(hours=1)
    ids = await portal.use(key, organization_id, [{"admitted_at": same_moment}] * 6)
    ids += await portal.use(key, organization_id, [{}] * 5)
    seen: list[str] = []
    cursor: str | None = None
    pages = 0
    while True:
        params = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = await ada.get("/portal/usage-events", params=params)
        seen += [event["request_id"] for event in page["data"]]
        pages += 1
        if pages == 2:
            # What arrives meanwhile is newer than the cursor and does not shift the pages.
            await portal.use(key, organization_id, [{"admitted_at": datetime.now(UTC)}])
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["data"]) == 3
    assert pages == 4
    assert sorted(seen) == sorted(ids)
    assert seen[:5] == ids[:5:-1]


async def test_an_event_tells_how_the_request_went(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    (request_id,) = await portal.use(
        key,
        await ada.organization_id(),
        [{"ending": "failed_after_first_byte", "error_code": "stream_interrupted", "prompt_tokens": 3}],
    )
    (event,) = (await ada.get("/portal/usage-events"))["data"]
    assert event["request_id"] == request_id
    assert event["key_id"] == key["id"]
    assert event["model"] == "oss-20b"
    assert event["state"] == "settled"
    assert event["ending"] == "failed_after_first_byte"
    assert event["error_code"] == "stream_interrupted"
    assert (event["prompt_tokens"], event["completion_tokens"], event["total_tokens"]) == (3, 5, 8)
    assert event["token_source"] == "router"
    assert (event["ttft_ms"], event["latency_ms"]) == (100.0, 500.0)


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5"])
async def test_a_page_has_one_to_a_hundred_events(ada: Person, limit: str) -> None:
    answer = await ada.call("GET", "/portal/usage-events", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "limit"


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
async def test_a_made_up_cursor_is_named(ada: Person, cursor: str) -> None:
    answer = await ada.call("GET", "/portal/usage-events", params={"cursor": cursor})
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "cursor"


async def test_hours_and_percentiles_of_short_spans(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    now = datetime.now(UTC)
    ages = [timedelta(0), timedelta(hours=3), timedelta(hours=3)]
    await portal.use(key, await ada.organization_id(), [{"admitted_at": now - age} for age in ages])
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    assert [hour["requests"] for hour in summary["by_hour"]] == [2, 1]
    for speed in (summary["speed"], summary["by_model"][0]["speed"]):
        assert abs(speed["latency_ms"]["p95"] - 500) <= 60
        assert abs(speed["ttft_ms"]["p50"] - 100) <= 12
    longer = await ada.get("/portal/usage-summary", params={"range": "30d"})
    assert longer["by_hour"] == []
    assert longer["totals"]["requests"] == 3


async def test_days_and_hours_tell_their_models_and_keys(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    await portal.use(key, await ada.organization_id(), [{}, {}, {"model": "gemma-4-26b"}])
    summary = await ada.get("/portal/usage-summary", params={"range": "24h"})
    for bar in (summary["by_hour"][-1], summary["by_day"][-1]):
        assert [(part["model"], part["requests"]) for part in bar["models"]] == [
            ("oss-20b", 2),
            ("gemma-4-26b", 1),
        ]
        assert bar["keys"] == [
            {"key_id": key["id"], "requests": 3, "total_tokens": summary["totals"]["total_tokens"]}
        ]


async def test_a_custom_span_has_a_begin_and_an_end(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    at = datetime.now(UTC) - timedelta(days=100)
    await portal.use(key, await ada.organization_id(), [{"admitted_at": at}, {}])
    span = {"from": (at - timedelta(days=1)).isoformat(), "to": (at + timedelta(days=1)).isoformat()}
    summary = await ada.get("/portal/usage-summary", params=span)
    assert (summary["range"], summary["totals"]["requests"]) == ("custom", 1)
    until_now = await ada.get("/portal/usage-summary", params={"from": span["from"]})
    assert until_now["totals"]["requests"] == 2
    for params in ({"range": "custom"}, {"to": span["to"]}):
        refused = await ada.call("GET", "/portal/usage-summary", params=params)
        assert (refused.status_code, refused.json()["error"]["param"]) == (422, "from")


async def test_sums_and_events_of_one_model_or_key(portal: Portal, ada: Person) -> None:
    first, second = await ada.make_key("first"), await ada.make_key("second")
    organization_id = await ada.organization_id()
    await portal.use(first, organization_id, [{}, {"model": "gemma-4-26b"}])
    await portal.use(second, organization_id, [{"ending": "cancelled"}])

    async def found(**filters: str) -> tuple[int, int]:
        summary = await ada.get("/portal/usage-summary", params=filters)
        events = await ada.get("/portal/usage-events", params=filters)
        return summary["totals"]["requests"], len(events["data"])

    assert await found(model="gemma-4-26b") == (1, 1)
    assert await found(key_id=first["id"]) == (2, 2)
    assert await found(key_id=second["id"], model="gemma-4-26b") == (0, 0)
    cancelled = await ada.get("/portal/usage-events", params={"ending": "cancelled"})
    assert [event["key_id"] for event in cancelled["data"]] == [second["id"]]


async def test_events_of_a_time(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    now = datetime.now(UTC)
    ids = await portal.use(
        key, await ada.organization_id(), [{"admitted_at": now - timedelta(hours=age)} for age in (3, 2, 1)]
    )
    span = {"from": (now - timedelta(hours=2)).isoformat(), "to": (now - timedelta(hours=1)).isoformat()}
    page = await ada.get("/portal/usage-events", params=span)
    assert [event["request_id"] for event in page["data"]] == [ids[1]]


@pytest.mark.parametrize(
    ("ending", "completion_tokens", "charged"),
    [
        ("ok", 5, "prompt and completion"),
        ("cancelled", 5, "prompt and produced"),
        ("cancelled", 0, "nothing"),
        ("deadline", 5, "nothing"),
    ],
)
async def test_a_receipt_says_what_was_charged_for(
    portal: Portal, ada: Person, ending: str, completion_tokens: int, charged: str
) -> None:
    key = await ada.make_key()
    request = {"ending": ending, "completion_tokens": completion_tokens}
    (request_id,) = await portal.use(key, await ada.organization_id(), [request])
    receipt = await ada.get(f"/portal/usage-events/{request_id}")
    assert (receipt["request_id"], receipt["ending"], receipt["charged_for"]) == (request_id, ending, charged)


async def test_an_export_holds_every_request_of_the_range(portal: Portal, ada: Person) -> None:
    key = await ada.make_key()
    organization_id, began = await ada.organization_id(), datetime.now(UTC) - timedelta(hours=2)
    ids: list[str] = []
    while len(ids) < 2_300:  # three pages
        times = [began + timedelta(seconds=len(ids) + second) for second in range(230)]
        ids += await portal.use(key, organization_id, [{"admitted_at": at} for at in times])
    answer = await ada.call("GET", "/portal/usage-export", params={"format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename=usage.csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["request_id"] for row in rows] == ids[::-1]
    assert (rows[0]["prompt_tokens"], rows[0]["error_code"]) == ("10", "")
    exported = await ada.get("/portal/usage-export", params={"format": "json"})
    assert [event["request_id"] for event in exported["data"]] == ids[::-1]
    page = await ada.get("/portal/usage-events", params={"limit": 1})
    assert exported["data"][0] == page["data"][0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('=HYPERLINK("https://example.com")', '\'=HYPERLINK("https://example.com")'),
        ("staging; @SUM(1)", "staging; '@SUM(1)"),
        ("-1", "'-1"),
        ("night-run = a+b", "night-run = a+b"),
    ],
)
async def test_a_spreadsheet_runs_no_key_name_as_a_formula(
    portal: Portal, ada: Person, name: str, shown: str
) -> None:
    key = await ada.make_key(name)
    await portal.use(key, await ada.organization_id(), [{}])
    answer = await ada.call("GET", "/portal/usage-export", params={"format": "csv"})
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["key_name"] == shown
    (event,) = (await ada.get("/portal/usage-export", params={"format": "json"}))["data"]
    assert event["key_name"] == name


async def test_an_export_of_nothing_is_whole(ada: Person) -> None:
    assert await ada.get("/portal/usage-export", params={"format": "json"}) == {"data": []}
    answer = await ada.call("GET", "/portal/usage-export")
    assert answer.text.startswith("request_id,")
    assert answer.text.count("\n") == 1
