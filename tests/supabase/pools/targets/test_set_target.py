"""set_target and the policy snapshot: what operators set for one target or a whole router."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from portal.policy import TargetPolicy
from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.policy import read_snapshot
from tests.support.database.pools import configured_target, set_target, sync_targets
from tests.support.database.tenant import call, sign_up

ONE = configured_target("http://r1:5010", session=1)
TWO = configured_target("http://r1:5010", session=2)
OTHER_MODEL = configured_target("http://r1:5010", alias="oss-20b")
ELSEWHERE = configured_target("http://r2:5010", session=1)
TARGETS = (ONE, TWO, OTHER_MODEL, ELSEWHERE)


@pytest.fixture(autouse=True)
def _configured(db: Connection) -> None:
    sync_targets(db, TARGETS)


def policies(db: Connection) -> dict[str, TargetPolicy]:
    """Return the policies of all targets that the snapshot names."""
    return {id_: each for pool in read_snapshot(db).pools.values() for id_, each in pool.targets.items()}


def test_targets_without_settings_are_not_in_the_snapshot(db: Connection) -> None:
    assert policies(db) == {}
    set_target(db, ONE["id"], state="disabled")
    set_target(db, ONE["id"], state="active")
    assert policies(db) == {}


@pytest.mark.parametrize(
    ("changes", "policy"),
    [
        ({"state": "draining"}, TargetPolicy(state="draining")),
        ({"state": "disabled"}, TargetPolicy(state="disabled")),
        ({"weight": 0.1}, TargetPolicy(weight=0.1)),
        ({"tier": 2}, TargetPolicy(tier=2)),
        ({"session_limit": 3}, TargetPolicy(session_limit=3)),
    ],
)
def test_each_setting_reaches_the_snapshot_of_its_pool(
    db: Connection, changes: dict[str, Any], policy: TargetPolicy
) -> None:
    result = set_target(db, ONE["id"], **changes)
    assert result["outcome"] == "done"
    assert read_snapshot(db).pools["qwen"].targets == {ONE["id"]: policy}
    assert policies(db).keys() == {ONE["id"]}


def test_router_id_names_all_targets_of_the_router_in_all_pools(db: Connection) -> None:
    result = set_target(db, ONE["router_id"], state="draining")
    changed = {ONE["id"], TWO["id"], OTHER_MODEL["id"]}
    assert {each["id"] for each in result["targets"]} == changed
    assert policies(db) == dict.fromkeys(changed, TargetPolicy(state="draining"))
    assert read_snapshot(db).pools["oss-20b"].targets.keys() == {OTHER_MODEL["id"]}


def test_model_outside_of_the_catalogue_has_the_pool_of_its_name(db: Connection) -> None:
    unlisted = configured_target("http://r3:5010", alias="gemma4")  # a pool, and no model of the catalogue
    nowhere = configured_target("http://r3:5010", alias="Unknown/Model")
    sync_targets(db, [*TARGETS, unlisted, nowhere])
    set_target(db, unlisted["router_id"], weight=2)
    assert read_snapshot(db).pools["gemma4"].targets == {unlisted["id"]: TargetPolicy(weight=2)}
    assert policies(db).keys() == {unlisted["id"]}


def test_target_that_is_not_configured_now_keeps_its_policy(db: Connection) -> None:
    set_target(db, ONE["id"], state="disabled")
    sync_targets(db, [TWO])
    assert policies(db) == {ONE["id"]: TargetPolicy(state="disabled")}


def test_drain_ends_at_its_deadline(db: Connection) -> None:
    deadline = datetime.now(UTC) + timedelta(hours=1)
    set_target(db, ONE["id"], state="draining", drain_deadline=deadline.isoformat())
    assert policies(db)[ONE["id"]].state == "draining"
    db.execute(
        "update router_targets set drain_deadline = now() - interval '1 ms' where id = %s", [ONE["id"]]
    )
    assert policies(db)[ONE["id"]].state == "disabled"
    set_target(db, ONE["id"], weight=2)  # the deadline stays with the drain
    assert policies(db)[ONE["id"]] == TargetPolicy(state="disabled", weight=2)
    set_target(db, ONE["id"], state="active")
    (change,) = set_target(db, ONE["id"], state="draining")["targets"]
    assert change["after"]["drain_deadline"] is None


def test_deadline_without_drain_or_in_the_past_changes_nothing(db: Connection) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    assert set_target(db, ONE["id"], drain_deadline=soon) == {"outcome": "not_draining"}
    assert set_target(db, ONE["id"], state="active", drain_deadline=soon) == {"outcome": "not_draining"}
    assert set_target(db, ONE["id"], state="draining", drain_deadline=past) == {"outcome": "deadline_passed"}
    set_target(db, ONE["id"], state="draining")
    assert set_target(db, ONE["router_id"], drain_deadline=soon) == {"outcome": "not_draining"}
    assert policies(db) == {ONE["id"]: TargetPolicy(state="draining")}


def test_since_and_reason_are_those_of_the_last_change_of_the_state(db: Connection) -> None:
    query = "select state_since, state_reason from router_targets where id = %s"
    db.execute("update router_targets set state_since = now() - interval '1 day'")
    before = db.execute(query, [ONE["id"]]).fetchone()
    set_target(db, ONE["id"], weight=2, state="active")
    assert db.execute(query, [ONE["id"]]).fetchone() == before
    set_target(db, ONE["id"], state="disabled")
    row = db.execute(
        "select state_since = now(), state_reason from router_targets where id = %s", [ONE["id"]]
    )
    assert row.fetchone() == (True, "a test")


def test_call_is_audited_once_with_what_it_changed(db: Connection) -> None:
    set_target(db, ONE["id"], state="draining", weight=1, tier=4)
    set_target(db, ONE["router_id"], state="draining")
    set_target(db, ONE["router_id"], state="draining")
    entries = db.execute(
        "select actor, action, target_type, target_id, before, after, reason, request_id"
        " from audit_log where action like '%.changed' order by id"
    ).fetchall()
    others = (TWO["id"], OTHER_MODEL["id"])
    assert entries == [
        ("ada", "target.changed", "target", ONE["id"], {"state": "active", "tier": 0},
         {"state": "draining", "tier": 4}, "a test", "req_1"),
        ("ada", "router.changed", "router", ONE["router_id"], {id_: {"state": "active"} for id_ in others},
         {id_: {"state": "draining"} for id_ in others}, "a test", "req_1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "id_", ["tgt_0000000000000000", "rtr_0000000000000000", "", "http://r1:5010", "rtr_%", "tgt_" + "_" * 16]
)
def test_unknown_id_is_not_found(db: Connection, id_: str) -> None:
    assert set_target(db, id_, state="disabled") == {"outcome": "not_found"}
    assert policies(db) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"url": "http://r9"},
        {"state": "suspended"},
        {"weight": 0},
        {"weight": 101},
        {"tier": -1},
        {"session_limit": 0},
        {"drain_deadline": "tomorrow at noon"},
    ],
)
def test_invalid_change_is_refused(db: Connection, changes: dict[str, Any]) -> None:
    with pytest.raises((psycopg.errors.DataError, psycopg.errors.IntegrityError)), db.transaction():
        set_target(db, ONE["id"], **changes)
    assert policies(db) == {}


def test_concurrent_changes_of_routers_and_targets_all_happen(
    postgres: PostgresServer, database: str
) -> None:
    with postgres.connect(database) as db:
        sync_targets(db, TARGETS)

    def change(number: int) -> Any:
        with postgres.connect(database) as db:
            db.execute("set role service_role")
            if number % 3 == 0:
                return sync_targets(db, TARGETS if number % 2 else TARGETS[::-1])["configured"]
            id_ = ONE["router_id"] if number % 3 == 1 else TWO["id"]
            return set_target(db, id_, tier=number)["outcome"]

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(change, range(24)))
    assert set(results) == {"done", len(TARGETS)}
    with postgres.connect(database) as db:
        row = db.execute("select count(*) from audit_log where action like '%.changed'").fetchone()
        assert row == (16,)


def test_export_of_an_operator_names_no_target_and_no_router(db: Connection) -> None:
    """The person may be no operator any more."""
    user_id, target = sign_up(db).user_id, configured_target()
    sync_targets(db, [target])
    for tier, id_ in enumerate((target["id"], target["router_id"]), start=1):
        call(
            db, "set_target", p_id=id_, p_changes=Jsonb({"tier": tier}), p_actor=str(user_id),
            p_reason="a test", p_request_id="req_1",
        )  # fmt: skip
    export = call(db, "export_account", p_user_id=user_id)
    actions = {(action["target_type"], action["target_id"]) for action in export["actions"]}
    assert {("target", None), ("router", None)} <= actions
    assert not any(name in str(export) for name in ("tgt_", "rtr_", target["url"]))
