"""Idempotency stores, in memory and in Supabase: one request runs, and its response is stored for a day."""

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
from portal.idempotency import IdempotencyClaim, IdempotencyStore, StoredResponse
from portal.idempotency.memory import STORED_SECONDS, MemoryIdempotencyStore
from portal.idempotency.supabase import SupabaseIdempotencyStore
from portal.web.ids import new_request_id
from tests.support.database.supabase import SignUp, SupabaseProject


@pytest.fixture
async def key(store: AsyncPostgrestClient, sign_up: SignUp) -> tuple[str, str]:
    person = await sign_up()
    key_id = str(uuid.uuid4())
    row = {
        "id": key_id,
        "organization_id": person.organization_id,
        "created_by": person.user_id,
        "name": "stored",
        "masked": "ctx_ab…yz",
        "secret_hash": key_id,
        "issuer": "local",
    }
    await store.from_("api_keys").insert(row).execute()
    return key_id, person.organization_id


@pytest.fixture
def claim(key: tuple[str, str]) -> IdempotencyClaim:
    key_id, organization_id = key
    return IdempotencyClaim(key_id, organization_id, secrets.token_hex(8), "body", new_request_id(), 60)


@pytest.fixture(params=["memory", "supabase"])
async def idempotency(
    request: pytest.FixtureRequest, supabase: SupabaseProject
) -> AsyncIterator[IdempotencyStore]:
    if request.param == "memory":
        yield MemoryIdempotencyStore({})
        return
    database = supabase.connect_as("portal_gateway")
    yield SupabaseIdempotencyStore(database, call_seconds=30)
    await database.aclose()


def retry_of(claim: IdempotencyClaim) -> IdempotencyClaim:
    """Return the claim of a retry."""
    return replace(claim, request_id=new_request_id())


def response_to(claim: IdempotencyClaim) -> StoredResponse:
    return StoredResponse(claim.request_id, "application/json", "c2VhbGVk")


async def test_stored_response_is_returned(idempotency: IdempotencyStore, claim: IdempotencyClaim) -> None:
    assert await idempotency.claim(claim) == "granted"
    assert await idempotency.complete(claim, response_to(claim))
    assert [await idempotency.claim(retry_of(claim)) for _ in range(2)] == [response_to(claim)] * 2


async def test_one_of_concurrent_claims_is_granted(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    results = await asyncio.gather(*(idempotency.claim(retry_of(claim)) for _ in range(8)))
    assert results.count("granted") == 1
    assert results.count("running") == 7


async def test_other_body_is_refused_during_and_after_a_run(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    other = replace(retry_of(claim), fingerprint="another body")
    await idempotency.claim(claim)
    assert await idempotency.claim(other) == "other_body"
    await idempotency.complete(claim, response_to(claim))
    assert await idempotency.claim(other) == "other_body"


async def test_released_key_is_free_for_any_request(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    await idempotency.claim(claim)
    await idempotency.release(claim)
    other = replace(retry_of(claim), fingerprint="another body")
    assert await idempotency.claim(other) == "granted"
    await idempotency.release(claim)  # it is no longer this request's
    assert await idempotency.claim(retry_of(other)) == "running"


async def test_claim_that_is_not_renewed_is_taken_over_and_lost(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    first = replace(claim, lease_seconds=0)
    again = retry_of(claim)
    assert await idempotency.claim(first) == "granted"
    assert await idempotency.claim(again) == "granted"
    assert not await idempotency.renew(first)
    assert not await idempotency.complete(first, response_to(first))
    await idempotency.release(first)
    assert await idempotency.claim(retry_of(claim)) == "running"
    assert await idempotency.complete(again, response_to(again))
    assert await idempotency.claim(retry_of(claim)) == response_to(again)


async def test_renewed_claim_is_not_taken_over(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    assert await idempotency.claim(replace(claim, lease_seconds=0)) == "granted"
    assert await idempotency.renew(claim)
    assert await idempotency.claim(retry_of(claim)) == "running"


async def test_completion_is_safe_to_repeat(idempotency: IdempotencyStore, claim: IdempotencyClaim) -> None:
    await idempotency.claim(claim)
    assert [await idempotency.complete(claim, response_to(claim)) for _ in range(2)] == [True, True]
    assert await idempotency.claim(retry_of(claim)) == response_to(claim)


async def test_completed_request_without_a_response_does_not_run_again(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    await idempotency.claim(claim)
    await idempotency.complete(claim, None)
    assert [await idempotency.claim(retry_of(claim)) for _ in range(2)] == ["not_stored"] * 2


async def test_claim_on_another_name_is_granted(
    idempotency: IdempotencyStore, claim: IdempotencyClaim
) -> None:
    await idempotency.claim(claim)
    assert await idempotency.claim(replace(retry_of(claim), name_hash=secrets.token_hex(8))) == "granted"


async def test_supabase_store_deletes_responses_after_a_day(
    supabase: SupabaseProject, store: AsyncPostgrestClient, claim: IdempotencyClaim
) -> None:
    idempotency = SupabaseIdempotencyStore(store, call_seconds=30)
    await idempotency.claim(claim)
    await idempotency.complete(claim, response_to(claim))
    rows = store.from_("idempotent_requests")
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    await rows.update({"expires_at": past}).eq("name_hash", claim.name_hash).execute()
    assert (await store.rpc("delete_expired_responses", {}).execute()).data["deleted"] >= 1  # type: ignore[index,call-overload,operator]
    assert (await rows.select("*").eq("name_hash", claim.name_hash).execute()).data == []
    assert await idempotency.claim(replace(retry_of(claim), fingerprint="another body")) == "granted"


async def test_memory_store_deletes_responses_after_a_day(claim: IdempotencyClaim) -> None:
    now = 0.0
    idempotency = MemoryIdempotencyStore({}, lambda: now)
    await idempotency.claim(claim)
    now = STORED_SECONDS
    assert await idempotency.claim(replace(retry_of(claim), fingerprint="another body")) == "granted"


async def test_unreachable_database_raises_database_unavailable(
    claim: IdempotencyClaim, unused_tcp_port: int
) -> None:
    database = connect(f"http://127.0.0.1:{unused_tcp_port}", "sb_publishable_x", token="a.b.c")
    with pytest.raises(DatabaseUnavailable):
        await SupabaseIdempotencyStore(database).claim(claim)
    await database.aclose()


def test_memory_store_refuses_to_start_in_lambda() -> None:
    with pytest.raises(RuntimeError, match="Lambda"):
        MemoryIdempotencyStore({"AWS_LAMBDA_FUNCTION_NAME": "gateway"})
