"""The project answers, with the publishable key, and soon enough."""

from __future__ import annotations

import time

import pytest

from scripts.doctor.http import http_client
from scripts.doctor.supabase.project import project_checks
from tests.support.deployment.asking import FAIL, OK, answer_of
from tests.support.deployment.hosted_supabase import PUBLISHABLE, HostedSupabase, hosted_supabase
from tests.support.servers.connections import Connections, never_answer
from tests.support.servers.ports import free_port


async def test_a_project_in_order() -> None:
    async with hosted_supabase(HostedSupabase()) as url, http_client() as http:
        checks = project_checks(http, url, PUBLISHABLE)
        assert (await answer_of(checks[:1], "supabase")).status is OK
        assert (await answer_of(checks, "supabase distance")).status is OK


@pytest.mark.parametrize(
    ("key", "came_back"),
    [
        ("", "no secret holds PORTAL_SUPABASE_PUBLISHABLE_KEY"),
        ("sb_secret_0123456789", "holds a secret key"),
        ("sb_publishable_of_another_project", "HTTP 401"),
    ],
)
async def test_a_wrong_key_is_named(key: str, came_back: str) -> None:
    async with hosted_supabase(HostedSupabase()) as url, http_client() as http:
        answer = await answer_of(project_checks(http, url, key)[:1], "supabase")
    assert answer.status is FAIL
    assert came_back in answer.came_back
    assert answer.advice


async def test_an_address_that_is_not_named_or_leads_elsewhere() -> None:
    async with http_client() as http:
        assert (
            await answer_of(project_checks(http, "", PUBLISHABLE), "supabase")
        ).came_back == "no SupabaseUrl"
        async with hosted_supabase(HostedSupabase(settings={})) as url:
            answer = await answer_of(project_checks(http, url, PUBLISHABLE)[:1], "supabase")
    assert (answer.status, answer.came_back) == (FAIL, "HTTP 200, which is not Supabase Auth")


async def test_a_dead_and_a_silent_host_end_in_time() -> None:
    async with http_client() as http, Connections(never_answer) as silent:
        dead = await answer_of(
            project_checks(http, f"http://127.0.0.1:{free_port()}", PUBLISHABLE)[:1], "supabase"
        )
        started = time.perf_counter()
        http.timeout = 0.2
        hung = await answer_of(project_checks(http, f"http://{silent.address}", PUBLISHABLE)[:1], "supabase")
    assert (dead.status, dead.came_back.partition(":")[0]) == (FAIL, "ConnectError")
    assert (hung.status, hung.came_back.partition(":")[0]) == (FAIL, "ReadTimeout")
    assert time.perf_counter() - started < 2
