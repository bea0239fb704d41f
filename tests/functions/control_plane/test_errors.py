"""Whatever goes wrong has one shape and carries its request id; nothing of the framework's own gets out."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from functions.control_plane.api import create_app
from functions.control_plane.usage.repository import Standing, Usage
from tests.functions.control_plane.portals import Person, Portal
from tests.portal.sessions import tokens
from tests.support.connections import Connections, never_answer

pytestmark = pytest.mark.asyncio(loop_scope="session")


def has_the_shape(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    request_id = answer.headers["x-request-id"]
    assert re.fullmatch(r"req_[0-9A-Z]{26}", request_id)
    assert answer.headers["request-id"] == request_id
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert set(body) == {"error", "request_id"}
    assert set(body["error"]) == {"code", "message", "param", "hint"}
    assert body["request_id"] == request_id
    assert body["error"]["code"] == code
    assert body["error"]["message"].endswith(".")
    error: dict[str, Any] = body["error"]
    return error


@pytest.mark.parametrize(
    "path", ["/", "/portal", "/portal/", "/portal/me/", "/portal/nope", "/v1/models", "//"]
)
async def test_no_such_route(portal: Portal, path: str) -> None:
    has_the_shape(await portal.client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/portal/me", "GET"),
        ("PUT", "/portal/api-keys", "GET, POST"),
        ("GET", "/portal/api-keys/5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10", "DELETE, PATCH"),
        ("OPTIONS", "/portal/me", "GET"),
    ],
)
async def test_a_method_that_is_not_answered(portal: Portal, method: str, path: str, allow: str) -> None:
    answer = await portal.client.request(method, path)
    has_the_shape(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize("key_id", ["nonsense", "1", "5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d1", "%00", "é"])
async def test_an_id_that_is_none_is_nobodys(ada: Person, key_id: str) -> None:
    answer = await ada.call("DELETE", f"/portal/api-keys/{key_id}")
    assert has_the_shape(answer, 404, "resource_not_found")["param"] == "key_id"


@pytest.mark.parametrize(
    "content",
    [b"{", b"{'name': 'x'}", b"\xff\xfe", b'{"name": "\xff"}', b"[" * 10_000, b'{"name": NaN'],
)
async def test_a_body_that_is_no_json(ada: Person, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = await ada.call("POST", "/portal/api-keys", content=content, headers=headers)
    has_the_shape(answer, 400, "malformed_body")


async def test_a_body_that_is_not_said_to_be_json(ada: Person) -> None:
    for headers in (
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
    ):
        answer = await ada.call("POST", "/portal/api-keys", content=b'{"name": "x"}', headers=headers)
        assert "content-type" in str(has_the_shape(answer, 422, "unprocessable_request")["hint"])


async def test_a_body_beyond_the_limit(ada: Person) -> None:
    answer = await ada.call("POST", "/portal/api-keys", json={"name": "x" * 70_000})
    has_the_shape(answer, 413, "request_too_large")

    async def undeclared() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1_000

    headers = {"content-type": "application/json"}
    answer = await ada.call("POST", "/portal/api-keys", content=undeclared(), headers=headers)
    has_the_shape(answer, 413, "request_too_large")
    answer = await ada.call("POST", "/portal/api-keys", content=b"{}", headers={"content-length": "many"})
    has_the_shape(answer, 400, "malformed_body")


async def test_a_name_with_half_a_character_is_refused(ada: Person) -> None:
    headers = {"content-type": "application/json"}
    body = rb'{"name": "\ud800"}'
    answer = await ada.call("POST", "/portal/api-keys", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    has_the_shape(answer, answer.status_code, answer.json()["error"]["code"])


async def test_a_browser_may_ask_first_and_read_the_ids(portal: Portal, ada: Person) -> None:
    preflight = {
        "origin": "http://127.0.0.1:8788",
        "access-control-request-method": "DELETE",
        "access-control-request-headers": "authorization,x-organization-id",
    }
    answer = await portal.client.options("/portal/api-keys/x", headers=preflight)
    assert answer.status_code == 200
    assert "DELETE" in answer.headers["access-control-allow-methods"]
    assert "x-organization-id" in answer.headers["access-control-allow-headers"].lower()
    assert answer.headers["x-request-id"] == answer.headers["request-id"]
    for answer in (
        await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"}),
        await portal.client.get("/portal/nope", headers={"origin": "http://127.0.0.1:8788"}),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "x-request-id" in answer.headers["access-control-expose-headers"].lower()
        assert answer.headers["x-request-id"]


async def test_origins_can_be_restricted(portal: Portal) -> None:
    app = create_app(dataclasses.replace(portal.services, allowed_origins=["https://portal.example"]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        ours = await client.get("/portal/nope", headers={"origin": "https://portal.example"})
        assert ours.headers["access-control-allow-origin"] == "https://portal.example"
        others = await client.get("/portal/nope", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in others.headers


class Broken(Usage):
    async def standing(self, organization_id: UUID) -> Standing:
        raise RuntimeError(f"postgres://user:password@host said no to {organization_id}")


async def test_a_fault_of_ours_tells_nothing_but_the_request_id(
    portal: Portal, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(dataclasses.replace(portal.services, usage=Broken(portal.database)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        ada.client = client
        answer = await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"})
    error = has_the_shape(answer, 500, "internal_error")
    assert "password" not in str(error)
    assert answer.headers["access-control-allow-origin"] == "*"
    (record,) = [record for record in caplog.records if record.msg == "control_plane.unforeseen"]
    assert record.__dict__["request_id"] == answer.headers["x-request-id"]


@pytest_asyncio.fixture(loop_scope="session")
async def cut_off(portal: Portal) -> AsyncIterator[Portal]:
    """A portal whose database refuses connections."""
    cut_off = Portal(portal.supabase, supabase_url="http://127.0.0.1:9")
    yield cut_off
    await cut_off.close()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/portal/me"),
        ("GET", "/portal/api-keys"),
        ("POST", "/portal/api-keys"),
        ("DELETE", "/portal/api-keys/5f1d2c8e-7a8f-4f0e-9a55-5cf1ad1b2d10"),
        ("GET", "/portal/usage-summary"),
        ("GET", "/portal/usage-events"),
        ("GET", "/portal/models"),
    ],
)
async def test_without_the_database_the_answer_is_quick_and_honest(
    cut_off: Portal, method: str, path: str
) -> None:
    person = cut_off.person_with_token(sub="anybody")
    started = time.monotonic()
    answer = await person.call(method, path, json={"name": "x"} if method == "POST" else None)
    assert time.monotonic() - started < 1.5
    has_the_shape(answer, 503, "database_unavailable")


async def test_a_database_that_hangs_is_given_up(portal: Portal) -> None:
    async with Connections(never_answer) as mute:
        hanging = Portal(portal.supabase, supabase_url=f"http://{mute.address}")
        try:
            started = time.monotonic()
            answer = await hanging.person_with_token(sub="anybody").call("GET", "/portal/me")
            assert time.monotonic() - started < 2.5
            has_the_shape(answer, 503, "database_unavailable")
        finally:
            await hanging.close()


async def test_our_own_key_being_refused_is_not_the_callers_fault(portal: Portal, ada: Person) -> None:
    locked_out = Portal(portal.supabase, supabase_secret_key="sb_secret_of_yesterday")
    try:
        ada.client = locked_out.client
        answer = await ada.call("GET", "/portal/me")
        assert answer.status_code >= 500
        has_the_shape(answer, answer.status_code, answer.json()["error"]["code"])
    finally:
        await locked_out.close()


async def test_without_published_keys_nobody_is_called_invalid(portal: Portal, ada: Person) -> None:
    cut_off = Portal(portal.supabase, supabase_url="http://127.0.0.1:9", supabase_jwt_secret=None)
    try:
        token = tokens.es256(tokens.claims(iss="http://127.0.0.1:9/auth/v1"))
        answer = await Person(token, "", cut_off.client).call("GET", "/portal/me")
        has_the_shape(answer, 503, "service_unavailable")
        # A token of the shared secret names no key, so no fetch can help it.
        answer = await Person(ada.token, "", cut_off.client).call("GET", "/portal/me")
        has_the_shape(answer, 401, "invalid_session")
    finally:
        await cut_off.close()


async def test_every_request_is_one_line_in_the_log_and_no_token_is(
    portal: Portal, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="portal.requests")
    answer = await ada.call("GET", "/portal/me")
    refused = await portal.client.get("/portal/me")
    records = [record.__dict__ for record in caplog.records if record.msg == "portal.answered"]
    assert [record["status"] for record in records] == [200, 401]
    assert [record["request_id"] for record in records] == [
        answer.headers["x-request-id"],
        refused.headers["x-request-id"],
    ]
    assert records[0]["organization_id"] == answer.json()["organization"]["id"]
    assert records[1]["code"] == "invalid_session"
    assert ada.token not in caplog.text
