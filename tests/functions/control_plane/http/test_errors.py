"""Every error has the same shape and a request id; no framework error gets out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


def check_error(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    request_id = response.headers["x-request-id"]
    assert re.fullmatch(r"req_[0-9A-Z]{26}", request_id)
    assert response.headers["request-id"] == request_id
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert set(body) == {"error", "request_id"}
    assert set(body["error"]) == {"code", "message", "param", "hint"}
    assert body["request_id"] == request_id
    assert body["error"]["code"] == code
    assert body["error"]["message"].endswith(".")
    error: dict[str, Any] = body["error"]
    return error


@pytest.mark.parametrize(
    "path", ["/", "/portal", "/portal/", "/portal/me/nope/", "/portal/nope", "/v1/models", "//"]
)
async def test_unknown_route_is_404(portal: Portal, path: str) -> None:
    check_error(await portal.client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/portal/me", "GET, HEAD"),
        ("PUT", "/portal/api-keys", "GET, HEAD, POST"),
        ("GET", "/portal/api-keys/5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10", "DELETE, PATCH"),
        ("OPTIONS", "/portal/me", "GET, HEAD"),
    ],
)
async def test_unsupported_method_is_405(portal: Portal, method: str, path: str, allow: str) -> None:
    response = await portal.client.request(method, path)
    check_error(response, 405, "method_not_allowed")
    assert response.headers["allow"] == allow


@pytest.mark.parametrize("key_id", ["nonsense", "1", "5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d1", "%00", "é"])
async def test_invalid_id_is_404(ada: PortalUser, key_id: str) -> None:
    response = await ada.call("DELETE", f"/portal/api-keys/{key_id}")
    assert check_error(response, 404, "resource_not_found")["param"] == "key_id"


@pytest.mark.parametrize(
    "content",
    [b"{", b"{'name': 'x'}", b"\xff\xfe", b'{"name": "\xff"}', b"[" * 10_000, b'{"name": NaN'],
)
async def test_malformed_json_is_400(ada: PortalUser, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    response = await ada.call("POST", "/portal/api-keys", content=content, headers=headers)
    check_error(response, 400, "malformed_body")


async def test_other_content_type_is_422(ada: PortalUser) -> None:
    for headers in (
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ):
        response = await ada.call("POST", "/portal/api-keys", content=b'{"name": "x"}', headers=headers)
        assert "content-type" in str(check_error(response, 422, "unprocessable_request")["hint"])


async def test_body_above_the_limit_is_413(ada: PortalUser) -> None:
    response = await ada.call("POST", "/portal/api-keys", json={"name": "x" * 70_000})
    check_error(response, 413, "request_too_large")

    async def undeclared() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1_000

    headers = {"content-type": "application/json"}
    response = await ada.call("POST", "/portal/api-keys", content=undeclared(), headers=headers)
    check_error(response, 413, "request_too_large")
    response = await ada.call("POST", "/portal/api-keys", content=b"{}", headers={"content-length": "many"})
    check_error(response, 400, "malformed_body")


async def test_lone_surrogate_in_name_is_refused(ada: PortalUser) -> None:
    headers = {"content-type": "application/json"}
    body = rb'{"name": "\ud800"}'
    response = await ada.call("POST", "/portal/api-keys", content=body, headers=headers)
    assert response.status_code in {400, 422}
    check_error(response, response.status_code, response.json()["error"]["code"])
