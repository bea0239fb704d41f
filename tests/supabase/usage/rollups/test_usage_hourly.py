"""record_usage: sums by hour, model and key."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.database.postgres import Connection
from tests.support.database.events import request_events, settled
from tests.support.database.recorded import read_rows
from tests.support.database.tenant import Tenant, record, sign_up, with_second_key


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


@pytest.mark.parametrize(
    ("outcome", "errors", "client_disconnected"),
    [("ok", 0, 0), ("client_disconnected", 0, 1), ("failed_before_first_byte", 1, 0), ("deadline", 1, 0)],
)
def test_outcomes_are_counted(
    db: Connection, tenant: Tenant, outcome: Any, errors: int, client_disconnected: int
) -> None:
    record(db, [settled(tenant, outcome=outcome)])
    assert read_rows(db, "select errors, client_disconnected from usage_hourly") == [
        {"errors": errors, "client_disconnected": client_disconnected}
    ]


def test_each_key_and_model_has_its_own_row(db: Connection, tenant: Tenant) -> None:
    second = with_second_key(db, tenant)
    record(db, [*request_events(tenant), *request_events(second), *request_events(second, model="oss-120b")])
    found = read_rows(db, "select model, requests from usage_hourly order by model")
    assert found == [
        {"model": "oss-120b", "requests": 1},
        {"model": "oss-20b", "requests": 1},
        {"model": "oss-20b", "requests": 1},
    ]
