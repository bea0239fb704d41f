"""Strangers can sign up, and addresses are confirmed."""

from __future__ import annotations

from typing import Any

from scripts.checks import CheckAnswer
from scripts.doctor.http import http_client
from scripts.doctor.supabase.sign_up import sign_up_check
from tests.support.database.supabase import SupabaseProject
from tests.support.deployment.asking import FAIL, OK, WARN, answer_of
from tests.support.deployment.hosted_supabase import PUBLISHABLE, HostedSupabase, hosted_client


async def asked(key: str = PUBLISHABLE, **settings: Any) -> CheckAnswer:
    project = HostedSupabase()
    project.settings |= settings
    async with hosted_client(project) as (url, http):
        return await answer_of([sign_up_check(http, url, key)], "supabase sign-ups")


async def test_a_project_in_order() -> None:
    answer = await asked()
    assert (answer.status, answer.came_back.endswith("ways to sign in: email")) == (OK, True)


async def test_unconfirmed_addresses_fail() -> None:
    answer = await asked(mailer_autoconfirm=True)
    assert answer.status is FAIL
    assert "Confirm email is off" in answer.came_back


async def test_anonymous_accounts_fail() -> None:
    assert (await asked(external={"email": True, "anonymous_users": True})).status is FAIL


async def test_nothing_to_sign_in_with_fails() -> None:
    assert (await asked(external={"email": False, "anonymous_users": False})).status is FAIL


async def test_closed_sign_ups_are_a_warning() -> None:
    assert (await asked(disable_signup=True)).status is WARN


async def test_refused_settings_fail() -> None:
    assert (await asked(key="sb_publishable_wrong")).status is FAIL


async def test_embedded_server_is_told_apart_from_a_hosted_one(supabase: SupabaseProject) -> None:
    """It confirms every address at once, so its settings must say so."""
    async with http_client() as http:
        check = sign_up_check(http, supabase.url, supabase.publishable_key)
        answer = await answer_of([check], "supabase sign-ups")
    assert answer.status is FAIL
