"""Minutes and hours of health: record_pool_health, model_status, pool_status, and their deletion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection
from tests.support.database.pools import (
    ALIAS,
    configured_target,
    health_minute,
    record_health,
    sync_targets,
)
from tests.support.database.tenant import call

NOW = datetime.now(UTC).replace(second=30, microsecond=0)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TARGET = configured_target()


def status(db: Connection, alias: str = ALIAS, now: datetime = NOW) -> dict[str, Any]:
    (model,) = (each for each in call(db, "model_status", p_now=now) if each["alias"] == alias)
    found: dict[str, Any] = model
    return found


def stored(db: Connection, table: str) -> list[tuple[Any, ...]]:
    query = f"select alias, target, up_seconds, down_seconds, requests, ttft_p50_ms from private.{table}"
    return db.execute(query.encode()).fetchall()


def days(db: Connection) -> list[tuple[Any, ...]]:
    return db.execute("select up_seconds, requests from private.pool_health_days order by day").fetchall()


def add(db: Connection, unit: str, *reports: tuple[timedelta, int, int, int]) -> None:
    """Store hours or days of (age, seconds up, degraded, down)."""
    for age, up, degraded, down in reports:
        db.execute(
            f"insert into private.pool_health_{unit}s"
            f" values (%s, '', date_trunc('{unit}', %s::timestamptz, 'UTC'),"
            " %s, %s, %s, 60, 6, 300, 400)".encode(),
            [ALIAS, NOW - age, up, degraded, down],
        )


def test_models_without_history_are_listed_with_nothing_measured(db: Connection) -> None:
    models = call(db, "model_status")
    assert [model["alias"] for model in models] == ["oss-20b", "oss-120b", "gemma-4-26b", "qwen-3.5-9b"]
    for name, steps in (("last_30_minutes", 30), ("last_24_hours", 24), ("last_30_days", 30)):
        window = models[0][name]
        assert (window["uptime"], window["ttft_p50_ms"], window["requests"]) == (None, None, 0)
        assert window["states"] == [None] * steps


def test_last_minutes_have_uptime_percentiles_and_states(db: Connection) -> None:
    ages = {5: (60, 0, 0), 4: (0, 60, 0), 3: (20, 0, 40), 2: (58, 0, 2)}
    record_health(
        db,
        [
            health_minute(
                at=NOW - age * MINUTE, up_seconds=up, degraded_seconds=degraded, down_seconds=down,
                ttft_p50_ms=100.0 * age, ttft_p95_ms=1000.0, requests=10, failures=1,
            )
            for age, (up, degraded, down) in ages.items()
        ],
    )  # fmt: skip
    window = status(db)["last_30_minutes"]
    assert window["uptime"] == round(198 / 240, 6)
    assert (window["requests"], window["failures"], window["ttft_p95_ms"]) == (40, 4, 1000)
    assert window["ttft_p50_ms"] in {300, 400}
    seen = ["operational", "degraded", "unavailable", "degraded"]
    assert window["states"] == [*[None] * 25, *seen, None]
    assert datetime.fromisoformat(window["starts_at"]) == NOW.replace(second=0) - 30 * MINUTE


def test_minute_that_just_ended_is_not_missed(db: Connection) -> None:
    """The monitor needs some seconds to record it: until then the one before is the last."""
    on_the_minute = NOW.replace(second=5)
    record_health(db, [health_minute(at=on_the_minute - 2 * MINUTE)])
    assert status(db, now=on_the_minute)["last_30_minutes"]["states"][-1] == "operational"


def test_hours_and_days_have_steps_of_their_own(db: Connection) -> None:
    add(db, "hour", (HOUR, 3600, 0, 0), (2 * HOUR, 0, 0, 1800), (24 * HOUR, 0, 0, 1800))
    add(db, "day", (DAY, 1800, 1800, 0), (29 * DAY, 0, 0, 3600), (30 * DAY, 0, 0, 3600))
    found = status(db)
    assert found["last_24_hours"]["uptime"] == round(3600 / 5400, 6)
    assert found["last_24_hours"]["states"] == [*[None] * 21, "unavailable", "operational", None]
    month = found["last_30_days"]
    assert (month["uptime"], month["requests"], month["failures"]) == (0.5, 120, 12)
    assert month["states"] == ["unavailable", *[None] * 27, "degraded", None]
    assert datetime.fromisoformat(month["starts_at"]).hour == 0


def test_status_names_no_target_and_no_address(db: Connection) -> None:
    sync_targets(db, [TARGET])
    record_health(db, [health_minute(), health_minute(target=TARGET["id"], down_seconds=60)])
    text = str(call(db, "model_status"))
    for internal in ("tgt_", "rtr_", "http", "10.0.0.7"):
        assert internal not in text


def test_minute_sent_twice_counts_once_and_the_fuller_report_wins(db: Connection) -> None:
    minute = health_minute(at=NOW - MINUTE, up_seconds=40, down_seconds=0, requests=7)
    assert record_health(db, [minute, minute]) == {"recorded": 1, "rejected": 1}
    record_health(db, [minute])
    less = health_minute(at=NOW - MINUTE, up_seconds=0, down_seconds=15, requests=1)
    record_health(db, [less])
    assert stored(db, "pool_health_minutes") == [(ALIAS, "", 40, 0, 7, 300)]
    more = health_minute(at=NOW - MINUTE, up_seconds=30, down_seconds=30, requests=9)
    record_health(db, [more])
    for table in ("pool_health_minutes", "pool_health_hours", "pool_health_days"):
        assert stored(db, table) == [(ALIAS, "", 30, 30, 9, 300)], table


def test_hour_is_made_of_its_minutes_in_any_order(db: Connection) -> None:
    start = (NOW - 3 * HOUR).replace(minute=0)
    for number in (3, 1, 2, 59):
        record_health(db, [health_minute(at=start + number * MINUTE, requests=number)])
    record_health(db, [health_minute(at=start + HOUR)])
    hours = db.execute("select up_seconds, requests from private.pool_health_hours order by hour").fetchall()
    assert hours == [(240, 65), (60, 10)]
    assert sum(day[0] for day in days(db)) == 300
    assert sum(day[1] for day in days(db)) == 75


def test_models_and_targets_are_kept_apart(db: Connection) -> None:
    other = configured_target("http://r2")
    record_health(
        db,
        [
            health_minute(at=NOW - MINUTE),
            health_minute(at=NOW - MINUTE, target=TARGET["id"], up_seconds=0, down_seconds=60),
            health_minute(at=NOW - MINUTE, target=other["id"]),
            health_minute("oss-20b", at=NOW - MINUTE, up_seconds=0, down_seconds=60),
        ],
    )
    assert status(db)["last_30_minutes"]["uptime"] == 1
    assert status(db, "oss-20b")["last_30_minutes"]["uptime"] == 0
    sync_targets(db, [TARGET, other])
    pools = {pool["name"]: pool for pool in call(db, "pool_status", p_now=NOW)}
    uptimes = {each["id"]: each["history"]["last_30_minutes"]["uptime"] for each in pools["qwen"]["targets"]}
    assert uptimes == {TARGET["id"]: 0, other["id"]: 1}


def test_numbers_out_of_range_are_clamped(db: Connection) -> None:
    wild = health_minute(at=NOW - MINUTE, up_seconds=1e9, degraded_seconds=-4, requests=-1, failures=None)
    record_health(db, [wild])
    row = db.execute(
        "select up_seconds, degraded_seconds, requests, failures from private.pool_health_minutes"
    ).fetchone()
    assert row == (60, 0, 0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        {"alias": ""},
        {"alias": "x" * 65},
        {"alias": None},
        {"target": "tgt_x"},
        {"minute": -2 * DAY},
        {"minute": 2 * MINUTE},
        {"minute": None},
    ],
)
def test_invalid_minute_is_rejected_alone(db: Connection, broken: dict[str, Any]) -> None:
    now = datetime.now(UTC)
    broken = {
        name: (now + value).isoformat() if isinstance(value, timedelta) else value
        for name, value in broken.items()
    }
    assert record_health(db, [{**health_minute(), **broken}, health_minute("oss-20b")]) == {
        "recorded": 1,
        "rejected": 1,
    }
    assert [row[0] for row in stored(db, "pool_health_minutes")] == ["oss-20b"]


@pytest.mark.parametrize("minutes", [None, {}, "x", [health_minute()] * 5_001])
def test_what_is_no_list_or_too_long_is_refused(db: Connection, minutes: Any) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue), db.transaction():
        call(db, "record_pool_health", p_minutes=Jsonb(minutes))


def test_retention_is_an_hour_two_days_and_four_hundred_days(db: Connection) -> None:
    counts = ", ".join(["0"] * 8)
    for age in (59 * MINUTE, 61 * MINUTE):
        db.execute(
            f"insert into private.target_outcomes values (%s, %s, {counts}, '{{}}')".encode(),
            [NOW - age, TARGET["id"]],
        )
    for unit, ages in (
        ("minute", (47 * HOUR, 49 * HOUR)),
        ("hour", (399 * DAY, 401 * DAY)),
        ("day", (399 * DAY, 401 * DAY)),
    ):
        for age in ages:
            db.execute(
                f"insert into private.pool_health_{unit}s values (%s, '', %s, 1, 1, 1, 1, 1, 1, 1)".encode(),
                [ALIAS, NOW - age],
            )
    assert call(db, "delete_old_pool_health", p_now=NOW) == {"deleted": 4}
    assert call(db, "delete_old_pool_health", p_now=NOW) == {"deleted": 0}
    for table in ("target_outcomes", "pool_health_minutes", "pool_health_hours", "pool_health_days"):
        assert db.execute(f"select count(*) from private.{table}".encode()).fetchone() == (1,), table


def test_deletion_is_bounded(db: Connection) -> None:
    for minutes in range(5):
        db.execute(
            "insert into private.pool_health_minutes values (%s, '', %s, 1, 1, 1, 1, 1, 1, 1)",
            [ALIAS, NOW - 3 * DAY - minutes * MINUTE],
        )
    deleted = [call(db, "delete_old_pool_health", p_now=NOW, p_limit=2)["deleted"] for _ in range(4)]
    assert deleted == [2, 2, 1, 0]
