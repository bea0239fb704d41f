"""Whatever a broken database answers, routes answer 503 with the time to try again, and none hangs."""

from __future__ import annotations

import asyncio
import time
import uuid

import pytest

from tests.functions.control_plane.auth.test_tenant_isolation import BODIES
from tests.support.control_plane.broken_supabase import FAULTS, broken_portal
from tests.support.control_plane.openapi import ADMIN_ROUTES, SIGNED_IN_ROUTES, path_parameters
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

CODES = {"database_unavailable", "policy_unavailable", "key_service_unavailable"}
READS_NOTHING_MORE = {("GET", "/portal/organizations"), ("GET", "/portal/profile")}
"""Routes whose answer is the account, which these portals still read."""

ROUTES = [
    route
    for route in (*SIGNED_IN_ROUTES, *(route for route in ADMIN_ROUTES if route[0] == "GET"))
    if route not in READS_NOTHING_MORE
]

ON_EVERY_ROUTE = tuple(
    FAULTS[name] for name in ("500 with JSON of a proxy", "204", "200 with rows of something else")
)


async def wrong_answer(user: PortalUser, method: str, path: str, organization_id: str) -> str | None:
    """Return what is wrong with the answer of a route, None if it is the 503."""
    ids = dict.fromkeys(path_parameters(path), str(uuid.uuid4())) | {"organization_id": organization_id}
    body = BODIES.get((method, path)) if method not in {"GET", "DELETE"} else None
    response = await user.call(method, path.format(**ids), json=body)
    is_expected = (
        response.status_code == 503
        and response.json()["error"]["code"] in CODES
        and int(response.headers.get("retry-after", 0)) >= 1
    )
    return None if is_expected else f"{method} {path}: {response.status_code} {response.text[:200]}"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_faulty_answer_is_503(portal: Portal, ada: PortalUser, fault: bytes) -> None:
    organization_id = await ada.organization_id()
    async with broken_portal(portal.supabase, fault) as broken:
        ada.client = broken.client
        routes = ROUTES if fault in ON_EVERY_ROUTE else ROUTES[::6]
        answers = [await wrong_answer(ada, method, path, organization_id) for method, path in routes]
    assert [answer for answer in answers if answer] == []


async def test_database_that_never_answers_is_503_in_time(portal: Portal, ada: PortalUser) -> None:
    organization_id = await ada.organization_id()
    async with broken_portal(portal.supabase, None) as broken:
        ada.client = broken.client
        started = time.monotonic()
        answers = await asyncio.gather(
            *(wrong_answer(ada, method, path, organization_id) for method, path in ROUTES[::6])
        )
        assert time.monotonic() - started < 10
    assert [answer for answer in answers if answer] == []
