"""A hosted Supabase project as ``make doctor`` sees it: Auth's settings and keys, the Data API's grants,
the Management API.

Statuses and codes: docs/protocols/supabase.md, "PostgREST errors", "Project settings", "Management API".
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scripts.doctor.supabase import FUNCTION_ROLES
from scripts.doctor.supabase.role_access import ROLE_CALLS
from tests.support import session_tokens
from tests.support.servers.asgi import serving

PUBLISHABLE = "sb_publishable_of_the_tests_0123456789"
ACCESS_TOKEN = "sbp_of_the_tests_0123456789"
REF = "abcdefghijklmnop"
DAY = 86_400


def _all_targets() -> set[str]:
    calls = [call for each in ROLE_CALLS.values() for call in (*each.needs, *each.lacks)]
    return {call.target for call in calls} | {"applied_migrations"}


@dataclass
class HostedSupabase:
    """``objects`` are the functions and tables that exist, ``grants`` maps role → those that it may use."""

    keys: list[dict[str, Any]] = field(default_factory=lambda: session_tokens.key_set()["keys"])
    objects: set[str] = field(default_factory=_all_targets)
    grants: dict[str, set[str]] = field(
        default_factory=lambda: {
            role: {call.target for call in ROLE_CALLS[role].needs} | {"applied_migrations"}
            for role in FUNCTION_ROLES.values()
        }
    )
    applied: list[str] | None = field(default_factory=list)
    models: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(
        default_factory=lambda: {
            "external": {"email": True, "anonymous_users": False, "google": False},
            "disable_signup": False,
            "mailer_autoconfirm": False,
        }
    )
    auth: dict[str, Any] = field(
        default_factory=lambda: {
            "smtp_host": "smtp.example.com",
            "smtp_admin_email": "portal@example.com",
            "rate_limit_email_sent": 100,
            "mailer_secure_email_change_enabled": True,
            "site_url": "https://portal.example.com",
            "uri_allow_list": "https://portal.example.com/**",
        }
    )
    project: dict[str, Any] = field(
        default_factory=lambda: {"id": REF, "region": "us-east-1", "status": "ACTIVE_HEALTHY"}
    )
    calls: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/auth/v1/settings", self._settings),
                Route("/auth/v1/.well-known/jwks.json", lambda _: JSONResponse({"keys": self.keys})),
                Route("/rest/v1/rpc/{target}", self._data, methods=["POST"]),
                Route("/rest/v1/{target}", self._data),
                Route(f"/v1/projects/{REF}", self._management),
                Route(f"/v1/projects/{REF}/config/auth", self._management),
            ]
        )

    def _settings(self, request: Request) -> Response:
        if request.headers.get("apikey") != PUBLISHABLE:
            return JSONResponse({"message": "Invalid API key"}, 401)
        return JSONResponse(self.settings)

    def _management(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {ACCESS_TOKEN}":
            return JSONResponse({"message": "Unauthorized"}, 401)
        return JSONResponse(self.auth if request.url.path.endswith("auth") else self.project)

    def _data(self, request: Request) -> Response:
        if request.headers.get("apikey") != PUBLISHABLE:
            return JSONResponse({"message": "Invalid API key"}, 401)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            key = session_tokens.EC_KEY.public_key()
            claims = jwt.decode(token, key, algorithms=["ES256"], options={"verify_aud": False})
        except jwt.ExpiredSignatureError:
            return JSONResponse({"code": "PGRST303", "message": "JWT expired"}, 401)
        except jwt.PyJWTError:
            return JSONResponse({"code": "PGRST301", "message": "No suitable key or wrong key type"}, 401)
        role, target = claims["role"], request.path_params["target"]
        if role != "service_role" and role not in self.grants:
            return JSONResponse({"code": "22023", "message": f'role "{role}" does not exist'}, 401)
        if target not in self.objects:
            code = "PGRST202" if request.method == "POST" else "PGRST205"
            return JSONResponse({"code": code, "message": "not found in the schema cache"}, 404)
        if role != "service_role" and target not in self.grants[role]:
            return JSONResponse({"code": "42501", "message": f"permission denied for {target}"}, 403)
        self.calls.append(target)
        answers: dict[str, Any] = {
            "applied_migrations": self.applied,
            "policy_snapshot": {"models": self.models},
        }
        return JSONResponse(answers.get(target, []))


def role_token(role: str, **claims: Any) -> str:
    """Return a token of ``role`` that the project's key signed; a change to None omits the claim."""
    body = {"iss": "supabase", "ref": REF, "role": role, "exp": int(time.time()) + 365 * DAY}
    return session_tokens.es256({name: each for name, each in (body | claims).items() if each is not None})


def function_settings(**tokens: str) -> dict[str, dict[str, str]]:
    """Return the settings of every function that uses the database; ``tokens`` replace those of functions."""
    return {
        function: {
            "PORTAL_SUPABASE_PUBLISHABLE_KEY": PUBLISHABLE,
            "PORTAL_SUPABASE_ROLE_TOKEN": tokens.get(function, role_token(role)),
        }
        for function, role in FUNCTION_ROLES.items()
    }


@asynccontextmanager
async def hosted_supabase(project: HostedSupabase) -> AsyncIterator[str]:
    """Serve ``project`` on a port; yields its address, which is that of the Management API, too."""
    async with serving(project.app()) as url:
        yield url


@asynccontextmanager
async def hosted_client(project: HostedSupabase) -> AsyncIterator[tuple[str, httpx.AsyncClient]]:
    """Yield an address and a client that reaches ``project`` there, without a port."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(project.app())) as http:
        yield "https://project.example", http
