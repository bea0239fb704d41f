"""Each function's token is of its role and its project, in force, and signed by a key of the project."""

from __future__ import annotations

import time

import pytest

from scripts.checks import CheckAnswer
from scripts.doctor.supabase import FUNCTION_ROLES, project_ref
from scripts.doctor.supabase.role_tokens import judge, token_checks
from tests.support import session_tokens
from tests.support.deployment.asking import FAIL, OK, WARN, answer_of
from tests.support.deployment.hosted_supabase import (
    DAY,
    REF,
    HostedSupabase,
    function_settings,
    hosted_client,
    role_token,
)

GATEWAY = "GatewayFunction"
NOW = int(time.time())
GOOD = {"role": "portal_gateway", "exp": NOW + 400 * DAY}


async def asked(token: str, project: HostedSupabase | None = None, jwt_secret: str = "") -> CheckAnswer:
    async with hosted_client(project or HostedSupabase()) as (url, http):
        functions = function_settings(**{GATEWAY: token})
        checks = token_checks(http, url, functions, jwt_secret=jwt_secret)
        return await answer_of(checks, f"supabase token of {GATEWAY}")


async def test_every_function_has_a_check_and_good_tokens_pass() -> None:
    async with hosted_client(HostedSupabase()) as (url, http):
        checks = token_checks(http, url, function_settings())
        assert len(checks) == len(FUNCTION_ROLES)
        for function, role in FUNCTION_ROLES.items():
            answer = await answer_of(checks, f"supabase token of {function}")
            assert (answer.status, role in answer.came_back) == (OK, True)


@pytest.mark.parametrize(
    ("token", "came_back"),
    [
        ("", "its secret has no PORTAL_SUPABASE_ROLE_TOKEN"),
        ("no token", "is not a JSON Web Token"),
        (role_token("portal_control_plane"), "it is of the role portal_control_plane"),
        (role_token("service_role"), "it is of the role service_role"),
        (session_tokens.es256({"exp": NOW + DAY}), "it is of the role another"),
        (role_token("portal_gateway", exp=NOW - 2 * DAY), "it expired 2.0 days ago"),
        (
            session_tokens.es256(
                {"role": "portal_gateway", "exp": NOW + 400 * DAY}, key=session_tokens.UNTRUSTED_KEY
            ),
            "its signature is wrong",
        ),
        (
            session_tokens.es256(GOOD, kid="unknown"),
            "the project's key set does not have the key that signed it",
        ),
    ],
)
async def test_a_faulty_token_fails(token: str, came_back: str) -> None:
    answer = await asked(token)
    assert answer.status is FAIL
    assert came_back in answer.came_back
    assert answer.advice


@pytest.mark.parametrize(
    ("token", "came_back"),
    [
        (role_token("portal_gateway", exp=NOW + 10 * DAY), "for another 10.0 days"),
        (role_token("portal_gateway", exp=None), "it never expires"),
    ],
)
async def test_a_token_that_needs_attention_is_a_warning(token: str, came_back: str) -> None:
    answer = await asked(token)
    assert answer.status is WARN
    assert came_back in answer.came_back


async def test_a_shared_secret_verifies_too() -> None:
    token = session_tokens.hs256(GOOD)
    project = HostedSupabase(keys=[])
    assert (await asked(token, project, session_tokens.SECRET)).status is OK
    assert (await asked(token, project, "another secret of thirty-two bytes")).status is FAIL


def test_a_token_of_another_project_fails() -> None:
    settings = {"PORTAL_SUPABASE_ROLE_TOKEN": role_token("portal_gateway", ref="zyx")}
    answer = judge(settings, "portal_gateway", f"https://{REF}.supabase.co", NOW)
    assert answer is not None
    assert "another project" in answer.came_back
    assert judge(settings, "portal_gateway", "https://db.example.com", NOW) is None


def test_a_service_key_beside_the_token_is_a_warning_and_instead_of_it_a_failure() -> None:
    key = {"PORTAL_SUPABASE_SECRET_KEY": "sb_secret_0123456789"}
    beside = judge(
        key | {"PORTAL_SUPABASE_ROLE_TOKEN": role_token("portal_gateway")}, "portal_gateway", "", NOW
    )
    instead = judge(key, "portal_gateway", "", NOW)
    assert beside is not None
    assert instead is not None
    assert (beside.status, instead.status) == (WARN, FAIL)
    assert "may do everything" in instead.came_back


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        ("https://abc.supabase.co", "abc"),
        ("https://abc.supabase.co/", "abc"),
        ("https://db.example.com", ""),
        ("", ""),
    ],
)
def test_project_ref(url: str, ref: str) -> None:
    assert project_ref(url) == ref
