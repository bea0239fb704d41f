"""How often the key set is fetched, and which keys are used while that fails."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import jwt
import pytest

from portal.errors import InvalidSession, Unavailable
from portal.sessions.provider_clock import ProviderClock
from portal.sessions.signing_keys import PublishedKeys, fetch_key_set
from tests.support import session_tokens
from tests.support.session_tokens import claims, es256, rs256


class KeyServer:
    def __init__(self) -> None:
        self.document: Any = session_tokens.key_set()
        self.failure: Exception | None = None
        self.delay = 0.0
        self.fetches = 0
        self.time = 1_000.0
        self.keys = PublishedKeys(self.fetch, clock=lambda: self.time)

    async def fetch(self) -> Any:
        self.fetches += 1
        await asyncio.sleep(self.delay)
        if self.failure is not None:
            raise self.failure
        return self.document

    async def has_key(self, kid: str) -> bool:
        try:
            key = await self.keys.key_for(es256(claims(), kid=kid))
        except InvalidSession:
            return False
        return isinstance(key, jwt.PyJWK)


async def test_key_set_is_fetched_once_in_ten_minutes() -> None:
    server = KeyServer()
    for _ in range(20):
        assert await server.has_key("ec")
    assert server.fetches == 1
    server.time += 599
    assert await server.has_key("rsa")
    assert server.fetches == 1
    server.time += 1
    assert await server.has_key("ec")
    assert server.fetches == 2


async def test_concurrent_requests_share_one_fetch() -> None:
    server = KeyServer()
    server.delay = 0.01
    assert all(await asyncio.gather(*(server.has_key("ec") for _ in range(50))))
    assert server.fetches == 1


async def test_made_up_key_ids_cause_no_traffic() -> None:
    server = KeyServer()
    assert await server.has_key("ec")
    for number in range(200):
        assert not await server.has_key(f"made-up-{number}")
    assert server.fetches == 1
    server.time += 30
    await asyncio.gather(*(server.has_key(f"made-up-{number}") for number in range(200)))
    assert server.fetches == 2


async def test_new_key_is_found_within_half_a_minute() -> None:
    server = KeyServer()
    assert not await server.has_key("next")
    server.document = {"keys": [server.document["keys"][0] | {"kid": "next"}]}
    server.time += 30
    assert await server.has_key("next")
    assert not await server.has_key("ec")


async def test_stale_key_set_is_used_for_an_hour() -> None:
    server = KeyServer()
    assert await server.has_key("ec")
    server.failure = OSError("down")
    server.time += 3_599
    assert await server.has_key("ec")
    assert server.fetches == 2
    assert await server.has_key("ec")
    assert server.fetches == 2
    server.time += 6
    with pytest.raises(Unavailable):
        await server.has_key("ec")


async def test_no_key_set_is_unavailable_not_invalid() -> None:
    server = KeyServer()
    server.failure = OSError("down")
    for _ in range(10):
        with pytest.raises(Unavailable):
            await server.has_key("ec")
    assert server.fetches == 1
    server.failure = None
    server.time += 30
    assert await server.has_key("ec")


async def test_hanging_provider_times_out_once_for_all_requests() -> None:
    server = KeyServer()
    server.delay = 30.0
    started = time.monotonic()
    results = await asyncio.gather(*(server.has_key("ec") for _ in range(20)), return_exceptions=True)
    assert time.monotonic() - started < 2.0
    assert all(isinstance(result, Unavailable) for result in results)
    assert server.fetches == 1


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({"keys": None}, id="no list"),
        pytest.param({}, id="nothing"),
        pytest.param({"keys": [None, 5, {"kid": "ec"}, {"kid": "ec", "kty": "EC"}]}, id="broken keys"),
        pytest.param({"keys": []}, id="empty"),
    ],
)
async def test_invalid_key_set_rejects_every_token(document: Any) -> None:
    server = KeyServer()
    server.document = document
    with pytest.raises((InvalidSession, Unavailable)):
        await server.keys.key_for(es256(claims()))


async def test_only_signing_keys_of_allowed_algorithms_are_used() -> None:
    server = KeyServer()
    ec, rsa = session_tokens.key_set()["keys"]
    symmetric = {
        "kty": "oct",
        "kid": "oct",
        "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ",
        "alg": "HS256",
    }
    server.document = {"keys": [ec | {"use": "enc"}, rsa | {"alg": "PS256"}, symmetric]}
    for token in (es256(claims()), rs256(claims()), session_tokens.hs256(claims(), kid="oct")):
        with pytest.raises(InvalidSession):
            await server.keys.key_for(token)


async def test_response_that_is_not_a_key_set_is_a_failed_fetch() -> None:
    responses = {
        "/good": httpx.Response(200, json=session_tokens.key_set()),
        "/moved": httpx.Response(302, headers={"location": "https://evil.example/"}),
        "/error": httpx.Response(500),
        "/list": httpx.Response(200, json=[]),
        "/page": httpx.Response(200, text="<html>"),
    }
    transport = httpx.MockTransport(lambda request: responses[request.url.path])
    async with httpx.AsyncClient(transport=transport, base_url="https://project.example") as http:
        assert (await fetch_key_set("/good", http, ProviderClock())())["keys"]
        for path in ("/moved", "/error", "/list", "/page"):
            with pytest.raises((OSError, ValueError)):
                await fetch_key_set(path, http, ProviderClock())()


async def test_unreachable_provider_is_a_failed_fetch() -> None:
    async with httpx.AsyncClient() as http:
        with pytest.raises(OSError, match="ConnectError"):
            await fetch_key_set("http://127.0.0.1:9/jwks.json", http, ProviderClock())()
