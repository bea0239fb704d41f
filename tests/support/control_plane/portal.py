"""The control plane as it is wired in production, over the embedded Supabase."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
from postgrest import AsyncPostgrestClient

from functions.control_plane.api import create_app
from functions.control_plane.auth.write_limits import WriteLimits
from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from portal.database import CALL_SECONDS, connect
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.secret import KeyHasher
from portal.keys.supabase_records import SupabaseKeyRecords
from portal.web.ids import new_request_id
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject

PEPPER = "a pepper for the tests of the portal"
PASSWORD = "correct horse battery"
FIVE_HOURS = timedelta(hours=5)
WEEK = timedelta(days=7)
MAX_ROWS = 1_000
_AGE = timedelta(minutes=5)
GENEROUS = WriteLimits(100_000, 100_000, 100_000, 100_000)
"""Limits that no test reaches but those of the limits."""


class Portal:
    """The app with its services, an HTTP client, and direct access to the database, also as the gateway.

    ``database_seconds``: many concurrent calls take long on a busy machine.
    """

    def __init__(
        self,
        supabase: SupabaseProject,
        *,
        write_limits: WriteLimits = GENEROUS,
        database_seconds: float = CALL_SECONDS,
        **changes: Any,
    ) -> None:
        self.supabase = supabase
        settings = {
            "supabase_url": supabase.url,
            "supabase_publishable_key": supabase.publishable_key,
            "supabase_role_token": supabase.role_tokens["portal_control_plane"],
            "supabase_jwt_secret": supabase.jwt_secret,
            "key_pepper": PEPPER,
            "max_sign_ups_per_network": 1_000_000,  # all tests come from one
        }
        self.services = open_services(
            ControlPlaneSettings(**(settings | changes)),
            write_limits=write_limits,
            database_seconds=database_seconds,
        )
        self.app = create_app(self.services)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False), base_url="http://portal"
        )
        self.database: AsyncPostgrestClient = connect(supabase.url, supabase.secret_key)
        self.gateway_database = supabase.connect_as("portal_gateway")
        self.auth = httpx.AsyncClient(base_url=supabase.url, headers={"apikey": supabase.publishable_key})

    async def close(self) -> None:
        for close in self.services.close:
            await close()
        await self.client.aclose()
        await self.database.aclose()
        await self.gateway_database.aclose()
        await self.auth.aclose()

    async def sign_up(self, name: str = "Ada") -> PortalUser:
        """Sign up a new user at the auth server."""
        email = f"{uuid.uuid4().hex}@example.com"
        body = {"email": email, "password": PASSWORD, "data": {"display_name": name}}
        response = await self.auth.post("/auth/v1/signup", json=body)
        assert response.status_code == 200, response.text
        return PortalUser(response.json()["access_token"], email, self.client)

    def user_with_claims(self, **claims: Any) -> PortalUser:
        """Return a user with a valid token for whom no sign-up created an account."""
        assert self.supabase.jwt_secret is not None
        now = int(time.time())
        body = {"aud": "authenticated", "role": "authenticated", "iat": now, "exp": now + 600, **claims}
        token = jwt.encode(body, self.supabase.jwt_secret, algorithm="HS256")
        return PortalUser(token, str(claims.get("email", "")), self.client)

    async def rows(self, table: str, **equal: Any) -> list[dict[str, Any]]:
        """Return all rows of a table whose columns equal ``equal``."""
        rows: list[dict[str, Any]] = []
        while True:
            query = self.database.table(table).select("*")
            for column, value in equal.items():
                query = query.eq(column, value)
            page: Any = (await query.range(len(rows), len(rows) + MAX_ROWS - 1).execute()).data
            rows += page
            if len(page) < MAX_ROWS:
                return rows

    async def rpc(self, function: str, **arguments: Any) -> Any:
        """Call a function of the database and return its result."""
        return (await self.database.rpc(function, arguments).execute()).data

    async def add_member(self, organization_id: str, user: PortalUser, role: str) -> None:
        """Add a user to an organisation, directly in the database."""
        row = {"organization_id": organization_id, "user_id": await user.user_id(), "role": role}
        await self.database.table("organization_members").insert(row).execute()

    async def record_requests(
        self, key: dict[str, Any], organization_id: str, requests: Sequence[dict[str, Any]]
    ) -> list[str]:
        """Record settled requests with ``key``, oldest first, a second apart; return their ids."""
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
                    "outcome": request.get("outcome", "ok"),
                    "status": request.get("status", 200),
                    "error_code": request.get("error_code"),
                    "prompt_tokens": request.get("prompt_tokens", 10),
                    "completion_tokens": request.get("completion_tokens", 5),
                    "token_source": "router",
                    "ttft_ms": 100.0,
                    "latency_ms": 500.0,
                    "attempts": 1,
                    "targets": request.get("targets", []),
                }
            )
        recorded = await self.rpc("record_usage", p_events=events)
        assert recorded["recorded"] == len(events), recorded
        return [event["request_id"] for event in events]

    async def record_refusals(
        self, key: dict[str, Any], organization_id: str, refusals: Sequence[dict[str, Any]]
    ) -> list[str]:
        """Record refused requests with ``key``, oldest first, a second apart; return their ids."""
        start = datetime.now(UTC) - _AGE
        events = [
            {
                "kind": "refused",
                "request_id": new_request_id(),
                "organization_id": organization_id,
                "key_id": key["id"],
                "refused_at": (start + timedelta(seconds=number)).isoformat(),
                "status": 429,
                "error_code": "rate_limit_exceeded",
                "model": "oss-20b",
                "route": "/v1/chat/completions",
                **refusal,
            }
            for number, refusal in enumerate(refusals)
        ]
        recorded = await self.rpc("record_refusals", p_events=events)
        assert recorded["recorded"] == len(events), recorded
        return [event["request_id"] for event in events]

    def verifier(self) -> LocalKeyVerifier:
        """Return a verifier as the gateway has it, with an empty cache."""
        return LocalKeyVerifier(KeyLookup(SupabaseKeyRecords(self.gateway_database), KeyHasher(PEPPER)))


def requests_in_window(requests: int, window: timedelta) -> int:
    """Return how many of ``requests`` that ``record_requests`` has just recorded count in ``window``.

    Windows are aligned to the epoch. In the first minutes of a window the requests are in the previous one,
    of which nearly all count, rounded down.
    """
    is_in_previous = (datetime.now(UTC) - datetime.fromtimestamp(0, UTC)) % window < _AGE
    return requests - 1 if is_in_previous else requests
