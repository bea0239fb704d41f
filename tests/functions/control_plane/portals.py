"""The control plane as it is wired in production, over an embedded Supabase."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
from postgrest import AsyncPostgrestClient

from functions.control_plane.api import create_app
from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from local.supabase.server import EmbeddedSupabase
from portal.database import connect
from portal.keys.secret import KeyHasher
from portal.web.ids import new_request_id

PEPPER = "a pepper for the tests of the portal"
PASSWORD = "correct horse battery"
FIVE_HOURS = timedelta(hours=5)
WEEK = timedelta(days=7)
_AGE = timedelta(minutes=5)


@dataclass
class Person:
    """Somebody who signed up, with calls made as them."""

    token: str
    email: str
    client: httpx.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}", **self.headers, **kwargs.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **kwargs)

    async def get(self, path: str, **kwargs: Any) -> Any:
        answer = await self.call("GET", path, **kwargs)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def make_key(self, name: str = "test") -> Any:
        answer = await self.call("POST", "/portal/api-keys", json={"name": name})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def organization_id(self) -> str:
        return str((await self.get("/portal/me"))["organization"]["id"])


class Portal:
    def __init__(self, supabase: EmbeddedSupabase, **changes: Any) -> None:
        self.supabase = supabase
        settings = {
            "supabase_url": supabase.url,
            "supabase_secret_key": supabase.keys.secret,
            "supabase_jwt_secret": supabase.keys.jwt_secret,
            "key_pepper": PEPPER,
        }
        self.services = open_services(ControlPlaneSettings(**(settings | changes)))
        self.app = create_app(self.services)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://portal"
        )
        self.database: AsyncPostgrestClient = connect(supabase.url, supabase.keys.secret)
        self.auth = httpx.AsyncClient(base_url=supabase.url, headers={"apikey": supabase.keys.publishable})

    async def close(self) -> None:
        for close in self.services.close:
            await close()
        await self.client.aclose()
        await self.database.aclose()
        await self.auth.aclose()

    async def sign_up(self, name: str = "Ada") -> Person:
        email = f"{uuid.uuid4().hex}@example.com"
        body = {"email": email, "password": PASSWORD, "data": {"display_name": name}}
        answer = await self.auth.post("/auth/v1/signup", json=body)
        assert answer.status_code == 200, answer.text
        return Person(answer.json()["access_token"], email, self.client)

    def person_with_token(self, **claims: Any) -> Person:
        """Somebody the auth server vouches for, though no sign-up made an account."""
        now = int(time.time())
        body = {"aud": "authenticated", "role": "authenticated", "iat": now, "exp": now + 600, **claims}
        token = jwt.encode(body, self.supabase.keys.jwt_secret, algorithm="HS256")
        return Person(token, str(claims.get("email", "")), self.client)

    async def rows(self, table: str, **equal: Any) -> list[dict[str, Any]]:
        query = self.database.table(table).select("*")
        for column, value in equal.items():
            query = query.eq(column, value)
        found: Any = (await query.execute()).data
        return list(found)

    async def rpc(self, function: str, **arguments: Any) -> Any:
        return (await self.database.rpc(function, arguments).execute()).data

    async def use(
        self, key: dict[str, Any], organization_id: str, requests: Sequence[dict[str, Any]]
    ) -> list[str]:
        """Record settled requests of ``key``, oldest first, a second apart; return their ids."""
        start = datetime.now(UTC) - _AGE
        events: list[dict[str, Any]] = []
        for number, request in enumerate(requests):
            admitted_at = request.get("admitted_at", start + timedelta(seconds=number))
            events.append(
                {
                    "kind": "settled",
                    "request_id": new_request_id(),
                    "organization_id": organization_id,
                    "key_id": key["id"],
                    "model": request.get("model", "oss-20b"),
                    "pool": "oss-20b",
                    "route": "/v1/chat/completions",
                    "stream": False,
                    "admitted_at": admitted_at.isoformat(),
                    "settled_at": (admitted_at + timedelta(milliseconds=500)).isoformat(),
                    "ending": request.get("ending", "ok"),
                    "status": request.get("status", 200),
                    "error_code": request.get("error_code"),
                    "prompt_tokens": request.get("prompt_tokens", 10),
                    "completion_tokens": request.get("completion_tokens", 5),
                    "token_source": "router",
                    "ttft_ms": 100.0,
                    "latency_ms": 500.0,
                    "attempts": 1,
                }
            )
        recorded = await self.rpc("record_usage", p_events=events)
        assert recorded["recorded"] == len(events), recorded
        return [event["request_id"] for event in events]

    def hash_of(self, secret: str) -> str:
        return KeyHasher(PEPPER).hash(secret)


def counted(requests: int, window: timedelta) -> int:
    """Return how many of ``requests`` that ``use`` has just recorded count in ``window``.

    Windows follow each other from the epoch. In the first minutes of one the requests are in the one before,
    of which nearly all counts, rounded down.
    """
    is_before = (datetime.now(UTC) - datetime.fromtimestamp(0, UTC)) % window < _AGE
    return requests - 1 if is_before else requests
