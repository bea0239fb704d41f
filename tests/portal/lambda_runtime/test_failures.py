"""Failures of the app, of the Runtime API, and of the event."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.support.lambda_runtime.api_gateway import get_event
from tests.support.lambda_runtime.deployments import Deploy, Deployment

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "10.0.0.1"
"""Part of every exception of the probe app; no client may see it."""


async def test_exception_before_the_response_is_the_apps_500(shared: Deployment) -> None:
    response = await shared.client.get("/raise")
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    invocation = shared.gateway.invocations[-1]
    assert invocation.error is None
    assert invocation.trailer is None
    record = await shared.environment.logged("runtime.app_raised", invocation.request_id)
    assert record["errorType"] == "RuntimeError"
    assert "refused" in record["stackTrace"]


async def test_exception_in_a_stream_sends_trailers_and_cuts_it(shared: Deployment) -> None:
    received: list[bytes] = []
    with pytest.raises(httpx.RemoteProtocolError):
        await _read(shared, "/raise-after/2", received)
    assert b"".join(received) == b"data: 0\n\ndata: 1\n\n"
    invocation = shared.gateway.invocations[-1]
    trailer = invocation.trailer
    assert trailer is not None
    assert trailer.type == "Function.RuntimeError"
    assert trailer.body["errorType"] == "Function.RuntimeError"
    assert SECRET not in json.dumps(trailer.body)
    assert trailer.body["stackTrace"] == []
    assert await shared.environment.logged("runtime.app_raised", invocation.request_id)
    assert (await shared.client.get("/sized")).status_code == 200


async def _read(shared: Deployment, path: str, into: list[bytes]) -> None:
    async with shared.client.stream("GET", path) as response:
        assert response.status_code == 200
        async for chunk in response.aiter_raw():
            into.append(chunk)  # noqa: PERF401 - chunks before the failure count


async def test_exception_after_the_response_changes_nothing(shared: Deployment) -> None:
    response = await shared.client.get("/background?seconds=0&fails=true")
    assert response.json() == {"ok": True}
    assert (await shared.client.get("/sized")).status_code == 200
    assert shared.gateway.invocations[-2].trailer is None


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(b"this is not JSON", id="no JSON"),
        pytest.param([], id="a list"),
        pytest.param(7, id="a number"),
        pytest.param({}, id="an empty object"),
        pytest.param({"key1": "value1"}, id="the console's test event"),
        pytest.param({"Records": []}, id="no records"),
        pytest.param({"resource": "/", "requestContext": {}}, id="half a request"),
        pytest.param(
            {**get_event("/"), "body": "abc", "isBase64Encoded": True}, id="a body that is not base64"
        ),
        pytest.param(
            {"requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/", "headers": {}}, id="ALB"
        ),
    ],
)
async def test_event_that_is_not_a_request_is_an_error(shared: Deployment, event: object) -> None:
    invocation = shared.api.invoke(event)
    await invocation.ended.wait()
    assert invocation.error is not None
    assert invocation.error.type == "Runtime.UnsupportedEvent"
    assert invocation.error.body["errorType"] == "Runtime.UnsupportedEvent"
    assert invocation.error.body["errorMessage"]
    assert (await shared.client.get("/sized")).status_code == 200


@pytest.mark.parametrize("status", [410, 400, 413, 500])
async def test_rejected_response_is_abandoned(shared: Deployment, status: int) -> None:
    """410: the invocation has timed out, and another delivery of it has been answered."""
    invocation = shared.api.invoke(get_event("/events", {"count": "1000", "every": "0.01"}))
    invocation.reject = status
    await invocation.ended.wait()
    assert (await shared.client.get("/sized")).status_code == 200
    record = await shared.environment.logged("runtime.response_lost", invocation.request_id)
    assert str(status) in record["message"]
    sent = (await shared.environment.printed("events sent")).split()[-1]
    assert int(sent) < 100, "the app should learn that its response is not accepted"
    shared.environment.lines.clear()


async def test_broken_pipe_abandons_the_response(shared: Deployment) -> None:
    invocation = shared.api.invoke(get_event("/events", {"count": "1000", "every": "0.01"}))
    invocation.drop_after = 3
    await invocation.ended.wait()
    assert (await shared.client.get("/sized")).status_code == 200
    assert await shared.environment.logged("runtime.response_lost", invocation.request_id)


async def test_function_url_events_are_handled(deploy_here: Deploy) -> None:
    deployed = await deploy_here(function_url=True)
    response = await deployed.client.post(
        "/echo?a=1&a=2", content=b"\x00\xffbinary", headers={"cookie": "session=s1; theme=dark"}
    )
    echoed = response.json()
    assert echoed["query"] == [["a", "1"], ["a", "2"]]
    assert echoed["cookies"] == {"session": "s1", "theme": "dark"}
    assert (echoed["path"], echoed["client"], echoed["length"]) == ("/echo", "203.0.113.7", 8)
    response = await deployed.client.get("/headers")
    prelude = deployed.gateway.preludes[-1]
    assert prelude["headers"]["x-many"] == "one, two"
    assert "multiValueHeaders" not in prelude
    assert len(prelude["cookies"]) == 2
    async with deployed.client.stream("GET", "/events?count=3&every=0.02") as streamed:
        events = [json.loads(chunk.removeprefix(b"data: ")) async for chunk in streamed.aiter_raw()]
    assert [event["n"] for event in events] == [0, 1, 2]


async def test_apps_that_violate_asgi_get_an_error_response(deploy_here: Deploy) -> None:
    deployed = await deploy_here("apps.raw.handler")
    for path in ("/raise", "/nothing", "/body-first"):
        response = await deployed.client.get(path)
        assert response.status_code == 500, path
        error = response.json()
        assert error["type"] == "error"
        assert error["error"]["type"] == "api_error"
        assert error["error"]["code"] == "internal_error"
        assert error["request_id"] == response.headers["request-id"] == response.headers["x-request-id"]
        assert error["request_id"].startswith("req_")
    for path, kind in (("/unfinished", "Function.ResponseIncomplete"), ("/cancelled", "Function.Cancelled")):
        with pytest.raises(httpx.RemoteProtocolError):
            await deployed.client.get(path)
        trailer = deployed.gateway.invocations[-1].trailer
        assert trailer is not None
        assert trailer.type == kind
    assert (await deployed.client.get("/memoryview")).text == "seen"


async def test_receive_blocks_until_the_response_is_done(deploy_here: Deploy) -> None:
    deployed = await deploy_here("apps.raw.handler")
    response = await deployed.client.post("/receive", content=b"12345")
    assert response.text == "http.request 5 False False"
    await deployed.environment.printed("then http.disconnect")
    await deployed.client.get("/after-the-end")
    await deployed.environment.printed("http.request")
    await deployed.environment.printed("http.disconnect")
