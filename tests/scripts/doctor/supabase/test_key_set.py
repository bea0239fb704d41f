"""Access tokens are verified with published keys, or with a secret where the project publishes none."""

from __future__ import annotations

import pytest

from scripts.checks import CheckStatus
from scripts.doctor.supabase.key_set import key_set_check
from tests.support import session_tokens
from tests.support.deployment.asking import FAIL, OK, WARN, answer_of
from tests.support.deployment.hosted_supabase import HostedSupabase, hosted_client

KEYS = session_tokens.key_set()["keys"]


@pytest.mark.parametrize(
    ("keys", "secret", "status"),
    [
        (KEYS, "", OK),
        ([], "", FAIL),
        ([], "a-shared-secret", WARN),
        (KEYS, "a-shared-secret", FAIL),
        ([{"kid": "x", "alg": "EdDSA"}], "", FAIL),
    ],
)
async def test_keys_and_secret_fit(keys: list[dict[str, str]], secret: str, status: CheckStatus) -> None:
    async with hosted_client(HostedSupabase(keys=keys)) as (url, http):
        answer = await answer_of([key_set_check(http, url, secret)], "supabase sign-in keys")
    assert answer.status is status


async def test_an_address_without_a_key_set_fails() -> None:
    async with hosted_client(HostedSupabase()) as (url, http):
        answer = await answer_of([key_set_check(http, f"{url}/nowhere", "")], "supabase sign-in keys")
    assert (answer.status, answer.came_back) == (FAIL, "HTTP 404, and no key set")
