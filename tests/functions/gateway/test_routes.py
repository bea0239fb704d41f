"""What all routes share: request ids, errors in the route's dialect, CORS."""

from __future__ import annotations

import re

import pytest

from tests.support.gateway.dialect_cases import body_for, client_of, error_of
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying

REQUEST_ID = re.compile(r"req_[0-9A-HJKMNP-TV-Z]{26}")


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(saying("Hello.")))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/nowhere", 404),
        ("GET", "/v1/chat/completions", 405),
        ("GET", "/v1/messages", 405),
        ("PUT", "/v1/completions", 405),
        ("POST", "/v1/models", 405),
        ("GET", "/v1/models/none", 404),
        ("POST", "/v1/messages/nowhere", 404),
        ("POST", "/v1/chat/completions/x", 404),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
    ],
)
async def test_unknown_route_or_method_has_the_dialect_of_its_path(
    gateway: GatewayHarness, method: str, path: str, status: int
) -> None:
    async with client_of(gateway) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    error_of(path, answer.json())
    assert REQUEST_ID.fullmatch(answer.headers["x-request-id"])
    assert answer.headers["request-id"] == answer.headers["x-request-id"]
    if status == 405:
        assert answer.headers["allow"]


async def test_version_header_selects_the_dialect_on_shared_routes(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        answer = await client.get("/v1/models/none", headers={"anthropic-version": "2026-10-21"})
    assert answer.json()["type"] == "error"
    assert answer.json()["error"]["type"] == "not_found_error"


async def test_request_ids_differ_and_the_clients_id_is_echoed(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        first = await client.get("/health", headers={"x-client-request-id": "mine-1"})
        second = await client.get("/health")
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert first.headers["x-client-request-id"] == "mine-1"
    assert "x-client-request-id" not in second.headers


async def test_browsers_may_call_and_read_headers(gateway: GatewayHarness) -> None:
    origin = {"origin": "https://app.example"}
    asked = "authorization,content-type,x-api-key,anthropic-version,x-stainless-lang,x-stainless-retry-count"
    async with client_of(gateway) as client:
        preflight = await client.options(
            "/v1/chat/completions",
            headers={
                **origin,
                "access-control-request-method": "POST",
                "access-control-request-headers": asked,
            },
        )
        answer = await client.post(
            "/v1/chat/completions", json=body_for("/v1/chat/completions"), headers=origin
        )
        refused = await client.post("/v1/chat/completions", content=b"{", headers=origin)
        unknown = await client.options(
            "/v1/chat/completions", headers={**origin, "access-control-request-method": "TRACE"}
        )
    assert preflight.status_code == 200
    assert set(asked.split(",")) <= {
        name.strip() for name in preflight.headers["access-control-allow-headers"].lower().split(",")
    }
    assert REQUEST_ID.fullmatch(preflight.headers["x-request-id"])
    assert unknown.status_code == 405
    assert set(unknown.json()["error"]) == {"message", "type", "param", "code"}
    assert "access-control-allow-origin" not in unknown.headers
    for response in (answer, refused):
        assert response.headers["access-control-allow-origin"] == "*"
        exposed = response.headers["access-control-expose-headers"]
        assert {"request-id", "x-request-id", "retry-after", "x-ratelimit-remaining-requests"} <= set(
            exposed.split(", ")
        )
