"""policy_snapshot: organisations that are out of credit."""

from __future__ import annotations

import pytest

from portal.policy import ExhaustedCredit
from portal.web.ids import new_request_id
from scripts.database.postgres import Connection
from tests.support.database.events import admitted, settled
from tests.support.database.policy import read_snapshot
from tests.support.database.prepaid import grant_credit, hold_price, prepaid_tenant
from tests.support.database.tenant import Tenant, call, record, sign_up


@pytest.fixture
def tenant(db: Connection) -> Tenant:
    return prepaid_tenant(db)


def test_organisation_with_nothing_but_holds_is_out_of_credit(db: Connection, tenant: Tenant) -> None:
    sign_up(db)  # on an allowance, without any credit
    organization = str(tenant.organization_id)
    assert read_snapshot(db).out_of_credit == {organization: ExhaustedCredit(0, 0)}
    grant_credit(db, tenant, hold_price(100) + 1)
    assert read_snapshot(db).out_of_credit == {}
    request_id = new_request_id()
    record(db, [admitted(tenant, request_id, max_tokens=100)])
    assert read_snapshot(db).out_of_credit == {}
    record(db, [admitted(tenant, max_tokens=1)])
    assert read_snapshot(db).out_of_credit == {
        organization: ExhaustedCredit(hold_price(100) + 1, hold_price(100) + hold_price(1))
    }
    record(db, [settled(tenant, request_id, outcome="deadline")])
    assert read_snapshot(db).out_of_credit == {}


def test_former_prepaid_plan_does_not_count(db: Connection, tenant: Tenant) -> None:
    call(db, "change_plan", p_organization_id=tenant.organization_id, p_plan="free")
    assert read_snapshot(db).out_of_credit == {}
