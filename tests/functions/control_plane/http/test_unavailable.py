"""Errors while the database or the auth provider cannot be reached, and internal errors."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio

from functions.control_plane.api import create_app
from functions.control_plane.services import ControlPlaneServices
from functions.control_plane.usage.allowance import PlanAllowance
from functions.control_plane.usage.repository import UsageRepository
from local.supabase.role_tokens import mint_role_token
from tests.support import session_tokens
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser
from tests.support.servers.connections import Connections, never_answer

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _with_broken_usage(portal: Portal) -> ControlPlaneServices:
    accounts = replace(portal.services.accounts, usage=BrokenUsage(portal.database))
    return replace(portal.services, accounts=accounts)


def check_error(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    request_id = response.headers["x-request-id"]
    assert re.fullmatch(r"req_[0-9A-Z]{26}", request_id)
    assert response.headers["request-id"] == request_id
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert set(body) == {"error", "request_id"}
    assert set(body["error"]) == {"code", "message", "param", "hint"}
    assert body["request_id"] == request_id
    assert body["error"]["code"] == code
    assert body["error"]["message"].endswith(".")
    error: dict[str, Any] = body["error"]
    return error


class BrokenUsage(UsageRepository):
    async def plan_allowance(self, organization_id: UUID) -> PlanAllowance:
        raise RuntimeError(f"postgres://user:password@host refused {organization_id}")


async def test_internal_error_shows_only_the_request_id(
    portal: Portal, ada: PortalUser, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(_with_broken_usage(portal))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portal") as client:
        ada.client = client
        response = await ada.call("GET", "/portal/me", headers={"origin": "http://127.0.0.1:8788"})
    error = check_error(response, 500, "internal_error")
    assert "password" not in str(error)
    assert response.headers["access-control-allow-origin"] == "*"
    (record,) = [record for record in caplog.records if record.msg == "control_plane.request_failed"]
    assert record.__dict__["request_id"] == response.headers["x-request-id"]


@pytest_asyncio.fixture(loop_scope="session")
async def disconnected(portal: Portal) -> AsyncIterator[Portal]:
    """A portal whose database refuses connections."""
    disconnected = Portal(portal.supabase, supabase_url="http://127.0.0.1:9")
    yield disconnected
    await disconnected.close()


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
async def test_unreachable_database_is_503_within_1_5_s(disconnected: Portal, method: str, path: str) -> None:
    user = disconnected.user_with_claims(sub="anybody")
    started = time.monotonic()
    response = await user.call(method, path, json={"name": "x"} if method == "POST" else None)
    assert time.monotonic() - started < 1.5
    check_error(response, 503, "database_unavailable")


async def test_hanging_database_is_503_within_2_5_s(portal: Portal) -> None:
    async with Connections(never_answer) as mute:
        hanging = Portal(portal.supabase, supabase_url=f"http://{mute.address}")
        try:
            started = time.monotonic()
            response = await hanging.user_with_claims(sub="anybody").call("GET", "/portal/me")
            assert time.monotonic() - started < 2.5
            check_error(response, 503, "database_unavailable")
        finally:
            await hanging.close()


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"lifetime": timedelta(seconds=-60)}, "database.token_refused"),
        ({"key": "another secret of 32 characters.."}, "database.token_refused"),
        ({"supabase_publishable_key": "sb_publishable_of_yesterday"}, "database.key_refused"),
    ],
)
async def test_refused_access_is_an_outage_and_logged_with_what_to_do(
    portal: Portal,
    ada: PortalUser,
    caplog: pytest.LogCaptureFixture,
    changes: dict[str, Any],
    line: str,
) -> None:
    token = mint_role_token(
        "portal_control_plane",
        changes.pop("lifetime", timedelta(days=365)),
        changes.pop("key", portal.supabase.jwt_secret),
        "HS256",
    )
    locked_out = Portal(portal.supabase, supabase_role_token=token, **changes)
    try:
        ada.client = locked_out.client
        check_error(await ada.call("GET", "/portal/me"), 503, "database_unavailable")
        assert any(message.startswith(line) for message in caplog.messages)
        assert token not in caplog.text
    finally:
        await locked_out.close()


async def test_unreachable_key_set_is_503(portal: Portal, ada: PortalUser) -> None:
    disconnected = Portal(portal.supabase, supabase_url="http://127.0.0.1:9", supabase_jwt_secret=None)
    try:
        token = session_tokens.es256(session_tokens.claims(iss="http://127.0.0.1:9/auth/v1"))
        response = await PortalUser(token, "", disconnected.client).call("GET", "/portal/me")
        check_error(response, 503, "service_unavailable")
        # A token signed with the shared secret names no key, so no key set can verify it.
        response = await PortalUser(ada.token, "", disconnected.client).call("GET", "/portal/me")
        check_error(response, 401, "invalid_session")
    finally:
        await disconnected.close()
