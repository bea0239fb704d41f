"""The monitor's records in the embedded database, as its own role."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from postgrest import AsyncPostgrestClient

from functions.pool_monitor.records import PoolMinute, records_of
from functions.pool_monitor.records.supabase import SupabasePoolRecords
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from portal.database import connect
from portal.database.roles import DatabaseRole
from portal.database.supabase_client import close_supabase, open_supabase
from portal.errors import DatabaseUnavailable
from portal.pools import PoolMap
from portal.pools import environment as variables
from portal.usage import AttemptedTarget
from portal.web.ids import new_request_id
from tests.support.database.supabase import SignUp, SupabaseProject
from tests.support.servers.ports import free_port
from tests.support.usage import events


def test_records_name_every_target_without_its_key() -> None:
    pools = variables.pool_map(
        {
            variables.POOLS: '{"a": ["http://ONE:80/", "http://two"], "b": "http://one"}',
            variables.SESSIONS: '{"a": [1, 2]}',
            variables.MODEL_KEYS: '{"b": "router-key"}',
            variables.SESSION_LIMITS: '{"1": 3}',
        }
    )
    records = records_of(pools)
    assert [(each.alias, each.url, each.session, each.configured_limit) for each in records] == [
        ("a", "http://one", 1, 3),
        ("a", "http://one", 2, None),
        ("a", "http://two", 1, 3),
        ("a", "http://two", 2, None),
        ("b", "http://one", None, None),
    ]
    assert len({each.id for each in records}) == 5
    assert records[0].router_id == records[4].router_id
    assert "router-key" not in repr(records)


async def test_database_that_is_away_is_one_error() -> None:
    records = SupabasePoolRecords(connect(f"http://127.0.0.1:{free_port()}", "key"))
    for call in (
        lambda: records.sync_targets([]),
        lambda: records.recent_requests(datetime.now(UTC)),
        lambda: records.record_minutes([]),
    ):
        with pytest.raises(DatabaseUnavailable):
            await call()


@pytest.fixture
async def records(supabase: SupabaseProject) -> AsyncIterator[SupabasePoolRecords]:
    token = supabase.role_tokens[DatabaseRole.POOL_MONITOR]
    database = connect(supabase.url, supabase.publishable_key, token=token, call_seconds=30)
    yield SupabasePoolRecords(database)
    await database.aclose()


def pools() -> PoolMap:
    return variables.pool_map(
        {variables.POOLS: '{"oss-20b": "http://records:1"}', variables.SESSIONS: '{"oss-20b": [7, 8]}'}
    )


async def test_targets_and_minutes_are_written_and_again(records: SupabasePoolRecords) -> None:
    configured = records_of(pools())
    await records.sync_targets(configured)
    await records.sync_targets(configured)
    minute = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=2)
    minutes = [
        PoolMinute("oss-20b", target, minute, 50, 10, 0, 12, 3, 300.5, None)
        for target in (None, configured[0].id)
    ]
    await records.record_minutes(minutes)
    await records.record_minutes(minutes)


async def test_outcomes_of_requests_are_read_by_target_and_bucket(
    records: SupabasePoolRecords, supabase: SupabaseProject, store: AsyncPostgrestClient, sign_up: SignUp
) -> None:
    organization_id, key_id = (await sign_up()).organization_id, str(uuid.uuid4())
    key = {"id": key_id, "organization_id": organization_id, "name": "metered", "issuer": "local"}
    await store.from_("api_keys").insert({**key, "masked": "ctx_ab…yz", "secret_hash": key_id}).execute()
    first, second = (target.id for target in records_of(pools()))
    request_id = new_request_id()
    admitted = events.admitted(request_id, key_id=key_id, organization_id=organization_id)
    settled = events.settled(request_id, key_id=key_id, organization_id=organization_id)
    settled.settled_at = datetime.now(UTC)
    admitted.admitted_at = settled.admitted_at = settled.settled_at - timedelta(seconds=5)
    settled.targets = [
        AttemptedTarget(id=first, outcome="timed_out", duration_ms=1500),
        AttemptedTarget(id=second, outcome="ok", ttft_ms=310.0, duration_ms=4000),
    ]
    token = supabase.role_tokens[DatabaseRole.USAGE_INGEST]
    database = open_supabase(supabase.url, supabase.publishable_key, token=token, call_seconds=30)
    await SupabaseLedger(database).record([admitted, settled])
    await close_supabase(database)
    since = settled.settled_at - timedelta(seconds=30)
    found = {bucket.target_id: bucket for bucket in await records.recent_requests(since)}
    assert (found[first].ok, found[first].failures) == (0, {"timed_out": 1})
    assert (found[second].ok, found[second].failures, found[second].ttft_ms) == (1, {}, (310.0,))
    assert 0 <= settled.settled_at.timestamp() - found[first].start < 5


async def test_role_may_do_nothing_else(supabase: SupabaseProject) -> None:
    token = supabase.role_tokens[DatabaseRole.POOL_MONITOR]
    database = connect(supabase.url, supabase.publishable_key, token=token, call_seconds=30)
    wrong = SupabasePoolRecords(database)
    with pytest.raises(DatabaseUnavailable):
        await wrong._call("record_usage", {"p_events": []})
    await database.aclose()
