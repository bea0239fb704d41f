"""CORS: preflight requests, exposed headers, restricted origins."""

from __future__ import annotations

import dataclasses

import httpx
import pytest

from functions.control_plane.api import create_app
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_pages_may_send_our_headers_and_read_the_request_id(portal: Portal, ada: PortalUser) -> None:
    preflight = {
        "origin": "http://127.0.0.1:8788",
        "access-control-request-method": "DELETE",
        "access-control-request-headers": "authorization,x-organization-id",
    }
    response = await portal.client.options("/portal/api-keys/x", headers=preflight)
    assert response.status_code == 200
    assert "DELETE" in response.headers["access-control-allow-methods"]
    assert "x-organization-id" in response.headers["access-control-allow-headers"].lower()
    assert response.headers["x-request-id"] == response.headers["request-id"]
    for response in (
        await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"}),
        await portal.client.get("/portal/nope", headers={"origin": "http://127.0.0.1:8788"}),
    ):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "x-request-id" in response.headers["access-control-expose-headers"].lower()
        assert response.headers["x-request-id"]


async def test_only_configured_origins_are_allowed(portal: Portal) -> None:
    app = create_app(dataclasses.replace(portal.services, allowed_origins=["https://portal.example"]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        ours = await client.get("/portal/nope", headers={"origin": "https://portal.example"})
        assert ours.headers["access-control-allow-origin"] == "https://portal.example"
        others = await client.get("/portal/nope", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in others.headers
