"""Times that clients send: the edges of the calendar are refused, and no time is a server error."""

from __future__ import annotations

import base64

import pytest

from functions.control_plane.http.pagination.cursor import PagePosition, encode_cursor
from tests.support.control_plane.openapi import DOCUMENT
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

EDGES = (
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59.999999-23:59",
    "9999-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00+23:59",
    "1969-12-31T23:59:59Z",
    "3000-01-01T00:00:00Z",
)
CURSOR_PATHS = sorted(
    path
    for path, operations in DOCUMENT["paths"].items()
    for parameter in operations.get("get", {}).get("parameters", ())
    if parameter["name"] == "cursor" and "{" not in path
)
RANGE_PATHS = sorted(
    path
    for path, operations in DOCUMENT["paths"].items()
    for parameter in operations.get("get", {}).get("parameters", ())
    if parameter["name"] == "from"
)


@pytest.mark.parametrize("path", RANGE_PATHS)
@pytest.mark.parametrize("edge", EDGES)
async def test_edge_of_the_calendar_in_a_range_is_422(ada: PortalUser, path: str, edge: str) -> None:
    for params in ({"from": edge}, {"from": "2026-11-01T00:00:00Z", "to": edge}):
        response = await ada.call("GET", path, params=params)
        assert response.status_code == 422, response.text
        assert response.json()["error"]["param"] in params


@pytest.mark.parametrize("edge", EDGES)
async def test_edge_of_the_calendar_as_expiry_is_422(ada: PortalUser, edge: str) -> None:
    response = await ada.call("POST", "/portal/api-keys", json={"name": "x", "expires_at": edge})
    assert (response.status_code, response.json()["error"]["param"]) == (422, "expires_at")


@pytest.mark.parametrize("path", CURSOR_PATHS)
async def test_cursor_with_any_time_is_no_server_error(
    ada: PortalUser, operator: PortalUser, path: str
) -> None:
    for before in (*EDGES, "2026-11-01", "2026-W01-1", "20261101T000000+0000", "2026-11-01T00:00+00:00:00.1"):
        for before_id in ("x", "5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10", "\0", "\ud800", "a" * 90):
            cursor = _cursor(before, before_id)
            user = operator if "/admin/" in path else ada
            response = await user.call("GET", path, params={"cursor": cursor})
            assert response.status_code in {200, 400, 422}, (before, before_id, response.text)


def _cursor(before: str, before_id: str) -> str:
    try:
        return str(encode_cursor(PagePosition(before=before, before_id=before_id)))
    except ValueError:  # a lone surrogate
        raw = f'{{"before":"{before}","before_id":"\\ud800"}}'.encode()
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
