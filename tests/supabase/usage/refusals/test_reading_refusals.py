"""Refused requests among the admitted ones: pages, summaries, search, export and erasure."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import refused, request_events, settled
from tests.support.database.tenant import Tenant, call, record, record_refusals, sign_up, with_second_key

NOW = datetime.now(UTC).replace(minute=30, second=0, microsecond=0) - timedelta(hours=2)


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def events_page(db: Connection, tenant: Tenant, **arguments: Any) -> Any:
    return call(db, "usage_events_page", p_organization_id=tenant.organization_id, **arguments)


def summary(db: Connection, tenant: Tenant, **arguments: Any) -> Any:
    day = NOW.replace(hour=0, minute=0)
    return call(
        db,
        "usage_summary",
        p_organization_id=tenant.organization_id,
        p_from=day,
        p_to=day + timedelta(days=2),
        **arguments,
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [1, 4, 7])
def test_pages_have_admitted_and_refused_once_newest_first(
    db: Connection, tenant: Tenant, seed: int, size: int
) -> None:
    seeded = random.Random(seed)
    at = [NOW - timedelta(minutes=seeded.randrange(6)) for _ in range(20)]
    admitted = [settled(tenant, at=time) for time in at[:10]]
    refusals = [refused(tenant, at=time) for time in at[10:]]
    record(db, admitted)
    record_refusals(db, [*refusals, refused(sign_up(db))])
    expected = sorted(
        [
            *((event["admitted_at"], event["request_id"]) for event in admitted),
            *((event["refused_at"], event["request_id"]) for event in refusals),
        ],
        reverse=True,
    )
    seen: list[Any] = []
    after: dict[str, Any] = {}
    while True:
        found = events_page(db, tenant, p_limit=size, **after)
        seen += found["events"]
        if found["next"] is None:
            break
        after = {"p_before": found["next"]["before"], "p_before_id": found["next"]["before_id"]}
    assert [event["request_id"] for event in seen] == [request_id for _, request_id in expected]


def test_refused_request_has_the_fields_of_an_admitted_one(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant, at=NOW))
    event = refused(tenant, at=NOW, status=400, error_code="invalid_request", error_param="top_p", model=None)
    record_refusals(db, [event])
    (found,) = events_page(db, tenant, p_request_id=event["request_id"])["events"]
    (other,) = events_page(db, tenant, p_outcome="ok")["events"]
    assert found.keys() == other.keys()
    assert (found["state"], found["outcome"], found["status"]) == ("refused", "refused", 400)
    assert (found["error_code"], found["error_param"], found["model"]) == ("invalid_request", "top_p", None)
    assert (found["cost_nanousd"], found["total_tokens"], other["error_param"]) == (0, 0, None)


def test_refused_requests_are_filtered(db: Connection, tenant: Tenant) -> None:
    second = with_second_key(db, tenant)
    expected = refused(second, at=NOW, model="oss-120b")
    record_refusals(db, [expected, refused(tenant, at=NOW - timedelta(minutes=9), model=None)])
    record(db, request_events(tenant, at=NOW - timedelta(minutes=9)))
    for filters in (
        {"p_model": "oss-120b"},
        {"p_key_id": second.key_id},
        {"p_from": NOW},
        {"p_outcome": "refused", "p_from": NOW - timedelta(minutes=1)},
        {"p_request_id": expected["request_id"]},
    ):
        assert [event["request_id"] for event in events_page(db, tenant, **filters)["events"]] == [
            expected["request_id"]
        ]
    assert len(events_page(db, tenant, p_outcome="refused")["events"]) == 2
    assert events_page(db, sign_up(db), p_request_id=expected["request_id"])["events"] == []


def test_summary_counts_refusals_by_code_and_apart_from_errors(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant, at=NOW, outcome="deadline"))
    call(db, "roll_up_usage")
    record_refusals(
        db,
        [
            *(refused(tenant, at=NOW) for _ in range(3)),
            refused(tenant, at=NOW, status=404, error_code="model_not_found", model=None, count=2),
            refused(tenant, at=NOW, model="oss-120b"),
        ],
    )
    for by_hour in (False, True):
        found = summary(db, tenant, p_by_hour=by_hour)
        totals = found["totals"]
        assert (totals["requests"], totals["errors"], totals["refused"]) == (1, 1, 6)
        assert found["refusals"] == [
            {"status": 429, "error_code": "rate_limit_exceeded", "refusals": 4},
            {"status": 404, "error_code": "model_not_found", "refusals": 2},
        ]
        assert {row["model"]: (row["requests"], row["refused"]) for row in found["by_model"]} == {
            "oss-20b": (1, 3),
            "oss-120b": (0, 1),
        }
        (day,), (key,) = found["by_day"], found["by_key"]
        assert (day["refused"], key["refused"], len(day["models"]), len(day["keys"])) == (6, 6, 1, 1)
    (hour,) = found["by_hour"]
    assert (hour["requests"], hour["refused"]) == (1, 6)
    of_model = summary(db, tenant, p_model="oss-120b")
    assert (of_model["totals"]["refused"], of_model["totals"]["requests"]) == (1, 0)


def test_key_with_nothing_but_refusals_is_in_the_summary(db: Connection, tenant: Tenant) -> None:
    record_refusals(db, [refused(tenant, at=NOW) for _ in range(3)])
    found = summary(db, tenant, p_by_hour=True)
    assert [(row["requests"], row["refused"]) for row in found["by_key"]] == [(0, 3)]
    assert found["by_day"][0]["models"] == found["by_hour"][0]["keys"] == []


def test_operators_find_a_refused_request(db: Connection, tenant: Tenant) -> None:
    event = refused(tenant, at=NOW, error_param="model")
    record_refusals(db, [event])
    assert call(db, "search_platform", p_query=event["request_id"])["requests"] == [
        {
            "request_id": event["request_id"],
            "organization_id": str(tenant.organization_id),
            "key_id": str(tenant.key_id),
            "state": "refused",
            "outcome": "refused",
        }
    ]
    record(db, request_events(tenant, at=NOW - timedelta(minutes=1)))
    refusal, admitted = call(db, "request_logs_page", p_key_id=tenant.key_id)["logs"]
    assert refusal.keys() == admitted.keys()
    assert (refusal["outcome"], refusal["error_param"], admitted["error_param"]) == ("refused", "model", None)
    first = call(db, "request_logs_page", p_key_id=tenant.key_id, p_limit=1)
    assert [log["request_id"] for log in first["logs"]] == [event["request_id"]]
    assert first["next"]["before_id"] == event["request_id"]


def test_export_counts_refusals_and_erasure_deletes_them(db: Connection, tenant: Tenant) -> None:
    record_refusals(db, [refused(tenant, at=NOW) for _ in range(3)])
    (day,) = call(db, "export_account", p_user_id=tenant.user_id)["usage_by_day"]
    assert (day["requests"], day["refused"]) == (0, 3)
    call(db, "erase_account", p_user_id=tenant.user_id, p_request_id="req_00001")
    assert db.execute("select count(*) from refused_requests").fetchone() == (0,)
