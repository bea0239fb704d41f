"""Kept answers, in memory and in Supabase: one runs at a time, and what it answered is there for a day."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from postgrest import AsyncPostgrestClient

from portal.database import connect
from portal.errors import DatabaseUnavailable
from portal.idempotency import Claim, IdempotencyStore, Run, StoredResponse
from portal.idempotency.memory import KEPT_SECONDS, MemoryIdempotencyStore
from portal.idempotency.supabase import SupabaseIdempotencyStore
from portal.web.ids import new_request_id
from tests.support.supabase import SignUp, SupabaseProject, free_port


@pytest.fixture
async def key(store: AsyncPostgrestClient, sign_up: SignUp) -> tuple[str, str]:
    person = await sign_up()
    key_id = str(uuid.uuid4())
    row = {
        "id": key_id,
        "organization_id": person.organization_id,
        "created_by": person.user_id,
        "name": "kept",
        "masked": "ctx_ab…yz",
        "secret_hash": key_id,
        "issuer": "local",
    }
    await store.from_("api_keys").insert(row).execute()
    return key_id, person.organization_id


@pytest.fixture
def claim(key: tuple[str, str]) -> Claim:
    key_id, organization_id = key
    return Claim(key_id, organization_id, secrets.token_hex(8), "body", new_request_id(), 60)


@pytest.fixture(params=["memory", "supabase"])
async def answers(
    request: pytest.FixtureRequest, supabase: SupabaseProject
) -> AsyncIterator[IdempotencyStore]:
    if request.param == "memory":
        yield MemoryIdempotencyStore({})
        return
    database = connect(supabase.url, supabase.secret_key)
    yield SupabaseIdempotencyStore(database, call_seconds=30)
    await database.aclose()


def next_of(claim: Claim) -> Claim:
    """Return the same request, sent again."""
    return replace(claim, request_id=new_request_id())


def answer_of(claim: Claim) -> StoredResponse:
    return StoredResponse(claim.request_id, "application/json", "c2VhbGVk")


async def test_what_was_answered_is_answered_again(answers: IdempotencyStore, claim: Claim) -> None:
    assert await answers.begin(claim) == Run(0)
    await answers.finish(claim, answer_of(claim))
    assert [await answers.begin(next_of(claim)) for _ in range(2)] == [answer_of(claim)] * 2


async def test_one_runs_at_a_time(answers: IdempotencyStore, claim: Claim) -> None:
    standings = await asyncio.gather(*(answers.begin(next_of(claim)) for _ in range(8)))
    assert standings.count(Run(0)) == 1
    assert standings.count("running") == 7


async def test_another_body_is_told_apart_whatever_became_of_the_first(
    answers: IdempotencyStore, claim: Claim
) -> None:
    other = replace(next_of(claim), fingerprint="another body")
    await answers.begin(claim)
    assert await answers.begin(other) == "other_body"
    await answers.finish(claim, None)
    assert await answers.begin(other) == "other_body"


async def test_without_an_answer_the_next_runs_and_knows_of_the_first(
    answers: IdempotencyStore, claim: Claim
) -> None:
    await answers.begin(claim)
    await answers.finish(claim, None)
    again = next_of(claim)
    assert await answers.begin(again) == Run(1)
    assert await answers.begin(next_of(claim)) == "running"
    await answers.finish(claim, answer_of(claim))  # it is no longer its turn
    assert await answers.begin(next_of(claim)) == "running"
    await answers.finish(again, answer_of(again))
    assert await answers.begin(next_of(claim)) == answer_of(again)


async def test_a_claim_that_is_never_ended_runs_out(answers: IdempotencyStore, claim: Claim) -> None:
    assert await answers.begin(replace(claim, seconds=0)) == Run(0)
    assert await answers.begin(next_of(claim)) == Run(1)


async def test_names_of_other_keys_are_others(answers: IdempotencyStore, claim: Claim) -> None:
    await answers.begin(claim)
    assert await answers.begin(replace(next_of(claim), name=secrets.token_hex(8))) == Run(0)


async def test_supabase_forgets_after_a_day(
    supabase: SupabaseProject, store: AsyncPostgrestClient, claim: Claim
) -> None:
    answers = SupabaseIdempotencyStore(store, call_seconds=30)
    await answers.begin(claim)
    await answers.finish(claim, answer_of(claim))
    rows = store.from_("idempotent_requests")
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    await rows.update({"expires_at": past}).eq("name_hash", claim.name).execute()
    assert (await store.rpc("forget_answers", {}).execute()).data["forgotten"] >= 1  # type: ignore[index,call-overload,operator]
    assert (await rows.select("*").eq("name_hash", claim.name).execute()).data == []
    assert await answers.begin(replace(next_of(claim), fingerprint="another body")) == Run(0)


async def test_memory_forgets_after_a_day(claim: Claim) -> None:
    now = 0.0
    answers = MemoryIdempotencyStore({}, lambda: now)
    await answers.begin(claim)
    now = KEPT_SECONDS
    assert await answers.begin(replace(next_of(claim), fingerprint="another body")) == Run(0)


async def test_a_database_that_is_away_is_said_to_be(supabase: SupabaseProject, claim: Claim) -> None:
    database = connect(f"http://127.0.0.1:{free_port()}", supabase.secret_key)
    with pytest.raises(DatabaseUnavailable):
        await SupabaseIdempotencyStore(database).begin(claim)
    await database.aclose()


def test_memory_refuses_to_start_in_lambda() -> None:
    with pytest.raises(RuntimeError, match="Lambda"):
        MemoryIdempotencyStore({"AWS_LAMBDA_FUNCTION_NAME": "gateway"})
