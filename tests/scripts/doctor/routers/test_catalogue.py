"""The aliases of the router maps are those of the database."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.routers.catalogue import catalogue_check
from tests.support.deployment.asking import OK, SKIPPED, WARN, answer_of
from tests.support.deployment.hosted_supabase import (
    HostedSupabase,
    function_settings,
    hosted_client,
    role_token,
)

MODELS = [{"alias": "oss-20b", "state": "active"}, {"alias": "gemma", "state": "disabled"}]


@pytest.mark.parametrize(
    ("aliases", "status", "came_back"),
    [
        ({"oss-20b"}, OK, "all 1 are in the database, 1 of them active"),
        ({"oss-20b", "gemma"}, OK, "all 2 are in the database, 1 of them active"),
        ({"oss-20b", "new"}, WARN, "not in the database: new; nobody is offered them"),
        ({"gemma"}, WARN, "active in the database, without a router: oss-20b"),
    ],
)
async def test_aliases_are_compared(aliases: set[str], status: CheckStatus, came_back: str) -> None:
    async with hosted_client(HostedSupabase(models=MODELS)) as (url, http):
        check = catalogue_check(http, url, function_settings()["GatewayFunction"], aliases)
        answer = await answer_of([check], "router models")
    assert (answer.status, answer.came_back) == (status, came_back)


@pytest.mark.parametrize("token", ["", role_token("portal_usage_ingest")])
async def test_without_a_token_that_may_ask_it_is_skipped(token: str) -> None:
    async with hosted_client(HostedSupabase(models=MODELS)) as (url, http):
        settings = function_settings(GatewayFunction=token)["GatewayFunction"]
        answer = await answer_of([catalogue_check(http, url, settings, {"oss-20b"})], "router models")
    assert answer.status is SKIPPED
