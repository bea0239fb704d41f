"""The control plane with Clerk signing people in: published keys over HTTP, accounts of text subjects."""

from __future__ import annotations

import asyncio
import uuid

import pytest

from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from portal.configuration.json_setting import ConfigurationError
from tests.functions.control_plane.clerk import ClerkPortal
from tests.functions.control_plane.portals import Person, Portal
from tests.portal.sessions import test_clerk, tokens

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_first_sign_in_makes_one_account(clerk: ClerkPortal) -> None:
    subject = f"user_{uuid.uuid4().hex}"
    answers = await asyncio.gather(*(clerk.person(subject, name="Ada").get("/portal/me") for _ in range(6)))
    assert len({answer["user"]["id"] for answer in answers}) == 1
    assert answers[0]["user"]["auth_provider"] == "clerk"
    assert answers[0]["user"]["email"] is None
    assert answers[0]["plan"] == "free"
    assert (await clerk.person(subject).make_key())["status"] == "active"
    me = await clerk.person(subject, email="ada@example.com").get("/portal/me")
    assert me["user"]["email"] == "ada@example.com"
    assert (await clerk.person(subject).get("/portal/me"))["user"]["email"] == "ada@example.com"


async def test_strangers_stay_out(clerk: ClerkPortal, ada: Person) -> None:
    for stranger in (
        Person(ada.token, "", clerk.portal.client),  # Supabase's, good at the other portal
        clerk.person(azp="https://evil.example"),
        clerk.person(sts="pending"),
        Person(tokens.rs256(test_clerk.claims()), "", clerk.portal.client),
    ):
        assert (await stranger.call("GET", "/portal/me")).status_code == 401


async def test_a_suspended_user_of_clerk_is_out(clerk: ClerkPortal) -> None:
    person = clerk.person()
    user_id = (await person.get("/portal/me"))["user"]["id"]
    await clerk.portal.rpc(
        "set_state", p_kind="user", p_id=user_id, p_state="suspended", p_actor="system", p_reason="",
        p_request_id=None,
    )  # fmt: skip
    assert (await person.call("GET", "/portal/me")).status_code == 403


async def test_without_an_issuer_it_does_not_start(portal: Portal) -> None:
    settings = ControlPlaneSettings.model_validate(
        {
            "supabase_url": portal.supabase.url,
            "supabase_secret_key": "x",
            "key_pepper": "a pepper of enough characters",
            "auth_provider": "clerk",
            "clerk_issuer": "",
        }
    )
    with pytest.raises(ConfigurationError, match="PORTAL_CLERK_ISSUER"):
        open_services(settings)
