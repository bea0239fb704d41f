"""sync_router_targets: the configuration is the base, and what operators have set survives it."""

from __future__ import annotations

import psycopg
import pytest

from scripts.database.postgres import Connection
from tests.support.database.pools import configured_target, set_target, sync_targets

ONE = configured_target("http://r1:5010", session=1, configured_limit=1)
TWO = configured_target("http://r2:5010", session=2)


def rows(db: Connection) -> dict[str, tuple[object, ...]]:
    found = db.execute(
        "select id, alias, url, router_id, session, configured_limit, configured from router_targets"
    )
    return {str(row[0]): row for row in found}


def test_configured_targets_are_written_and_others_marked(db: Connection) -> None:
    assert sync_targets(db, [ONE, TWO]) == {"configured": 2, "written": 2, "removed": 0}
    assert rows(db)[ONE["id"]] == (ONE["id"], ONE["alias"], ONE["url"], ONE["router_id"], 1, 1, True)
    assert sync_targets(db, [TWO]) == {"configured": 1, "written": 0, "removed": 1}
    assert {id_: row[-1] for id_, row in rows(db).items()} == {ONE["id"]: False, TWO["id"]: True}
    assert sync_targets(db, [ONE, TWO]) == {"configured": 2, "written": 1, "removed": 0}
    assert {row[-1] for row in rows(db).values()} == {True}


def test_repeated_sync_writes_nothing(db: Connection) -> None:
    sync_targets(db, [ONE, TWO])
    assert sync_targets(db, [TWO, ONE, ONE]) == {"configured": 2, "written": 0, "removed": 0}
    assert sync_targets(db, [{**ONE, "configured_limit": 4}, TWO])["written"] == 1
    assert rows(db)[ONE["id"]][5] == 4


def test_what_operators_set_stays_while_a_target_is_not_configured(db: Connection) -> None:
    sync_targets(db, [ONE])
    settings = {"state": "draining", "weight": 0.25, "tier": 3, "session_limit": 2}
    set_target(db, ONE["id"], **settings)
    sync_targets(db, [{**ONE, "configured_limit": 9}])
    sync_targets(db, [])
    sync_targets(db, [ONE])
    row = db.execute("select state, weight, tier, session_limit from router_targets").fetchone()
    assert row == tuple(settings.values())


def test_session_ids_of_any_size_are_kept(db: Connection) -> None:
    big = 12_345_678_901_234_567_890
    sync_targets(db, [configured_target(session=big)])
    assert db.execute("select session from router_targets").fetchone() == (big,)


@pytest.mark.parametrize(
    "broken",
    [
        {**ONE, "id": "tgt_x"},
        {**ONE, "url": "r1:5010"},
        {**ONE, "url": "http://user:key@r1:5010"},
        {**ONE, "router_id": None},
        {**ONE, "session": -1},
        {**ONE, "configured_limit": 0},
    ],
)
def test_invalid_target_is_refused_with_the_whole_configuration(
    db: Connection, broken: dict[str, object]
) -> None:
    with pytest.raises(psycopg.Error), db.transaction():
        sync_targets(db, [TWO, broken])
    assert rows(db) == {}


@pytest.mark.parametrize("targets", ["null", "{}", '"x"'])
def test_what_is_no_list_is_refused_and_nothing_is_unconfigured(db: Connection, targets: str) -> None:
    sync_targets(db, [ONE])
    with pytest.raises(psycopg.errors.InvalidParameterValue), db.transaction():
        db.execute("select sync_router_targets(%s::jsonb)", [targets])
    assert rows(db)[ONE["id"]][-1] is True
