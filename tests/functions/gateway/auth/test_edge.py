"""The function URL behind a distribution: only the distribution may use it, and it says who the client is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from functions.gateway.api import create_app
from functions.gateway.auth.edge import EdgeMiddleware
from portal.errors import NotPermitted
from portal.web.client_network import address_of
from portal.web.types import Message, Receive, Scope, Send
from tests.support.gateway.dialect_cases import body_for, error_of
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying

SECRET = "s3cret-of-the-distribution"
FUNCTION_URL = {"version": "2.0"}
REST_API: dict[str, Any] = {"resource": "/{proxy+}"}


async def served(event: dict[str, Any] | None, headers: dict[str, str]) -> str:
    """Return the client's address that the application sees. Raises NotPermitted."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(address_of(scope))

    scope: dict[str, Any] = {
        "type": "http",
        "client": ("130.176.0.1", 0),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    }
    if event is not None:
        scope["aws.event"] = event

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    async def send(_: Message) -> None:
        raise AssertionError("nothing is sent")

    await EdgeMiddleware(app, secret=SECRET)(scope, receive, send)
    return seen[0]


@pytest.mark.parametrize("sent", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ÿé"])
async def test_function_url_without_the_secret_is_refused(sent: str | None) -> None:
    headers = {} if sent is None else {"x-portal-edge": sent}
    with pytest.raises(NotPermitted) as caught:
        await served(FUNCTION_URL, headers)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("10.0.0.1, 203.0.113.9,198.51.100.7", "198.51.100.7"),
        ("forged, 2001:db8::7", "2001:db8::7"),
        ("", "130.176.0.1"),
        ("198.51.100.7, ", "130.176.0.1"),
    ],
)
async def test_client_is_the_address_that_the_distribution_appended(forwarded: str, address: str) -> None:
    assert await served(FUNCTION_URL, {"x-portal-edge": SECRET, "x-forwarded-for": forwarded}) == address


@pytest.mark.parametrize("event", [REST_API, None])
async def test_other_fronts_need_no_secret_and_their_forwarding_headers_are_ignored(
    event: dict[str, Any] | None,
) -> None:
    assert await served(event, {"x-forwarded-for": "198.51.100.7"}) == "130.176.0.1"


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/v1/completions"])
async def test_refusal_has_the_dialect_of_its_route_and_nothing_is_verified(path: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    app = create_app(replace(gateway.services, edge_secret=SECRET))

    async def through_function_url(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "aws.event": FUNCTION_URL}, receive, send)

    transport = httpx.ASGITransport(app=through_function_url)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        refused = await client.post(path, json=body_for(path), headers=gateway.authorization)
        answered = await client.post(
            path, json=body_for(path), headers={**gateway.authorization, "x-portal-edge": SECRET}
        )
    assert refused.status_code == 403
    error_of(path, refused.json())
    assert refused.headers["x-request-id"].startswith("req_")
    assert answered.status_code == 200, answered.text
    assert len(gateway.usage.settled) == 1
