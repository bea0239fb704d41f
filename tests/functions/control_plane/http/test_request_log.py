"""One log line per request, without secrets."""

from __future__ import annotations

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_each_request_is_logged_without_its_token(
    portal: Portal, ada: PortalUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="portal.requests")
    response = await ada.call("GET", "/portal/me")
    refused = await portal.client.get("/portal/me")
    records = [record.__dict__ for record in caplog.records if record.msg == "portal.request_completed"]
    assert [record["status"] for record in records] == [200, 401]
    assert [record["request_id"] for record in records] == [
        response.headers["x-request-id"],
        refused.headers["x-request-id"],
    ]
    assert records[0]["organization_id"] == response.json()["organization"]["id"]
    assert records[1]["code"] == "invalid_session"
    assert ada.token not in caplog.text
