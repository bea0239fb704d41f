"""People who sign up at the running product, and their requests."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from tests.support.product.stack import Stack


async def eventually(condition: Callable[[], Awaitable[bool]], seconds: float = 15) -> float:
    """Poll ``condition`` until it is true; return how many seconds it took."""
    started = time.perf_counter()
    while not await condition():
        assert time.perf_counter() - started < seconds, f"the condition is not true after {seconds} s"
        await asyncio.sleep(0.1)
    return time.perf_counter() - started


async def sign_up(stack: Stack) -> httpx.AsyncClient:
    """Sign up a new user; return a client of the control plane with their session."""
    body = {"email": f"{secrets.token_hex(6)}@example.com", "password": secrets.token_urlsafe(12)}
    async with httpx.AsyncClient(base_url=stack.access.supabase_url, timeout=30) as auth:
        headers = {"apikey": stack.access.supabase_publishable_key}
        session = (await auth.post("/auth/v1/signup", json=body, headers=headers)).raise_for_status().json()
    return httpx.AsyncClient(
        base_url=stack.access.api_url,
        headers={"authorization": f"Bearer {session['access_token']}"},
        timeout=30,
    )


class GatewayCustomer:
    """A user with an API key.

    ``portal`` is their client of the control plane; ``key`` and ``me`` are JSON that it returned.
    """

    def __init__(self, portal: httpx.AsyncClient, key: dict[str, Any], me: dict[str, Any]) -> None:
        self.portal = portal
        self.key = key
        self.user_id = me["user"]["id"]
        self.organization_id = me["organization"]["id"]

    async def request(self, model: str = "oss-120b") -> tuple[int, str | None]:
        """Send a request for one token; return its status and error code."""
        answer = await self.portal.post(
            "/v1/chat/completions",
            json={"model": model, "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1},
            headers={"authorization": f"Bearer {self.key['key']}"},
        )
        return answer.status_code, answer.json().get("error", {}).get("code")

    async def seconds_until(self, expected: tuple[int, str | None], limit: float) -> float:
        """Send requests until one has the result ``expected``; return how many seconds it took."""
        started = time.monotonic()
        while (result := await self.request()) != expected:
            assert time.monotonic() - started < limit, f"{result} instead of {expected} after {limit} s"
            await asyncio.sleep(0.2)
        return time.monotonic() - started
