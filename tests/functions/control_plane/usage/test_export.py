"""Exports of requests."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_export_holds_all_requests(portal: Portal, ada: PortalUser) -> None:
    key = await ada.create_key()
    organization_id, start = await ada.organization_id(), datetime.now(UTC) - timedelta(hours=2)
    ids: list[str] = []
    while len(ids) < 2_300:  # three pages
        times = [start + timedelta(seconds=len(ids) + second) for second in range(230)]
        ids += await portal.record_requests(key, organization_id, [{"admitted_at": at} for at in times])
    response = await ada.call("GET", "/portal/usage-export", params={"format": "csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == "attachment; filename=usage.csv"
    rows = list(csv.DictReader(io.StringIO(response.text)))
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
async def test_formulas_in_key_names_are_escaped(
    portal: Portal, ada: PortalUser, name: str, shown: str
) -> None:
    key = await ada.create_key(name)
    await portal.record_requests(key, await ada.organization_id(), [{}])
    response = await ada.call("GET", "/portal/usage-export", params={"format": "csv"})
    (row,) = csv.DictReader(io.StringIO(response.text))
    assert row["key_name"] == shown
    (event,) = (await ada.get("/portal/usage-export", params={"format": "json"}))["data"]
    assert event["key_name"] == name


async def test_empty_export_is_valid(ada: PortalUser) -> None:
    assert await ada.get("/portal/usage-export", params={"format": "json"}) == {"data": []}
    response = await ada.call("GET", "/portal/usage-export")
    assert response.text.startswith("request_id,")
    assert response.text.count("\n") == 1
