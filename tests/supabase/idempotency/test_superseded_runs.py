"""Of two runs under one Idempotency-Key one is paid, however late the events of the other arrive."""

from __future__ import annotations

import itertools
from functools import partial

import pytest

from portal.usage import Outcome
from portal.web.ids import new_request_id
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.events import admitted, settled
from tests.support.database.prepaid import (
    balance_and_hold,
    credit_differences,
    grant_credit,
    prepaid_tenant,
    request_price,
)
from tests.support.database.recorded import read_rows
from tests.support.database.tenant import Tenant, call, record

CREDIT = 10**9


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    tenant = prepaid_tenant(db)
    grant_credit(db, tenant, CREDIT)
    return tenant


def claim(db: Connection, tenant: Tenant, request_id: str, *, lease: float = 20, name: str = "name") -> str:
    state: str = call(
        db,
        "claim_idempotency_key",
        p_key_id=tenant.key_id,
        p_organization_id=tenant.organization_id,
        p_name_hash=name,
        p_fingerprint="body",
        p_request_id=request_id,
        p_lease_seconds=lease,
    )["state"]
    return state


@pytest.mark.parametrize("admission", ["before the takeover", "after it", "with the settlement"])
@pytest.mark.parametrize("outcome", ["ok", "deadline", "failed_before_first_byte"])
def test_run_that_was_taken_over_is_not_charged(
    db: Connection, tenant: Tenant, admission: str, outcome: Outcome
) -> None:
    """The database was down at the end of the first run, and the queue delivers its events afterwards."""
    first, second = new_request_id(), new_request_id()
    start, end = admitted(tenant, first), settled(tenant, first, outcome=outcome)
    assert claim(db, tenant, first, lease=-60) == "run"
    if admission == "before the takeover":
        record(db, [start])
    assert claim(db, tenant, second) == "run"
    if admission == "after it":
        record(db, [start])
    record(db, [end] if admission != "with the settlement" else [start, end])
    record(db, [admitted(tenant, second), settled(tenant, second)])

    rows = {row["request_id"]: row for row in read_rows(db, "select * from usage_events")}
    paid_outcome = outcome in {"ok", "deadline"}
    assert rows[first]["outcome"] == ("failed_after_first_byte" if paid_outcome else outcome)
    assert (rows[first]["error_code"] == "conflict") == paid_outcome
    assert (rows[first]["cost_nanousd"], rows[second]["cost_nanousd"]) == (0, request_price(32))
    assert balance_and_hold(db, tenant) == (CREDIT - request_price(32), 0)
    assert credit_differences(db) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_paid_once_in_any_order(db: Connection, tenant: Tenant, order: tuple[int, ...]) -> None:
    """Either the first run is settled when the claim expires, and nothing runs again, or it is free."""
    first, second = new_request_id(), new_request_id()
    claim(db, tenant, first, lease=-60)
    answers = []
    steps = (
        lambda: record(db, [admitted(tenant, first)]),
        lambda: record(db, [settled(tenant, first)]),
        lambda: answers.append(claim(db, tenant, second)),
    )
    for step in order:
        steps[step]()
    if answers == ["run"]:
        record(db, [admitted(tenant, second), settled(tenant, second)])
    assert balance_and_hold(db, tenant) == (CREDIT - request_price(32), 0)


def test_takeover_and_settlement_at_the_same_time_are_paid_once(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = prepaid_tenant(committed)
    grant_credit(committed, tenant, CREDIT)
    names = [f"name {number}" for number in range(8)]
    for name in names:
        first, second = new_request_id(), new_request_id()
        assert claim(committed, tenant, first, lease=-60, name=name) == "run"
        taken, _ = run_concurrently(
            postgres,
            database,
            [
                partial(claim, tenant=tenant, request_id=second, name=name),
                partial(record, events=[admitted(tenant, first), settled(tenant, first)]),
            ],
        )
        if taken == "run":
            record(committed, [admitted(tenant, second), settled(tenant, second)])
    assert balance_and_hold(committed, tenant) == (CREDIT - len(names) * request_price(32), 0)


def test_superseded_runs_are_deleted_after_30_days(db: Connection) -> None:
    db.execute(
        "insert into private.superseded_runs values ('old', now() - interval '31 days'), ('new', now())"
    )
    call(db, "delete_expired_responses")
    assert [row["request_id"] for row in read_rows(db, "select * from private.superseded_runs")] == ["new"]
