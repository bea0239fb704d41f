"""The Supabase ledger fulfils the contract of ``UsageLedger`` (tests/supabase tests the SQL itself)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from postgrest import AsyncPostgrestClient

from functions.usage_rollup.ledger import EventsRefused
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.reconciliation.comparing import compare_credit
from portal.database.roles import DatabaseRole
from portal.database.supabase_client import close_supabase, open_supabase
from portal.errors import DatabaseUnavailable
from portal.usage import Admitted, QueueDepth, Settled
from portal.web.ids import new_request_id, request_id_from
from tests.support.database.supabase import SignUp, SupabaseProject
from tests.support.usage import events


@asynccontextmanager
async def open_ledger(supabase: SupabaseProject, role: DatabaseRole) -> AsyncIterator[SupabaseLedger]:
    token = supabase.role_tokens[role]
    database = open_supabase(supabase.url, supabase.publishable_key, token=token, call_seconds=30)
    yield SupabaseLedger(database)
    await close_supabase(database)


@pytest.fixture
async def ingest(supabase: SupabaseProject) -> AsyncIterator[SupabaseLedger]:
    """The ledger as the ingest uses it."""
    async with open_ledger(supabase, DatabaseRole.USAGE_INGEST) as ledger:
        yield ledger


@pytest.fixture
async def ledger(supabase: SupabaseProject) -> AsyncIterator[SupabaseLedger]:
    """The ledger as the maintenance uses it."""
    async with open_ledger(supabase, DatabaseRole.USAGE_ROLLUP) as ledger:
        yield ledger


class RequestEvents:
    """Makes the usage events of requests with one API key."""

    def __init__(self, organization_id: str, key_id: str) -> None:
        self._organization_id = organization_id
        self._key_id = key_id

    def create(self) -> tuple[Admitted, Settled]:
        request_id = new_request_id()
        return (
            events.admitted(request_id, key_id=self._key_id, organization_id=self._organization_id),
            events.settled(request_id, key_id=self._key_id, organization_id=self._organization_id),
        )


@pytest.fixture
async def requests(store: AsyncPostgrestClient, sign_up: SignUp) -> RequestEvents:
    person = await sign_up()
    key_id = str(uuid.uuid4())
    await (
        store.from_("api_keys")
        .insert(
            {
                "id": key_id,
                "organization_id": person.organization_id,
                "created_by": person.user_id,
                "name": "metered",
                "masked": "ctx_ab…yz",
                "secret_hash": key_id,
                "issuer": "local",
            }
        )
        .execute()
    )
    return RequestEvents(person.organization_id, key_id)


async def test_event_is_recorded_once_in_any_order(ingest: SupabaseLedger, requests: RequestEvents) -> None:
    (admitted, settled), (other, _) = requests.create(), requests.create()
    first = await ingest.record([settled, other])
    again = await ingest.record([admitted, settled, other])
    assert (first.recorded, first.duplicates, first.rejected) == (2, 0, [])
    assert (again.recorded, again.duplicates, again.rejected) == (1, 2, [])


async def test_refusals_are_recorded_once_beside_admissions(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    admitted, _ = requests.create()
    refused = events.refused(new_request_id(), key_id=admitted.key_id, at=datetime.now(UTC))
    refused.organization_id = admitted.organization_id
    stranger = replace(refused, request_id=new_request_id(), key_id=str(uuid.uuid4()))
    first = await ingest.record([refused, admitted, stranger])
    again = await ingest.record([refused, admitted])
    assert (first.recorded, first.duplicates, again.recorded, again.duplicates) == (2, 0, 0, 2)
    assert [(r.request_id, r.reason) for r in first.rejected] == [(stranger.request_id, "unknown_key")]
    assert (await ingest.record([replace(refused, request_id=new_request_id())])).recorded == 1
    assert await ledger.delete_refusals() == 0
    assert await ledger.delete_pool_health() == 0


async def test_event_of_unknown_key_is_rejected_alone(
    ingest: SupabaseLedger, requests: RequestEvents
) -> None:
    admitted, _ = requests.create()
    stranger = replace(requests.create()[0], key_id=str(uuid.uuid4()))
    recording = await ingest.record([stranger, admitted])
    assert recording.recorded == 1
    assert [(r.request_id, r.reason) for r in recording.rejected] == [(stranger.request_id, "unknown_key")]


async def test_value_outside_column_range_is_refused_and_nothing_written(
    ingest: SupabaseLedger, requests: RequestEvents
) -> None:
    admitted, settled = requests.create()
    with pytest.raises(EventsRefused, match="record_usage"):
        await ingest.record([admitted, replace(settled, status=100_000)])
    assert (await ingest.record([admitted])).recorded == 1


async def test_overdue_request_is_marked_abandoned_once(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents, store: AsyncPostgrestClient
) -> None:
    admitted, _ = requests.create()
    await ingest.record([replace(admitted, deadline_seconds=0.001)])
    assert await ledger.mark_abandoned() == 0  # nobody knows yet what is in the queue
    # As if it had been empty for the last hour.
    for at in (datetime.now(UTC) + timedelta(minutes=59), datetime.now(UTC) + timedelta(minutes=61)):
        arguments: dict[str, Any] = {"p_waiting": 0, "p_in_flight": 0, "p_now": at.isoformat()}
        await store.rpc("observe_usage_queue", arguments).execute()
    assert await ledger.mark_abandoned() >= 1
    assert await ledger.mark_abandoned() == 0


async def test_hour_reconciles_after_recording(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    before = await ledger.reconcile_hour(events.NOON)
    await ingest.record([*requests.create(), *requests.create()])
    after = await ledger.reconcile_hour(events.NOON)
    assert after.requests - before.requests == after.settled - before.settled == 2
    assert after.hour == events.NOON


async def test_requests_reconcile_page_by_page(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    since = datetime.now(UTC)
    await ingest.record([event for _ in range(5) for event in requests.create()])
    first = await ledger.reconcile_requests(since, None, 3)
    second = await ledger.reconcile_requests(since, first.next, 3)
    assert (first.compared, first.first) == (3, [])
    assert (second.compared, second.first, second.next) == (2, [], None)


async def test_queue_is_observed(ingest: SupabaseLedger, ledger: SupabaseLedger) -> None:
    await ingest.observe_batch(3, 2.5)
    await ledger.observe_queue(None)
    lag = await ledger.observe_queue(QueueDepth(0, 0))
    assert isinstance(lag, int)  # other tests of this database set the time that it is counted from


async def test_balances_reconcile_with_ledger(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    await ingest.record([*requests.create()])
    pages = [page async for page in compare_credit(ledger)]
    assert sum(page.organizations for page in pages) > 0
    assert [page.differences for page in pages] == [[]] * len(pages)


async def test_event_beyond_open_partitions_is_refused(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    assert await ledger.open_partitions() == 0
    admitted, _ = requests.create()
    in_a_year = datetime.now(UTC) + timedelta(days=365)
    # A hosted project returns 400, which becomes EventsRefused; the embedded server returns no SQLSTATE.
    with pytest.raises(DatabaseUnavailable, match="no partition"):
        await ingest.record(
            [replace(admitted, request_id=request_id_from(int(in_a_year.timestamp() * 1000), 1))]
        )


async def test_no_stored_response_is_deleted_before_a_day(ledger: SupabaseLedger) -> None:
    assert await ledger.delete_stored_responses() == 0


async def test_changed_day_is_rolled_up_once(
    ingest: SupabaseLedger, ledger: SupabaseLedger, requests: RequestEvents
) -> None:
    await ingest.record([*requests.create()])
    assert await ledger.roll_up() >= 1
    assert await ledger.roll_up() == 0


async def test_unreachable_or_denying_database_is_unavailable(
    supabase: SupabaseProject, unused_tcp_port: int
) -> None:
    token = supabase.role_tokens[DatabaseRole.USAGE_INGEST]
    for url, bearer in (
        (f"http://127.0.0.1:{unused_tcp_port}", token),
        (supabase.url, None),
        (supabase.url, f"{token}x"),
    ):
        database = open_supabase(url, supabase.publishable_key, token=bearer)
        with pytest.raises(DatabaseUnavailable):
            await SupabaseLedger(database).record([events.admitted()])
        with pytest.raises(DatabaseUnavailable):
            await SupabaseLedger(database).mark_abandoned()
        await close_supabase(database)


async def test_role_of_another_function_is_denied(ingest: SupabaseLedger, ledger: SupabaseLedger) -> None:
    with pytest.raises(DatabaseUnavailable):
        await ledger.record([events.admitted()])
    with pytest.raises(DatabaseUnavailable):
        await ingest.mark_abandoned()
