"""The doctor's calls with the tokens of ``make dev``: each role has what it needs, and nothing else."""

from __future__ import annotations

from scripts.doctor.http import http_client
from scripts.doctor.supabase import FUNCTION_ROLES, PUBLISHABLE_KEY, ROLE_TOKEN
from scripts.doctor.supabase.migrations import migration_check, migration_versions
from scripts.doctor.supabase.role_access import access_checks
from scripts.doctor.supabase.role_tokens import token_checks
from tests.support.database.supabase import SupabaseProject
from tests.support.deployment.asking import FAIL, OK, answer_of


def functions_of(project: SupabaseProject) -> dict[str, dict[str, str]]:
    return {
        function: {PUBLISHABLE_KEY: project.publishable_key, ROLE_TOKEN: project.role_tokens[role]}
        for function, role in FUNCTION_ROLES.items()
    }


async def test_every_functions_token_passes(supabase: SupabaseProject) -> None:
    functions = functions_of(supabase)
    async with http_client() as http:
        secret = supabase.jwt_secret or ""
        checks = token_checks(http, supabase.url, functions, jwt_secret=secret)
        checks += access_checks(http, supabase.url, functions)
        for check in checks:
            answer = await answer_of([check], check.name)
            assert answer.status is OK, (check.name, answer)
        check = migration_check(http, supabase.url, functions, migration_versions())
        assert (await answer_of([check], check.name)).status is OK


async def test_a_token_of_another_function_fails(supabase: SupabaseProject) -> None:
    functions = functions_of(supabase)
    functions["GatewayFunction"] = functions["ControlPlaneFunction"]
    async with http_client() as http:
        checks = access_checks(http, supabase.url, functions)
        assert (await answer_of(checks, "supabase access of GatewayFunction")).status is FAIL
