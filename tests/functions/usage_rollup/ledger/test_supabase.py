"""The books in Supabase keep the ledger's contract (the SQL itself is tested on a real PostgreSQL)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from postgrest import AsyncPostgrestClient

from functions.usage_rollup.ledger import EventsRefused
from functions.usage_rollup.ledger.supabase import SupabaseLedger
from functions.usage_rollup.maintenance.reconciliation import reconcile_credit
from portal.database import connect
from portal.errors import DatabaseUnavailable
from portal.usage import Admitted, Settled
from portal.web.ids import new_request_id, request_id_from
from tests.support import usage_events as events
from tests.support.supabase import SignUp, SupabaseProject, free_port


@pytest.fixture
async def ledger(supabase: SupabaseProject) -> AsyncIterator[SupabaseLedger]:
    database = connect(supabase.url, supabase.secret_key, call_seconds=30)
    yield SupabaseLedger(database)
    await database.aclose()


class Requests:
    """Makes the events of requests with one key."""

    def __init__(self, organization_id: str, key_id: str) -> None:
        self._organization_id = organization_id
        self._key_id = key_id

    def one(self) -> tuple[Admitted, Settled]:
        request_id = new_request_id()
        return (
            events.admitted(request_id, key_id=self._key_id, organization_id=self._organization_id),
            events.settled(request_id, key_id=self._key_id, organization_id=self._organization_id),
        )


@pytest.fixture
async def requests(store: AsyncPostgrestClient, sign_up: SignUp) -> Requests:
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
    return Requests(person.organization_id, key_id)


async def test_each_event_is_recorded_once_in_any_order(ledger: SupabaseLedger, requests: Requests) -> None:
    (admitted, settled), (other, _) = requests.one(), requests.one()
    first = await ledger.record([settled, other])
    again = await ledger.record([admitted, settled, other])
    assert (first.recorded, first.duplicates, first.rejected) == (2, 0, [])
    assert (again.recorded, again.duplicates, again.rejected) == (1, 2, [])


async def test_an_unknown_key_is_told_and_holds_nothing_back(
    ledger: SupabaseLedger, requests: Requests
) -> None:
    admitted, _ = requests.one()
    stranger = replace(requests.one()[0], key_id=str(uuid.uuid4()))
    recording = await ledger.record([stranger, admitted])
    assert recording.recorded == 1
    assert [(r.request_id, r.reason) for r in recording.rejected] == [(stranger.request_id, "unknown_key")]


async def test_values_the_tables_cannot_hold_are_refused_and_nothing_is_written(
    ledger: SupabaseLedger, requests: Requests
) -> None:
    admitted, settled = requests.one()
    with pytest.raises(EventsRefused, match="record_usage"):
        await ledger.record([admitted, replace(settled, status=100_000)])
    assert (await ledger.record([admitted])).recorded == 1


async def test_what_was_forgotten_is_reaped_once(ledger: SupabaseLedger, requests: Requests) -> None:
    admitted, _ = requests.one()
    past = datetime.now(UTC) - timedelta(hours=1)
    await ledger.record([replace(admitted, admitted_at=past, deadline_at=past + timedelta(minutes=1))])
    assert await ledger.reap() >= 1
    assert await ledger.reap() == 0


async def test_retries_are_looked_for(ledger: SupabaseLedger, requests: Requests) -> None:
    (first, _), (again, settled) = requests.one(), requests.one()
    await ledger.record([replace(first, fingerprint="same"), replace(again, client_retry=1), settled])
    assert await ledger.refund_retries() == 0  # only one of them has ended


async def test_books_agree_after_recording(ledger: SupabaseLedger, requests: Requests) -> None:
    before = await ledger.reconcile(events.NOON)
    await ledger.record([*requests.one(), *requests.one()])
    after = await ledger.reconcile(events.NOON)
    assert after.requests - before.requests == after.settled - before.settled == 2
    assert after.hour == events.NOON


async def test_balances_agree_with_what_made_them(ledger: SupabaseLedger, requests: Requests) -> None:
    await ledger.record([*requests.one()])
    pages = [page async for page in reconcile_credit(ledger)]
    assert sum(page.organizations for page in pages) > 0
    assert [page.differences for page in pages] == [[]] * len(pages)


async def test_months_ahead_are_open_and_what_is_beyond_them_is_refused(
    ledger: SupabaseLedger, requests: Requests
) -> None:
    assert await ledger.open_partitions() == 0
    admitted, _ = requests.one()
    in_a_year = datetime.now(UTC) + timedelta(days=365)
    # A hosted project answers 400, which is EventsRefused; the embedded server tells no SQLSTATE.
    with pytest.raises(DatabaseUnavailable, match="no partition"):
        await ledger.record(
            [replace(admitted, request_id=request_id_from(int(in_a_year.timestamp() * 1000), 1))]
        )


async def test_nothing_is_forgotten_before_its_time(ledger: SupabaseLedger) -> None:
    assert await ledger.forget_answers() == 0


async def test_days_are_rolled_up(ledger: SupabaseLedger, requests: Requests) -> None:
    await ledger.record([*requests.one()])
    assert await ledger.roll_up() >= 1
    assert await ledger.roll_up() == 0


async def test_a_database_that_is_away_or_does_not_know_us_is_unavailable(supabase: SupabaseProject) -> None:
    for url, key in (
        (f"http://127.0.0.1:{free_port()}", supabase.secret_key),
        (supabase.url, supabase.publishable_key),
    ):
        database = connect(url, key)
        with pytest.raises(DatabaseUnavailable):
            await SupabaseLedger(database).record([events.admitted()])
        await database.aclose()
