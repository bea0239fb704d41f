"""Clerk as auth provider: keys over HTTP, accounts with text subjects."""

from __future__ import annotations

import asyncio

import pytest

from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from portal.configuration.json_setting import ConfigurationError
from tests.support import session_tokens
from tests.support.control_plane.clerk import ClerkPortal, clerk_claims, new_subject
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_concurrent_first_calls_create_one_account(clerk: ClerkPortal) -> None:
    subject = new_subject()
    newcomer = clerk.user(subject, name="Ada", email=None, email_verified=None)
    responses = await asyncio.gather(*(newcomer.get("/portal/me") for _ in range(6)))
    assert len({response["user"]["id"] for response in responses}) == 1
    assert responses[0]["user"]["auth_provider"] == "clerk"
    assert responses[0]["user"]["email"] is None
    assert responses[0]["plan"] == "free"
    me = await clerk.user(subject, email="ada@example.com").get("/portal/me")
    assert me["user"]["email"] == "ada@example.com"
    assert (await newcomer.get("/portal/me"))["user"]["email"] == "ada@example.com"
    assert (await newcomer.create_key())["status"] == "active"


async def test_invalid_sessions_are_refused(clerk: ClerkPortal, ada: PortalUser) -> None:
    for user in (
        PortalUser(ada.token, "", clerk.portal.client),  # a Supabase session
        clerk.user(azp="https://evil.example"),
        clerk.user(sts="pending"),
        PortalUser(
            session_tokens.rs256(clerk_claims("https://clerk.portal.example", new_subject())),
            "",
            clerk.portal.client,
        ),
    ):
        assert (await user.call("GET", "/portal/me")).status_code == 401


async def test_suspended_user_is_refused(clerk: ClerkPortal) -> None:
    user = clerk.user()
    user_id = await user.user_id()
    await clerk.portal.rpc(
        "set_state", p_kind="user", p_id=user_id, p_state="suspended", p_actor="system", p_reason="",
        p_request_id=None,
    )  # fmt: skip
    assert (await user.call("GET", "/portal/me")).status_code == 403


async def test_missing_issuer_stops_the_start(portal: Portal) -> None:
    settings = ControlPlaneSettings.model_validate(
        {
            "supabase_url": portal.supabase.url,
            "supabase_publishable_key": portal.supabase.publishable_key,
            "supabase_role_token": portal.supabase.role_tokens["portal_control_plane"],
            "key_pepper": "a pepper of enough characters",
            "auth_provider": "clerk",
            "clerk_issuer": "",
        }
    )
    with pytest.raises(ConfigurationError, match="PORTAL_CLERK_ISSUER"):
        open_services(settings)
