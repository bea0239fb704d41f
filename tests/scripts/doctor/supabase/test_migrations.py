"""The applied migrations are compared with those of the checkout."""

from __future__ import annotations

import pytest

from scripts.checks import CheckAnswer, CheckStatus
from scripts.doctor.supabase.migrations import migration_check, migration_versions
from tests.support.deployment.asking import FAIL, OK, SKIPPED, WARN, answer_of
from tests.support.deployment.hosted_supabase import HostedSupabase, function_settings, hosted_client

WANTED = ["20260101000000", "20260202000000"]


async def asked(project: HostedSupabase, functions: dict[str, dict[str, str]] | None = None) -> CheckAnswer:
    async with hosted_client(project) as (url, http):
        check = migration_check(http, url, function_settings() if functions is None else functions, WANTED)
        return await answer_of([check], "supabase migrations")


@pytest.mark.parametrize(
    ("applied", "status", "came_back"),
    [
        (WANTED, OK, "all 2 are applied, the last is 20260202000000"),
        (WANTED[:1], FAIL, "not applied: 20260202000000"),
        ([], FAIL, "not applied: 20260101000000, 20260202000000"),
        ([*WANTED, "20270101000000"], WARN, "applied, but not in this checkout: 20270101000000"),
        (None, WARN, "the project keeps no record of migrations: they were applied by hand"),
    ],
)
async def test_versions_are_compared(applied: list[str] | None, status: CheckStatus, came_back: str) -> None:
    answer = await asked(HostedSupabase(applied=applied))
    assert (answer.status, answer.came_back) == (status, came_back)


async def test_an_empty_database_is_a_failure() -> None:
    answer = await asked(HostedSupabase(objects=set()))
    assert (answer.status, answer.came_back) == (FAIL, "the database has no function applied_migrations")


async def test_any_function_with_a_good_token_may_ask() -> None:
    functions = function_settings(GatewayFunction="eyJ.x.y", ControlPlaneFunction="")
    assert (await asked(HostedSupabase(applied=WANTED), functions)).status is OK
    assert (await asked(HostedSupabase(applied=WANTED), {})).status is SKIPPED


def test_versions_are_those_of_the_files() -> None:
    assert migration_versions()
    assert all(len(version) == 14 and version.isdecimal() for version in migration_versions())
