"""The Management API tells of mail server, addresses and region. Without a token a warning says so."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.checks import CheckAnswer, CheckStatus
from scripts.doctor.supabase.management import ManagementApi, management_checks
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, answer_of
from tests.support.deployment.hosted_supabase import ACCESS_TOKEN, REF, HostedSupabase, hosted_client

PORTAL = "https://portal.example.com"


async def asked(
    name: str,
    project: HostedSupabase | None = None,
    *,
    token: str = ACCESS_TOKEN,
    portal: str = PORTAL,
    stack: str = "us-east-1",
) -> CheckAnswer:
    async with hosted_client(project or HostedSupabase()) as (url, http):
        api = ManagementApi(http, REF, token, url)
        return await answer_of(management_checks(api, portal_url=portal, stack_region=stack), name)


def with_auth(**changes: Any) -> HostedSupabase:
    project = HostedSupabase()
    project.auth |= changes
    return project


@pytest.mark.parametrize("name", ["supabase mail", "supabase addresses", "supabase region"])
async def test_in_order_without_token_and_with_a_wrong_one(name: str) -> None:
    assert (await asked(name)).status is OK
    untold = await asked(name, token="")
    assert untold.status is WARN
    assert "SUPABASE_ACCESS_TOKEN" in untold.advice
    refused = await asked(name, token="sbp_wrong")
    assert (refused.status, refused.came_back) == (FAIL, "the Management API: HTTP 401")


@pytest.mark.parametrize(
    ("changes", "status", "came_back"),
    [
        ({"smtp_host": None}, FAIL, "no mail server of its own"),
        ({"smtp_host": ""}, FAIL, "no mail server of its own"),
        ({"mailer_secure_email_change_enabled": False}, FAIL, "Secure email change is off"),
        ({"rate_limit_email_sent": 2}, WARN, "at most 2 e-mails an hour"),
    ],
)
async def test_mail(changes: dict[str, Any], status: CheckStatus, came_back: str) -> None:
    answer = await asked("supabase mail", with_auth(**changes))
    assert (answer.status, came_back in answer.came_back) == (status, True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"site_url": "http://localhost:3000"}, FAIL),
        ({"uri_allow_list": "https://elsewhere.example/**"}, FAIL),
        ({"uri_allow_list": f"http://localhost/**, {PORTAL}/**"}, OK),
    ],
)
async def test_addresses(changes: dict[str, Any], status: CheckStatus) -> None:
    assert (await asked("supabase addresses", with_auth(**changes))).status is status


async def test_addresses_are_unknown_before_the_first_deployment() -> None:
    assert (await asked("supabase addresses", portal="")).status is SKIPPED


@pytest.mark.parametrize(
    ("state", "region", "stack", "status"),
    [
        ("INACTIVE", "us-east-1", "us-east-1", FAIL),
        ("ACTIVE_HEALTHY", "us-west-1", "us-east-1", WARN),
        ("ACTIVE_HEALTHY", "ap-southeast-1", "us-east-1", FAIL),
        ("ACTIVE_HEALTHY", "eu-central-1", "eu-central-1", OK),
    ],
)
async def test_region(state: str, region: str, stack: str, status: CheckStatus) -> None:
    project = HostedSupabase(project={"id": REF, "region": region, "status": state})
    assert (await asked("supabase region", project, stack=stack)).status is status
