"""Conditional requests: a response that has not changed is not sent again."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


POLLED = [
    "/portal/me", "/portal/api-keys", "/portal/usage-summary", "/portal/usage-events", "/portal/models",
    "/portal/status", "/portal/docs",
    "/portal/organizations", "/portal/billing", "/portal/plans",
]  # fmt: skip


async def wait_out_the_minute() -> None:
    """A minute's end changes responses, which say when the limit per minute is reset."""
    left = 60 - time.time() % 60
    if left < 10:
        await asyncio.sleep(left)


@pytest.mark.parametrize("path", POLLED)
async def test_unchanged_response_is_304(ada: PortalUser, path: str) -> None:
    await wait_out_the_minute()
    first = await ada.call("GET", path)
    tag = first.headers["etag"]
    for etags in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = await ada.call("GET", path, headers={"if-none-match": etags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == "no-store"
        assert again.headers["x-request-id"] != first.headers["x-request-id"]
        assert "content-type" not in again.headers
    for etags in ('"other"', "", tag[:-2], "W/"):
        again = await ada.call("GET", path, headers={"if-none-match": etags})
        assert again.status_code == 200
        assert again.json() == first.json()


async def test_changed_response_is_sent(ada: PortalUser) -> None:
    tag = (await ada.call("GET", "/portal/api-keys")).headers["etag"]
    await ada.create_key()
    again = await ada.call("GET", "/portal/api-keys", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert again.headers["etag"] != tag


async def test_etag_grants_no_access(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    tag = (await ada.call("GET", "/portal/me")).headers["etag"]
    assert (await portal.client.get("/portal/me", headers={"if-none-match": tag})).status_code == 401
    assert (await portal.client.get("/portal/me", headers={"if-none-match": "*"})).status_code == 401
    assert (await eve.call("GET", "/portal/me", headers={"if-none-match": tag})).status_code == 200


async def test_only_reads_have_etags_and_pages_can_read_them(ada: PortalUser) -> None:
    created = await ada.call("POST", "/portal/api-keys", json={"name": "x"}, headers={"if-none-match": "*"})
    assert created.status_code == 201
    assert "etag" not in created.headers
    response = await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"})
    assert "etag" in response.headers["access-control-expose-headers"]
