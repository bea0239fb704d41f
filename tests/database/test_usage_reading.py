"""usage_summary, requests_by_key, window_usage and usage_events_page, against the events themselves."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.keys.sliding_window import SlidingWindows, meters_of
from portal.limits import Limit
from tests.database.events import NOON, admitted, both, settled
from tests.database.server import Connection
from tests.database.tenant import Tenant, add_key, call, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def summary(db: Connection, tenant: Tenant, start: datetime, end: datetime) -> Any:
    return call(db, "usage_summary", p_organization_id=tenant.organization_id, p_from=start, p_to=end)


def test_an_organisation_without_usage_has_zeros(db: Connection, tenant: Tenant) -> None:
    found = summary(db, tenant, NOON, NOON + timedelta(days=1))
    assert found["totals"]["requests"] == 0
    assert found["totals"]["latency_ms_mean"] is None
    assert (found["by_model"], found["by_day"], found["by_key"]) == ([], [], [])


def test_sums_are_of_one_organisation(db: Connection, tenant: Tenant) -> None:
    neighbour = sign_up(db)
    record(db, both(tenant) + both(neighbour) + both(neighbour))
    assert summary(db, tenant, NOON, NOON + timedelta(hours=1))["totals"]["requests"] == 1


def test_every_count(db: Connection, tenant: Tenant) -> None:
    record(db, [*both(tenant), *both(tenant, ending="cancelled"), *both(tenant, ending="deadline")])
    record(db, [admitted(tenant), admitted(tenant, at=NOON + timedelta(minutes=30))])
    call(db, "reap_usage", p_now=NOON + timedelta(minutes=20))
    assert summary(db, tenant, NOON, NOON + timedelta(hours=1))["totals"] == {
        "requests": 5, "settled": 3, "abandoned": 1, "in_flight": 1, "errors": 1, "cancelled": 1,
        "prompt_tokens": 30, "completion_tokens": 96, "total_tokens": 126, "cost_nanousd": 0,
        "latency_ms_mean": 2000.0, "ttft_ms_mean": 120.5,
    }  # fmt: skip


def test_requests_by_key_are_those_of_a_summary(db: Connection, tenant: Tenant) -> None:
    neighbour = sign_up(db)
    other_key = add_key(db, tenant.organization_id)
    record(
        db, [*both(tenant), *both(tenant, model="oss-120b"), *both(tenant, at=NOON - timedelta(minutes=1))]
    )
    record(db, [admitted(replace(tenant, key_id=other_key)), *both(neighbour)])
    found = call(
        db, "requests_by_key", p_organization_id=tenant.organization_id, p_from=NOON + timedelta(minutes=59)
    )
    summed = summary(db, tenant, NOON, NOON + timedelta(hours=1))
    assert found == {row["key_id"]: row["requests"] for row in summed["by_key"]}
    assert found == {str(tenant.key_id): 2, str(other_key): 1}


def test_no_key_has_requests_where_there_was_no_usage(db: Connection, tenant: Tenant) -> None:
    assert call(db, "requests_by_key", p_organization_id=tenant.organization_id, p_from=NOON) == {}


@pytest.mark.parametrize("seed", range(6))
def test_rolled_up_or_not_a_summary_is_the_sum_of_its_events(
    db: Connection, tenant: Tenant, seed: int
) -> None:
    """Days rolled up, days changed since, days cut by the range: all give what the events say."""
    seeded = random.Random(seed)
    begin = datetime(2026, 11, 10, tzinfo=UTC)

    def some(count: int) -> list[dict[str, Any]]:
        return [
            settled(
                tenant,
                at=begin + timedelta(minutes=seeded.randrange(6 * 24 * 60)),
                model=seeded.choice(["oss-20b", "oss-120b"]),
                ending=seeded.choice(["ok", "cancelled", "deadline"]),
                completion_tokens=seeded.randrange(100),
            )
            for _ in range(count)
        ]

    events = some(60)
    record(db, events)
    call(db, "roll_up_usage")
    for more in (some(3), some(2)):
        record(db, more)
        events += more
    start = begin + timedelta(hours=seeded.randrange(48))
    end = start + timedelta(hours=seeded.randrange(1, 96))
    found = summary(db, tenant, start, end)

    inside = [e for e in events if start <= datetime.fromisoformat(e["admitted_at"]) < end]
    assert found["totals"]["requests"] == len(inside)
    assert found["totals"]["completion_tokens"] == sum(e["completion_tokens"] for e in inside)
    assert found["totals"]["errors"] == sum(e["ending"] == "deadline" for e in inside)
    assert {row["model"]: row["requests"] for row in found["by_model"]} == Counter(e["model"] for e in inside)
    assert {row["day"]: row["requests"] for row in found["by_day"]} == Counter(
        e["admitted_at"][:10] for e in inside
    )
    assert sum(row["requests"] for row in found["by_key"]) == len(inside)


@pytest.mark.parametrize("seed", range(4))
def test_windows_stand_where_the_limiter_counts_them(db: Connection, tenant: Tenant, seed: int) -> None:
    """The limiter in front of the router and the page behind it show a customer the same number."""
    second = Tenant(
        tenant.subject, tenant.user_id, tenant.organization_id, add_key(db, tenant.organization_id)
    )
    with db.transaction():
        now = db.execute("select now()").fetchone()[0]  # type: ignore[index]
        seeded = random.Random(seed)
        ages = [seeded.uniform(0, 110) for _ in range(14)] + [seeded.uniform(0, 9 * 86400) for _ in range(40)]
        moments = sorted((now - timedelta(seconds=age), number % 2) for number, age in enumerate(ages))
        owners = [tenant, second]
        record(db, [admitted(owners[owner], at=at) for at, owner in moments])
        found = call(db, "window_usage", p_organization_id=tenant.organization_id)

    assert found["plan"] == "free"
    assert [(w["name"], w["scope"], w["limit"], w["seconds"]) for w in found["windows"]] == [
        ("requests per minute", "key", 20, 60),
        ("requests per 5 hours", "organization", 100, 18000),
        ("requests per week", "organization", 1000, 604800),
    ]
    limits = [Limit(w["name"], w["scope"], 10**6, w["seconds"]) for w in found["windows"]]
    windows = SlidingWindows()
    meters = [meters_of(limits, key_id=str(owner.key_id), organization_id="all") for owner in owners]
    for at, owner in moments:
        windows.count(meters[owner], at.timestamp())
    standing = [windows.count(each, now.timestamp()).windows for each in meters]
    minute, hours, week = found["windows"]
    assert minute["used"] == max(windows[0].used for windows in standing) - 1
    # The first of the two questions counted once for the organisation, the second twice.
    assert [hours["used"], week["used"]] == [window.used - 1 for window in standing[0][1:]]
    assert [datetime.fromisoformat(window["resets_at"]).timestamp() for window in found["windows"]] == [
        window.resets_at for window in standing[0]
    ]


def page(db: Connection, tenant: Tenant, **arguments: Any) -> Any:
    return call(db, "usage_events_page", p_organization_id=tenant.organization_id, **arguments)


def test_pages_show_every_request_once_newest_first(db: Connection, tenant: Tenant) -> None:
    record(db, both(sign_up(db)))
    events = [settled(tenant, at=NOON + timedelta(minutes=number // 3)) for number in range(25)]
    record(db, events)
    seen: list[Any] = []
    after: dict[str, Any] = {}
    while True:
        answer = page(db, tenant, p_limit=4, **after)
        seen += answer["events"]
        if answer["next"] is None:
            break
        after = {"p_before": answer["next"]["before"], "p_before_id": answer["next"]["before_id"]}
    expected = sorted(((e["admitted_at"], e["request_id"]) for e in events), reverse=True)
    assert [event["request_id"] for event in seen] == [request_id for _, request_id in expected]


def test_an_exact_last_page_has_no_next(db: Connection, tenant: Tenant) -> None:
    record(db, [settled(tenant) for _ in range(4)])
    assert page(db, tenant, p_limit=4)["next"] is None
    assert page(db, tenant, p_limit=3)["next"] is not None


def test_filters(db: Connection, tenant: Tenant) -> None:
    second = Tenant(
        tenant.subject, tenant.user_id, tenant.organization_id, add_key(db, tenant.organization_id)
    )
    wanted = settled(second, at=NOON, model="oss-120b", ending="cancelled")
    others = [settled(tenant, at=NOON + timedelta(hours=number)) for number in range(3)]
    record(db, [wanted, *others])
    for filters in (
        {"p_model": "oss-120b"},
        {"p_key_id": second.key_id},
        {"p_ending": "cancelled"},
        {"p_request_id": wanted["request_id"]},
        {"p_to": NOON + timedelta(minutes=1), "p_model": "oss-120b"},
    ):
        assert [event["request_id"] for event in page(db, tenant, **filters)["events"]] == [
            wanted["request_id"]
        ]
    assert len(page(db, tenant, p_from=NOON + timedelta(hours=1))["events"]) == 2


def test_a_receipt_of_somebody_else_is_not_found(db: Connection, tenant: Tenant) -> None:
    event = settled(tenant)
    record(db, [event])
    assert page(db, sign_up(db), p_request_id=event["request_id"])["events"] == []
