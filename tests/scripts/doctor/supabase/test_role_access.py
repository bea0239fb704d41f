"""Each function's token may do what the function needs, and nothing that others need."""

from __future__ import annotations

import pytest

from scripts.checks import CheckAnswer
from scripts.doctor.supabase import FUNCTION_ROLES
from scripts.doctor.supabase.role_access import ROLE_CALLS, access_checks
from tests.support.deployment.asking import FAIL, OK, SKIPPED, answer_of
from tests.support.deployment.hosted_supabase import (
    HostedSupabase,
    function_settings,
    hosted_client,
    role_token,
)

ROLES = sorted(FUNCTION_ROLES.items())


async def asked(function: str, project: HostedSupabase, **tokens: str) -> CheckAnswer:
    async with hosted_client(project) as (url, http):
        checks = access_checks(http, url, function_settings(**tokens))
        return await answer_of(checks, f"supabase access of {function}")


@pytest.mark.parametrize(("function", "role"), ROLES)
async def test_a_role_with_exactly_its_grants_passes(function: str, role: str) -> None:
    project = HostedSupabase()
    answer = await asked(function, project)
    assert answer.status is OK
    assert sorted(project.calls) == sorted(call.target for call in ROLE_CALLS[role].needs)


@pytest.mark.parametrize(("function", "role"), ROLES)
async def test_a_missing_grant_is_named(function: str, role: str) -> None:
    for call in ROLE_CALLS[role].needs:
        project = HostedSupabase()
        project.grants[role].remove(call.target)
        answer = await asked(function, project)
        assert answer.status is FAIL
        assert f"may not call {call.target}" in answer.came_back


@pytest.mark.parametrize(("function", "role"), ROLES)
async def test_a_grant_too_many_is_named(function: str, role: str) -> None:
    for call in ROLE_CALLS[role].lacks:
        project = HostedSupabase()
        project.grants[role].add(call.target)
        answer = await asked(function, project)
        assert answer.status is FAIL
        assert f"may call {call.target}" in answer.came_back


@pytest.mark.parametrize(("function", "role"), ROLES)
async def test_a_service_token_is_too_much_for_every_function(function: str, role: str) -> None:
    answer = await asked(function, HostedSupabase(), **{function: role_token("service_role")})
    assert answer.status is FAIL
    assert "only other functions need" in answer.came_back


async def test_a_database_without_the_function_lacks_migrations() -> None:
    project = HostedSupabase()
    project.objects.remove("record_refusals")
    answer = await asked("UsageIngestFunction", project)
    assert (answer.status, answer.came_back) == (FAIL, "the database does not have record_refusals")


@pytest.mark.parametrize(
    "token", [role_token("portal_gateway", exp=1), "eyJ.x.y", role_token("portal_unknown")]
)
async def test_a_refused_token_and_a_role_that_does_not_exist_fail(token: str) -> None:
    answer = await asked("GatewayFunction", HostedSupabase(), GatewayFunction=token)
    assert answer.status is FAIL
    assert "refused" in answer.came_back


async def test_without_a_token_nothing_is_called() -> None:
    project = HostedSupabase()
    answer = await asked("GatewayFunction", project, GatewayFunction="")
    assert (answer.status, project.calls) == (SKIPPED, [])
