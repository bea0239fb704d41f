"""Forms of a request that HTTP allows: HEAD, slashes, encodings, routes of other APIs. No form is a 500."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest

from functions.gateway.dialects.unknown_routes import resource_of
from portal.keys.secret import new_secret
from tests.support.gateway.dialect_cases import (
    CASES,
    CHAT,
    COMPLETIONS,
    MESSAGES,
    RESPONSES,
    ROUTES,
    body_for,
    client_of,
    text_of,
)
from tests.support.gateway.gateways import GatewayHarness, make_gateway
from tests.support.router.scripted import ScriptedRouter, saying

COUNT = "/v1/messages/count_tokens"
_CHECKS = {case.route: case.check_error for case in CASES}


@pytest.fixture
def gateway() -> GatewayHarness:
    return make_gateway(ScriptedRouter(*(saying("Hello.") for _ in range(4))))


def body_of(route: str) -> bytes:
    return json.dumps(body_for(MESSAGES if route == COUNT else route)).encode()


# --- compressed bodies ---


BOMB = gzip.compress(b" " * 50_000_000)


@pytest.mark.parametrize("route", [*ROUTES, COUNT])
@pytest.mark.parametrize(
    ("encodings", "compress"),
    [
        (["gzip"], gzip.compress),
        (["GZIP"], gzip.compress),
        (["x-gzip"], gzip.compress),
        (["deflate"], zlib.compress),
        (["br"], bytes),
        (["zstd"], bytes),
        (["made-up"], bytes),
        (["gzip, gzip"], lambda body: gzip.compress(gzip.compress(body))),
        (["identity, gzip"], gzip.compress),
        (["gzip", "identity"], gzip.compress),
        (["gzip"], lambda _: BOMB),
        (["\xff"], bytes),
    ],
)
async def test_encoded_body_is_415_in_the_dialect(
    gateway: GatewayHarness, route: str, encodings: list[str], compress: object
) -> None:
    content = compress(body_of(route))  # type: ignore[operator]
    headers = [(b"content-encoding", encoding.encode("latin-1")) for encoding in encodings]
    async with client_of(gateway) as client:
        answer = await client.post(route, content=content, headers=headers)
    assert answer.status_code == 415
    assert answer.headers["accept-encoding"] == "identity"
    assert answer.headers["x-request-id"] == answer.headers["request-id"]
    _CHECKS[MESSAGES if route == COUNT else route](answer.json())
    assert "unsupported_content_encoding" in answer.text


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("encoding", ["identity", "Identity", "", "identity, identity"])
async def test_identity_is_no_encoding(gateway: GatewayHarness, route: str, encoding: str) -> None:
    async with client_of(gateway) as client:
        answer = await client.post(route, content=body_of(route), headers={"content-encoding": encoding})
    assert answer.status_code == 200
    assert text_of(route, answer.json()) == "Hello."


async def test_encoded_body_without_length_and_with_unknown_key(gateway: GatewayHarness) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield gzip.compress(body_of(CHAT))

    headers = {"content-encoding": "gzip"}
    async with client_of(gateway) as client:
        assert (await client.post(CHAT, content=chunks(), headers=headers)).status_code == 415
        headers["authorization"] = f"Bearer {new_secret()}"
        assert (await client.post(CHAT, content=chunks(), headers=headers)).status_code == 401
        assert (await client.get("/v1/models", headers={"content-encoding": "gzip"})).status_code == 200


# --- HEAD ---


@pytest.mark.parametrize(
    "path", ["/health", "/v1/models", "/v1/models/oss-20b", "/v1/models/none", CHAT, "/x"]
)
async def test_head_has_status_and_headers_of_get(gateway: GatewayHarness, path: str) -> None:
    async with client_of(gateway) as client:
        get, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    changing = {"x-request-id", "request-id", "content-length"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in get.headers.items() if k not in changing
    }
    assert head.headers["content-length"] == get.headers["content-length"]
    assert head.headers["x-request-id"].startswith("req_")


# --- slashes ---


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("form", ["/{}", "{}/", "//{}//", "{}/?beta=true"])
async def test_doubled_and_trailing_slashes_find_the_route(
    gateway: GatewayHarness, route: str, form: str
) -> None:
    """Without a redirect, which would lose the body or the key."""
    async with client_of(gateway) as client:
        path = form.format(route).replace("/v1/", "/v1//", 1)
        answer = await client.post(f"http://gateway{path}", content=body_of(route))
    assert answer.status_code == 200
    assert text_of(route, answer.json()) == "Hello."
    assert [event.route for event in gateway.usage.admitted] == [route]


async def test_trailing_slash_of_the_model_list_is_the_list(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        assert (await client.get("/v1/models/")).json()["object"] == "list"
        assert (await client.get("/v1//models//oss-20b/")).json()["id"] == "oss-20b"


# --- routes of other APIs ---


OPENAI_ELSEWHERE = (
    "/chat/completions",
    "/v1/v1/chat/completions",
    "/api/v1/chat/completions",
    "/openai/v1/chat/completions",
    "/openai/deployments/gpt-4o/chat/completions",
    "/v1/chat",
    "/api/chat",
    "/V1/Chat/Completions",
    "/v1/embeddings",
    "/v1/images/generations",
    "/v1/audio/transcriptions",
    "/v1/assistants",
    "/v1/threads/thread_1/messages",
    "/v1/files",
    "/v1/batches",
    "/v1/moderations",
    "/v1/vector_stores",
    "/v1/realtime/sessions",
    "/v1/rerank",
    "/v1beta/models/gemini-pro:generateContent",
)
ANTHROPIC_ELSEWHERE = (
    "/messages",
    "/v1/v1/messages",
    "/anthropic/v1/messages",
    "/v1/messages/batches",
    "/v1/complete",
)
RESPONSES_ELSEWHERE = ("/responses", "/openai/v1/responses", "/v1/responses/resp_1", "/v1/responses/compact")
COMPLETIONS_ELSEWHERE = ("/completions", "/v1/engines/davinci/completions", "/completion")


@pytest.mark.parametrize(
    ("dialect", "path"),
    [
        *((CHAT, path) for path in OPENAI_ELSEWHERE),
        *((MESSAGES, path) for path in ANTHROPIC_ELSEWHERE),
        *((RESPONSES, path) for path in RESPONSES_ELSEWHERE),
        *((COMPLETIONS, path) for path in COMPLETIONS_ELSEWHERE),
    ],
)
async def test_route_of_another_api_names_the_one_to_use(
    gateway: GatewayHarness, dialect: str, path: str
) -> None:
    async with client_of(gateway) as client:
        answer = await client.post(path, content=body_of(CHAT))
    assert answer.status_code == 404
    _CHECKS[dialect](answer.json())
    assert f"POST {dialect}" in answer.text


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/models", "GET /v1/models"),
        ("/api/tags", "GET /v1/models"),
        ("/v1/fine_tuning/jobs", "GET /v1/models"),
        ("/v1/engines", "GET /v1/models"),
        ("/tokenize", COUNT),
        ("/v1/organization/usage/completions", "portal"),
        ("/api/v1/credits", "portal"),
        ("//portal/me", "one slash"),
        ("/", "base URL"),
        ("/v1", "base URL"),
        ("/v1/", "base URL"),
        ("/nowhere", "GET /v1/models"),
    ],
)
async def test_unknown_path_has_a_hint(gateway: GatewayHarness, path: str, hint: str) -> None:
    async with client_of(gateway) as client:
        answer = await client.get(f"http://gateway{path}")
    assert answer.status_code == 404
    assert hint in answer.json()["error"]["message"]


async def test_clients_header_selects_the_dialect_of_shared_resources(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        answer = await client.post("/v1/files", headers={"anthropic-version": "2023-06-01"})
    assert answer.json()["type"] == "error"
    assert MESSAGES in answer.text


def test_resource_starts_at_the_first_known_segment() -> None:
    assert resource_of("/openai/deployments/x/chat/completions") == "chat/completions"
    assert resource_of("/v1/threads/t/messages") == "threads/t/messages"
    assert resource_of("/v1/nowhere") == ""


# --- logs ---


@pytest.mark.parametrize(
    "spelling", ["{}", "%2F{}", "x%0a%0d{}", "{}%0a2026-11-30 INFO forged", "%E2%80%A8%1b[31m{}"]
)
async def test_key_in_a_path_is_masked_and_no_line_is_forged(
    gateway: GatewayHarness, capfdbinary: pytest.CaptureFixture[bytes], spelling: str
) -> None:
    secret = new_secret()
    async with client_of(gateway) as client:
        for prefix in ("/v1/models/", "/v1/", "/"):
            await client.get(f"http://gateway{prefix}{spelling.format(secret)}")
        double = "".join(f"%25{byte:02x}" for byte in secret.encode())
        await client.get(f"http://gateway/v1/models/{double}")
        await client.get("/v1/models/none", headers={"x-client-request-id": secret})
    written = capfdbinary.readouterr().out
    assert secret.encode() not in written
    assert written.isascii()
    lines = written.decode().splitlines()
    assert [json.loads(line)["message"] for line in lines] == ["request.refused"] * 5


async def test_websocket_is_refused_without_an_error(gateway: GatewayHarness) -> None:
    sent: list[str] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: object) -> None:
        sent.append(message["type"])  # type: ignore[index]

    scope = {
        "type": "websocket",
        "path": "/v1/realtime",
        "headers": [],
        "query_string": b"",
        "subprotocols": [],
    }
    await gateway.app(scope, receive, send)
    assert sent == ["websocket.close"]


async def test_no_redirects(gateway: GatewayHarness) -> None:
    async with client_of(gateway) as client:
        answers: list[httpx.Response] = [
            await client.get(path) for path in ("/health/", "/v1/models/", "/v1/messages/", "/v1/")
        ]
    assert all(not answer.is_redirect for answer in answers)
