"""pool_status: how many requests may still run on a target that takes no new ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, settled
from tests.support.database.pools import ALIAS, configured_target, set_target, sync_targets
from tests.support.database.tenant import call, sign_up


def record(db: Connection, events: list[dict[str, Any]]) -> None:
    call(db, "record_usage", p_events=Jsonb(events))


def running(db: Connection, target_id: str) -> int | None:
    pools = call(db, "pool_status")
    found = [target for pool in pools for target in pool["targets"] if target["id"] == target_id]
    at_most: int | None = found[0]["running_at_most"]
    return at_most


def test_requests_from_before_a_drain_count_until_they_end(db: Connection) -> None:
    tenant, target = sign_up(db), configured_target()
    sync_targets(db, [target])
    before = datetime.now(UTC) - timedelta(seconds=30)
    ids = [new_request_id() for _ in range(3)]
    record(db, [admitted(tenant, each, at=before, model=ALIAS) for each in ids])
    assert running(db, target["id"]) is None
    set_target(db, target["id"], state="draining")
    assert running(db, target["id"]) == 3
    record(db, [settled(tenant, each, at=datetime.now(UTC), model=ALIAS) for each in ids[:2]])
    assert running(db, target["id"]) == 1
    record(db, [settled(tenant, ids[2], at=datetime.now(UTC), model=ALIAS)])
    assert running(db, target["id"]) == 0


def test_later_requests_and_those_of_other_models_do_not_count(db: Connection) -> None:
    tenant, target = sign_up(db), configured_target()
    sync_targets(db, [target])
    set_target(db, target["id"], state="disabled")
    drained_at = datetime.now(UTC) - timedelta(minutes=1)
    db.execute("update router_targets set state_since = %s where id = %s", [drained_at, target["id"]])
    record(db, [admitted(tenant, at=drained_at + timedelta(seconds=3), model=ALIAS)])
    record(db, [admitted(tenant, at=drained_at - timedelta(seconds=3), model="oss-20b")])
    assert running(db, target["id"]) == 0
    record(db, [admitted(tenant, at=drained_at + timedelta(seconds=2), model=ALIAS)])
    assert running(db, target["id"]) == 1
