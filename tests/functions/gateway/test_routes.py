"""What every route shares: ids, dialects of errors, CORS; and the routes that run no model."""

from __future__ import annotations

import re

import httpx
import pytest

from portal.policy import ModelPolicy, PolicySnapshot
from tests.functions.gateway.gateways import Gateway, make_gateway
from tests.functions.gateway.scripted_router import ScriptedRouter, saying
from tests.functions.gateway.test_pipeline import body_for, client_of, error_of

REQUEST_ID = re.compile(r"req_[0-9A-HJKMNP-TV-Z]{26}")


@pytest.fixture
def gateway() -> Gateway:
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
        ("POST", "/v1/chat/completions/", 404),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
    ],
)
async def test_what_does_not_exist_is_told_in_the_dialect_of_its_place(
    gateway: Gateway, method: str, path: str, status: int
) -> None:
    async with client_of(gateway) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    error_of(path, answer.json())
    assert REQUEST_ID.fullmatch(answer.headers["x-request-id"])
    assert answer.headers["request-id"] == answer.headers["x-request-id"]
    if status == 405:
        assert answer.headers["allow"]


async def test_on_shared_routes_the_version_header_tells_the_dialect(gateway: Gateway) -> None:
    async with client_of(gateway) as client:
        answer = await client.get("/v1/models/none", headers={"anthropic-version": "2026-10-21"})
    assert answer.json()["type"] == "error"
    assert answer.json()["error"]["type"] == "not_found_error"


async def test_ids_differ_and_the_clients_own_is_echoed(gateway: Gateway) -> None:
    async with client_of(gateway) as client:
        first = await client.get("/health", headers={"x-client-request-id": "mine-1"})
        second = await client.get("/health")
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert first.headers["x-client-request-id"] == "mine-1"
    assert "x-client-request-id" not in second.headers


async def test_browsers_may_call_and_read_the_headers_they_need(gateway: Gateway) -> None:
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


async def test_models_satisfy_both_sdks_and_hide_what_the_key_may_not_call(gateway: Gateway) -> None:
    narrow = gateway.new_key(models=frozenset({"gemma-4-26b"}))
    async with client_of(gateway) as client:
        everything = (await client.get("/v1/models")).json()
        only = (await client.get("/v1/models", headers={"authorization": f"Bearer {narrow}"})).json()
        one = (await client.get("/v1/models/gemma-4-26b")).json()
        without_key = await client.get("/v1/models", headers={"authorization": ""})
    assert [model["id"] for model in everything["data"]] == ["oss-20b", "gemma-4-26b"]
    assert (everything["object"], everything["has_more"]) == ("list", False)
    assert (everything["first_id"], everything["last_id"]) == ("oss-20b", "gemma-4-26b")
    assert [model["id"] for model in only["data"]] == ["gemma-4-26b"]
    assert (one["object"], one["type"], one["display_name"]) == ("model", "model", "Gemma 4 26B")
    assert without_key.status_code == 401


async def test_a_disabled_model_is_not_listed() -> None:
    snapshot = PolicySnapshot(
        models={"oss-20b": ModelPolicy("oss-20b", "oss-20b", "disabled")}, plan_models={"pro": None}
    )
    gateway = make_gateway(ScriptedRouter(saying("never")), snapshot=snapshot)
    async with client_of(gateway) as client:
        listed = (await client.get("/v1/models")).json()
        one = await client.get("/v1/models/oss-20b")
    assert [model["id"] for model in listed["data"]] == ["gemma-4-26b"]
    assert one.status_code == 404


async def test_health_names_the_aliases_and_no_internals(gateway: Gateway) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(gateway.app), base_url="http://gateway"
    ) as client:
        answer = await client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["models"] == ["oss-20b", "gemma-4-26b"]
    assert "internal" not in answer.text


async def test_counted_tokens_are_the_ones_the_stream_starts_with(gateway: Gateway) -> None:
    body = body_for("/v1/messages", system="Be brief.", stream=True)
    counting = {name: value for name, value in body.items() if name in ("model", "messages", "system")}
    async with client_of(gateway) as client:
        counted = (await client.post("/v1/messages/count_tokens", json=counting)).json()
        stream = (await client.post("/v1/messages", json=body)).text
    assert counted["input_tokens"] > 0
    assert f'"input_tokens":{counted["input_tokens"]}' in stream.split("\n\n")[0]
    assert len(gateway.ledger.admitted) == 1


async def test_counting_needs_a_key_a_model_and_a_body(gateway: Gateway) -> None:
    messages = [{"role": "user", "content": "Hi"}]
    async with client_of(gateway) as client:
        stranger = await client.post(
            "/v1/messages/count_tokens", json={"model": "oss-20b"}, headers={"authorization": ""}
        )
        unknown = await client.post("/v1/messages/count_tokens", json={"model": "none", "messages": messages})
        malformed = await client.post("/v1/messages/count_tokens", content=b"{")
    assert [answer.status_code for answer in (stranger, unknown, malformed)] == [401, 404, 400]
    for answer in (stranger, unknown, malformed):
        error_of("/v1/messages", answer.json())
