"""Forms of a request that HTTP allows: HEAD, slashes, encodings; what of them is logged."""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import AsyncIterator

import pytest

from portal.keys.secret import new_secret
from tests.functions.control_plane.auth.test_tenant_isolation import BODIES
from tests.support.control_plane.openapi import SIGNED_IN_ROUTES
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

JSON = {"content-type": "application/json"}
BODY_ROUTES = [route for route in SIGNED_IN_ROUTES if route in BODIES]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "made-up", "gzip, gzip"])
async def test_encoded_body_is_415_on_every_route(ada: PortalUser, encoding: str) -> None:
    headers = JSON | {"content-encoding": encoding}
    for method, path in BODY_ROUTES:
        body = gzip.compress(json.dumps(BODIES[method, path]).encode())
        response = await ada.call(method, path, content=body, headers=headers)
        assert response.status_code == 415, (method, path)
        assert response.headers["accept-encoding"] == "identity"
        assert response.json()["error"]["code"] == "unsupported_content_encoding"


async def test_encoded_body_without_length_is_415(ada: PortalUser) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield gzip.compress(b" " * 10_000_000)

    headers = JSON | {"content-encoding": "gzip"}
    response = await ada.call("POST", "/portal/api-keys", content=chunks(), headers=headers)
    assert response.status_code == 415


async def test_identity_is_no_encoding(ada: PortalUser) -> None:
    for encoding in ("identity", ""):
        headers = {"content-encoding": encoding}
        response = await ada.call("POST", "/portal/api-keys", json={"name": "x"}, headers=headers)
        assert response.status_code == 201


@pytest.mark.parametrize(
    "path", [path for method, path in SIGNED_IN_ROUTES if method == "GET" and "{" not in path]
)
async def test_head_has_status_and_headers_of_get(ada: PortalUser, path: str) -> None:
    get, head = await ada.call("GET", path), await ada.call("HEAD", path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    changing = {"x-request-id", "request-id", "etag", "content-length"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in get.headers.items() if k not in changing
    }
    assert set(head.headers) == set(get.headers)


async def test_head_of_public_and_unknown_routes(portal: Portal) -> None:
    for path, status in (
        ("/portal/openapi.json", 200),
        ("/portal/status", 200),
        ("/portal/me", 401),
        ("/portal/no", 404),
        ("/portal/invitations/accept", 405),
    ):
        head = await portal.client.head(path)
        assert (head.status_code, head.content) == (status, b"")


async def test_head_with_the_current_etag_is_304(ada: PortalUser) -> None:
    etag = (await ada.call("GET", "/portal/profile")).headers["etag"]
    head = await ada.call("HEAD", "/portal/profile", headers={"if-none-match": etag})
    assert (head.status_code, head.content) == (304, b"")


async def test_page_may_send_head(portal: Portal) -> None:
    headers = {"origin": "https://app.example", "access-control-request-method": "HEAD"}
    assert (await portal.client.options("/portal/me", headers=headers)).status_code == 200


async def test_doubled_and_trailing_slashes_find_the_route(ada: PortalUser) -> None:
    for path in ("/portal/me/", "/portal//me", "//portal/me//"):
        response = await ada.call("GET", f"http://portal{path}")
        assert response.status_code == 200
    created = await ada.call("POST", "/portal/api-keys/", json={"name": "x"})
    assert created.status_code == 201


@pytest.mark.parametrize("spelling", ["{}", "x%0a{}", "%2563tx_{}", "%E2%80%A8%1b[31m{}"])
async def test_key_in_a_path_is_masked_in_the_log(
    portal: Portal, caplog: pytest.LogCaptureFixture, spelling: str
) -> None:
    caplog.set_level(logging.INFO, logger="portal.requests")
    secret = new_secret()
    await portal.client.get(f"/portal/{spelling.format(secret)}")
    await portal.client.get(f"/portal/api-keys/{spelling.format(secret)}?key={secret}")
    routes = [record.__dict__["route"] for record in caplog.records if "route" in record.__dict__]
    assert len(routes) == 2
    for route in routes:
        assert secret[4:] not in route
        assert route.isascii()
        assert route.isprintable()
