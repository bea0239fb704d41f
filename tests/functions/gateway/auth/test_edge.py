"""The function URL behind a distribution: only the distribution may use it, and it says who the client is."""

from __future__ import annotations

from typing import Any

import pytest

from functions.gateway.auth.edge import EdgeMiddleware
from portal.errors import NotPermitted
from portal.web.client_network import address_of
from portal.web.types import Message, Receive, Scope, Send

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
