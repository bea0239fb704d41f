"""claim_idempotency_key: an expired claim is taken over unless its run was paid, or may have been."""

from __future__ import annotations

from typing import Any

import pytest

from portal.usage import Outcome
from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, request_events
from tests.support.database.tenant import Tenant, call, record, sign_up

FIRST = new_request_id()


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return sign_up(db)


def claim(
    db: Connection, tenant: Tenant, request_id: str | None = None, *, lease: float = 20, body: str = "body"
) -> Any:
    return call(
        db,
        "claim_idempotency_key",
        p_key_id=tenant.key_id,
        p_organization_id=tenant.organization_id,
        p_name_hash="name",
        p_fingerprint=body,
        p_request_id=request_id or new_request_id(),
        p_lease_seconds=lease,
    )


def test_claim_that_was_granted_without_a_run_is_taken_over(db: Connection, tenant: Tenant) -> None:
    """The database granted it after its gateway had given up."""
    assert claim(db, tenant, FIRST, lease=0) == {"state": "run"}
    assert claim(db, tenant) == {"state": "run"}
    assert claim(db, tenant) == {"state": "running"}


@pytest.mark.parametrize("outcome", ["ok", "client_disconnected", "deadline"])
def test_paid_run_without_a_stored_response_does_not_run_again(
    db: Connection, tenant: Tenant, outcome: Outcome
) -> None:
    claim(db, tenant, FIRST, lease=0)
    record(db, request_events(tenant, FIRST, outcome=outcome))
    assert [claim(db, tenant) for _ in range(2)] == [{"state": "not_stored", "request_id": FIRST}] * 2
    assert claim(db, tenant, body="another") == {"state": "other_body"}


@pytest.mark.parametrize("outcome", ["failed_before_first_byte", "failed_after_first_byte"])
def test_run_that_was_free_runs_again(db: Connection, tenant: Tenant, outcome: Outcome) -> None:
    claim(db, tenant, FIRST, lease=0)
    record(db, request_events(tenant, FIRST, outcome=outcome))
    assert claim(db, tenant) == {"state": "run"}


@pytest.mark.parametrize(("lease", "state"), [(-29, "running"), (-31, "run")])
def test_killed_run_is_taken_over_after_the_time_of_a_settlement(
    db: Connection, tenant: Tenant, lease: float, state: str
) -> None:
    """Its settled event may still be on the way: then it is paid, and must not run again."""
    claim(db, tenant, FIRST, lease=lease)
    record(db, [admitted(tenant, FIRST)])
    assert claim(db, tenant) == {"state": state}


def test_renewed_claim_of_another_request_is_not_completed_or_released(
    db: Connection, tenant: Tenant
) -> None:
    claim(db, tenant, FIRST, lease=0)
    claim(db, tenant)
    own = {"p_key_id": tenant.key_id, "p_name_hash": "name", "p_request_id": FIRST}
    assert call(db, "renew_idempotency_claim", **own, p_lease_seconds=20) is False
    assert call(db, "complete_idempotent_request", **own) is False
    assert call(db, "release_idempotency_claim", **own) is False
    assert claim(db, tenant) == {"state": "running"}
