"""policy_snapshot: organisations at their stream limit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import admitted, settled
from tests.support.database.policy import read_snapshot
from tests.support.database.tenant import add_team, allowance_of, call, record, sign_up


def transaction_time(db: Connection) -> datetime:
    row = db.execute("select now()").fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("streams", "at_limit"), [(4, False), (5, True), (6, True)])
def test_organisation_is_at_its_stream_limit_while_streams_run(
    db: Connection, streams: int, at_limit: bool
) -> None:
    tenant, other, larger = sign_up(db), sign_up(db), sign_up(db, plan="pro")
    now = transaction_time(db)
    running = [admitted(tenant, at=now) for _ in range(streams)]
    record(db, [*running, admitted(other, at=now), *(admitted(larger, at=now) for _ in range(6))])
    assert read_snapshot(db).at_stream_limit == ({str(allowance_of(db, tenant))} if at_limit else set())
    record(db, [settled(tenant, event["request_id"], at=now) for event in running[:2]])
    assert read_snapshot(db).at_stream_limit == set()


def test_unsettled_stream_counts_until_its_deadline(db: Connection) -> None:
    tenant = sign_up(db)
    now = transaction_time(db)
    record(db, [admitted(tenant, at=now) | {"deadline_seconds": 1e-6} for _ in range(9)])
    # The clock of the database: in a transaction its now() stands still.
    db.execute("update usage_events set deadline_at = now()")
    assert read_snapshot(db).at_stream_limit == set()
    record(db, [admitted(tenant, at=now - timedelta(minutes=12)) for _ in range(5)])
    assert read_snapshot(db).at_stream_limit == {str(allowance_of(db, tenant))}


def test_requests_without_stream_do_not_count(db: Connection) -> None:
    tenant = sign_up(db)
    record(db, [{**admitted(tenant, at=transaction_time(db)), "stream": False} for _ in range(9)])
    assert read_snapshot(db).at_stream_limit == set()


def test_plan_without_stream_limit_is_never_at_it(db: Connection) -> None:
    tenant = sign_up(db)
    db.execute("update plans set concurrent_streams = null")
    record(db, [admitted(tenant, at=transaction_time(db)) for _ in range(99)])
    assert read_snapshot(db).at_stream_limit == set()


def test_organisations_of_one_person_share_their_streams(db: Connection) -> None:
    ada, eve = sign_up(db), sign_up(db)
    now = transaction_time(db)
    teams = [add_team(db, ada) for _ in range(5)]
    record(db, [admitted(team, at=now) for team in teams[:4]] + [admitted(eve, at=now)])
    assert read_snapshot(db).at_stream_limit == set()
    record(db, [admitted(teams[4], at=now)])
    assert read_snapshot(db).at_stream_limit == {str(allowance_of(db, ada))}
    call(db, "change_plan", p_organization_id=teams[0].organization_id, p_plan="pro")
    assert read_snapshot(db).at_stream_limit == set()
