"""Responses of the runtime, as a client of API Gateway receives them."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.deployments import Deployment

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_portal_is_imported_from_the_layer(shared: Deployment) -> None:
    body = (await shared.client.get("/environment")).json()
    assert body["portal"].endswith("/opt/python/portal/__init__.py")
    assert "/lambda" in body["portal"]


async def test_events_arrive_one_by_one(shared: Deployment) -> None:
    async with shared.client.stream("GET", "/events?count=8&every=0.1") as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        arrivals = [
            (time.monotonic(), json.loads(chunk.removeprefix(b"data: ")))
            async for chunk in response.aiter_raw()
        ]
    assert [event["n"] for _, event in arrivals] == list(range(8))
    lags = sorted(arrived - event["at"] for arrived, event in arrivals)
    assert lags[len(lags) // 2] < 0.05, "an event should arrive before the next is sent"
    assert arrivals[-1][0] - arrivals[0][0] > 0.5


async def test_status_and_headers_arrive_before_the_first_byte(shared: Deployment) -> None:
    async with shared.client.stream("GET", "/slow-to-first-byte") as response:
        headers_at = time.monotonic()
        body = await response.aread()
    assert time.monotonic() - headers_at > 0.3
    assert body == b"first byte"


async def test_response_is_open_while_events_are_sent(shared: Deployment) -> None:
    async with shared.client.stream("GET", "/events?count=3&every=0.05") as response:
        await response.aread()
    invocation = shared.gateway.invocations[-1]
    assert invocation.opened_at is not None
    assert invocation.ended_at is not None
    assert invocation.ended_at - invocation.opened_at > 0.1


async def test_headers_and_cookies_are_in_the_prelude(shared: Deployment) -> None:
    response = await shared.client.get("/headers")
    assert response.json() == {"ok": True}
    prelude = shared.gateway.preludes[-1]
    assert prelude == {
        "statusCode": 200,
        "headers": {"content-length": "11", "content-type": "application/json", "x-single": "only"},
        "multiValueHeaders": {"x-many": ["one", "two"]},
        "cookies": ['session="a b\\073c"; Path=/; SameSite=lax', "theme=dark; Path=/; SameSite=lax"],
    }
    assert response.headers.get_list("x-many") == ["one", "two"]
    assert dict(response.cookies) == {"session": '"a b\\073c"', "theme": "dark"}


async def test_app_receives_the_request_unchanged(shared: Deployment) -> None:
    response = await shared.client.post(
        "/echo?a=1&a=2&b=%C3%A4%26",
        content="grüße".encode(),
        headers={"x-one": "1", "cookie": "session=s1; theme=dark"},
    )
    assert response.json() == {
        "method": "POST",
        "path": "/echo",
        "query": [["a", "1"], ["a", "2"], ["b", "ä&"]],
        "cookies": {"session": "s1", "theme": "dark"},
        "client": "203.0.113.7",
        "x-one": "1",
        "length": 7,
        "body": "grüße",
    }


async def test_large_request_body_is_received(shared: Deployment) -> None:
    response = await shared.client.post("/echo", content=b"x" * 4_000_000)
    assert response.json()["length"] == 4_000_000


async def test_unknown_route_is_answered_by_the_app(shared: Deployment) -> None:
    response = await shared.client.get("/nowhere")
    assert response.status_code == 404
    assert response.json() == {"detail": "Not Found"}


async def test_head_response_has_no_body(shared: Deployment) -> None:
    response = await shared.client.head("/sized")
    assert (response.status_code, response.headers["content-length"]) == (200, "10")
    assert (await shared.client.get("/sized")).text == "0123456789"


async def test_no_content_response_has_no_body(shared: Deployment) -> None:
    response = await shared.client.get("/no-content")
    assert (response.status_code, response.content) == (204, b"")


async def test_headers_beyond_the_limit_are_a_500(shared: Deployment) -> None:
    passing = await shared.client.get("/header-of/15700")
    assert (passing.status_code, passing.text) == (200, "body")
    rejected = await shared.client.get("/header-of/16000")
    assert rejected.status_code == 500
    error = rejected.json()
    assert error["error"]["code"] == "response_headers_too_large"
    assert error["request_id"] == rejected.headers["x-request-id"] == "req_0123456789"
    request_id = shared.gateway.invocations[-1].request_id
    assert await shared.environment.logged("runtime.headers_rejected", request_id)
    assert (await shared.client.get("/sized")).status_code == 200


async def test_line_break_in_a_header_is_a_500(shared: Deployment) -> None:
    response = await shared.client.get("/header-break")
    assert response.status_code == 500
    assert "set-cookie" not in response.headers


async def test_lifespan_runs_once_and_requests_share_its_state(shared: Deployment) -> None:
    first = (await shared.client.get("/environment")).json()
    second = (await shared.client.get("/environment")).json()
    assert first["client"] == second["client"] == "created once"
    assert second["requests"] == first["requests"] + 1
    assert first["same_loop"]
    assert shared.environment.lines.count("startup") == 1
    assert "shutdown" not in shared.environment.lines


async def test_context_and_trace_id_are_set(shared: Deployment) -> None:
    invocation = shared.api.invoke(
        get_event("/environment"),
        deadline_seconds=20,
        headers={
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7",
            "Lambda-Runtime-Client-Context": '{"client": {"app_title": "tests"}}',
            "Lambda-Runtime-Cognito-Identity": '{"cognitoIdentityId": "i", "cognitoIdentityPoolId": "p"}',
            "Lambda-Runtime-Aws-Tenant-Id": "tenant-1",
        },
    )
    body = json.loads((await invocation.payload()).partition(b"\0" * 8)[2])
    assert body["trace_id"] == "Root=1-5bef4de7"
    remaining = body["context"].pop("remaining")
    assert 15_000 < remaining <= 20_000
    assert body["context"] == {
        "aws_request_id": invocation.request_id,
        "function_name": "probe",
        "memory_limit_in_mb": 512,
        "invoked_function_arn": "arn:aws:lambda:eu-central-1:1:function:probe",
        "trace_id": "Root=1-5bef4de7",
        "client_context": {"client": {"app_title": "tests"}},
        "identity": {"cognito_identity_id": "i", "cognito_identity_pool_id": "p"},
        "tenant_id": "tenant-1",
    }
    assert (await shared.client.get("/environment")).json()["trace_id"] is None


async def test_client_disconnect_does_not_end_the_app(shared: Deployment) -> None:
    async with shared.client.stream("GET", "/events?count=6&every=0.1") as response:
        async for _ in response.aiter_raw():
            break
    invocation = shared.gateway.invocations[-1]
    await invocation.ended.wait()
    assert invocation.trailer is None
    await shared.environment.printed("events sent: 6")
    assert (await shared.client.get("/sized")).status_code == 200


async def test_app_waits_while_the_response_is_not_read(shared: Deployment) -> None:
    """Socket buffers limit what an app can send unread, which is far less than the response."""
    invocation = shared.api.invoke(get_event("/flood", {"megabytes": "64"}))
    invocation.hold()
    sent = -1
    while sent != _flooded(shared) or sent < 0:
        sent = _flooded(shared)
        await asyncio.sleep(0.3)
    assert sent < 40
    invocation.reading.set()
    payload = await invocation.payload()
    assert len(payload.partition(b"\0" * 8)[2]) == 64 * 1024 * 1024
    await shared.environment.printed("flood: 64 MB")


def _flooded(shared: Deployment) -> int:
    return len([line for line in shared.environment.lines if line.startswith("flood:")])
