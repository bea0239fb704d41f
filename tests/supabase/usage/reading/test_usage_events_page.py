"""usage_events_page: paging, filters and tenants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import NOON, request_events, settled
from tests.support.database.tenant import Tenant, call, record, sign_up, with_second_key


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def events_page(db: Connection, tenant: Tenant, **arguments: Any) -> Any:
    return call(db, "usage_events_page", p_organization_id=tenant.organization_id, **arguments)


def test_pages_have_every_request_once_newest_first(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(sign_up(db)))
    events = [settled(tenant, at=NOON + timedelta(minutes=number // 3)) for number in range(25)]
    record(db, events)
    seen: list[Any] = []
    after: dict[str, Any] = {}
    while True:
        found = events_page(db, tenant, p_limit=4, **after)
        seen += found["events"]
        if found["next"] is None:
            break
        after = {"p_before": found["next"]["before"], "p_before_id": found["next"]["before_id"]}
    expected = sorted(((e["admitted_at"], e["request_id"]) for e in events), reverse=True)
    assert [event["request_id"] for event in seen] == [request_id for _, request_id in expected]


def test_last_full_page_has_no_next(db: Connection, tenant: Tenant) -> None:
    record(db, [settled(tenant) for _ in range(4)])
    assert events_page(db, tenant, p_limit=4)["next"] is None
    assert events_page(db, tenant, p_limit=3)["next"] is not None


def test_events_are_filtered(db: Connection, tenant: Tenant) -> None:
    second = with_second_key(db, tenant)
    expected_event = settled(second, at=NOON, model="oss-120b", outcome="client_disconnected")
    others = [settled(tenant, at=NOON + timedelta(hours=number)) for number in range(3)]
    record(db, [expected_event, *others])
    for filters in (
        {"p_model": "oss-120b"},
        {"p_key_id": second.key_id},
        {"p_outcome": "client_disconnected"},
        {"p_request_id": expected_event["request_id"]},
        {"p_to": NOON + timedelta(minutes=1), "p_model": "oss-120b"},
    ):
        assert [event["request_id"] for event in events_page(db, tenant, **filters)["events"]] == [
            expected_event["request_id"]
        ]
    assert len(events_page(db, tenant, p_from=NOON + timedelta(hours=1))["events"]) == 2


def test_request_of_another_tenant_is_not_found(db: Connection, tenant: Tenant) -> None:
    event = settled(tenant)
    record(db, [event])
    assert events_page(db, sign_up(db), p_request_id=event["request_id"])["events"] == []


def test_events_have_every_column_that_is_not_internal(db: Connection, tenant: Tenant) -> None:
    record(db, request_events(tenant))
    (event,) = events_page(db, tenant)["events"]
    assert event.keys() == {
        "request_id",
        "key_id",
        "key_name",
        "model",
        "route",
        "stream",
        "state",
        "outcome",
        "status",
        "error_code",
        "error_param",
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "token_source",
        "cost_nanousd",
        "ttft_ms",
        "latency_ms",
        "admitted_at",
        "settled_at",
    }
