"""record_usage: unknown keys, foreign tenants, and missing or absurd numbers."""

from __future__ import annotations

import uuid

import pytest
from psycopg.errors import NotNullViolation

from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, request_events, settled
from tests.support.database.recorded import read_recorded, read_rows
from tests.support.database.tenant import Tenant, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def test_events_of_unknown_keys_are_rejected_and_others_recorded(db: Connection, tenant: Tenant) -> None:
    other = sign_up(db)
    unknown = admitted(tenant) | {"key_id": str(uuid.uuid4())}
    garbled = admitted(tenant) | {"key_id": "not-a-uuid"}
    foreign = admitted(tenant) | {"organization_id": str(other.organization_id)}
    garbled_organization = admitted(tenant) | {"organization_id": "nobody"}
    odd = admitted(tenant) | {"kind": "imagined"}
    valid = admitted(tenant)
    answer = record(db, [unknown, garbled, foreign, garbled_organization, odd, valid])
    assert (answer["recorded"], answer["duplicates"]) == (1, 0)
    assert {entry["request_id"]: entry["reason"] for entry in answer["rejected"]} == {
        unknown["request_id"]: "unknown_key",
        garbled["request_id"]: "unknown_key",
        foreign["request_id"]: "key_of_another_organization",
        garbled_organization["request_id"]: "key_of_another_organization",
        odd["request_id"]: "unknown_kind",
    }
    assert read_rows(db, "select request_id from usage_events") == [{"request_id": valid["request_id"]}]


def test_another_tenant_cannot_settle_a_request(db: Connection, tenant: Tenant) -> None:
    other = sign_up(db)
    event = admitted(tenant)
    record(db, [event])
    before = read_recorded(db)
    assert record(db, [settled(other, event["request_id"])])["recorded"] == 0
    assert read_recorded(db) == before


def test_absurd_numbers_are_clamped(db: Connection, tenant: Tenant) -> None:
    request_id = new_request_id()
    first, last = request_events(tenant, request_id)
    answer = record(
        db, [first | {"client_retry": 10**12}, last | {"completion_tokens": 10**15, "attempts": 10**6}]
    )
    assert answer == {"recorded": 2, "duplicates": 0, "rejected": []}
    assert read_rows(db, "select completion_tokens from usage_events") == [{"completion_tokens": 2**31 - 1}]


def test_missing_numbers_are_recorded_as_null(db: Connection) -> None:
    tenant = sign_up(db)
    first, last = request_events(tenant)
    del first["max_tokens"], last["attempts"], last["estimated_tokens"]
    record(db, [first, last])
    assert db.execute(
        "select e.estimated_tokens, l.attempts"
        " from usage_events e join request_logs l using (request_id) where e.request_id = %s",
        [last["request_id"]],
    ).fetchone() == (None, None)


def test_settled_event_without_tokens_is_rejected(db: Connection) -> None:
    event = settled(sign_up(db))
    del event["prompt_tokens"]
    with pytest.raises(NotNullViolation):
        record(db, [event])
