"""No tenant reads or changes resources of another: every route that takes an id returns 404 for a foreign id.

The routes come from the OpenAPI document, so a new one is probed without a change here. One with a new type
of id fails until ``TenantIds`` has it, one with a body until ``BODIES`` has it.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from tests.support.control_plane.openapi import DOCUMENT, SIGNED_IN_ROUTES, path_parameters
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.tenant import TenantIds, create_tenant
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/portal/api-keys"): {"name": "mine now"},
    ("PATCH", "/portal/profile"): {"display_name": "mine now"},
    ("PATCH", "/portal/api-keys/{key_id}"): {"name": "mine now"},
    ("POST", "/portal/api-keys/{key_id}/rotate"): {},
    ("POST", "/portal/organizations"): {"name": "mine now"},
    ("PATCH", "/portal/organizations/{organization_id}"): {"name": "mine now"},
    ("PATCH", "/portal/organizations/{organization_id}/members/{user_id}"): {"role": "owner"},
    ("POST", "/portal/organizations/{organization_id}/invitations"): {"email": "eve@example.com"},
    ("POST", "/portal/invitations/preview"): {"token": "x"},
    ("POST", "/portal/invitations/accept"): {"token": "x"},
    ("POST", "/portal/invitations/decline"): {"token": "x"},
}


ROUTES_WITH_IDS = [route for route in SIGNED_IN_ROUTES if path_parameters(route[1])]


async def tenant_state(user: PortalUser, ids: TenantIds) -> list[Any]:
    """Return what another tenant must not change."""
    team = f"/portal/organizations/{ids.organization_id}"
    paths = ("/portal/organizations", f"{team}/members", f"{team}/invitations")
    me = await user.get("/portal/me")
    for allowance in me["allowance"]:
        del allowance["resets_at"]  # advances with the clock while nothing is used
    return [
        me,
        *[await user.get(path) for path in paths],
        [(key["id"], key["name"], key["status"]) for key in (await user.get("/portal/api-keys"))["data"]],
    ]


@pytest.mark.parametrize(("method", "path"), ROUTES_WITH_IDS)
async def test_foreign_id_is_404(
    portal: Portal, ada: PortalUser, eve: PortalUser, method: str, path: str
) -> None:
    """In each request one id of the path is Ada's and the others are Eve's; in the last, all are Ada's."""
    ada_ids, eve_ids = await create_tenant(portal, ada), await create_tenant(portal, eve)
    names = path_parameters(path)
    before = await tenant_state(ada, ada_ids), await tenant_state(eve, eve_ids)
    body = BODIES.get((method, path))
    assert body is not None or method in {"GET", "DELETE"}, f"BODIES lacks {method} {path}"
    for foreign in ([name] for name in names):
        with_foreign = {name: getattr(ada_ids if name in foreign else eve_ids, name) for name in names}
        unknown = with_foreign | {name: str(uuid.uuid4()) for name in foreign}
        response = await eve.call(method, path.format(**with_foreign), json=body)
        missing = await eve.call(method, path.format(**unknown), json=body)
        assert response.status_code == missing.status_code == 404, (foreign, response.text)
        assert response.json()["error"] == missing.json()["error"]
    response = await eve.call(
        method, path.format(**{name: getattr(ada_ids, name) for name in names}), json=body
    )
    assert response.status_code == 404
    assert (await tenant_state(ada, ada_ids), await tenant_state(eve, eve_ids)) == before


FILTERS = [
    (path, parameter["name"])
    for path, operations in DOCUMENT["paths"].items()
    for parameter in operations.get("get", {}).get("parameters", ())
    if parameter["in"] == "query" and parameter["name"].endswith("_id") and "/admin/" not in path
]


@pytest.mark.parametrize(("path", "name"), FILTERS)
async def test_foreign_id_as_filter_finds_nothing(
    portal: Portal, ada: PortalUser, eve: PortalUser, path: str, name: str
) -> None:
    """The response is the same as for an id that does not exist."""
    ada_ids = await create_tenant(portal, ada)

    async def read(id_: str) -> str:
        response = await eve.call("GET", path, params={name: id_})
        assert response.status_code == 200, response.text
        # A summary holds the current time.
        return re.sub(r'"(end|resets_at)":"[^"]*"', "", response.text)

    foreign = await read(getattr(ada_ids, name))
    assert foreign == await read(str(uuid.uuid4()))
    assert ada_ids.request_id not in foreign
    assert ada_ids.key_id not in foreign


@pytest.mark.parametrize(("method", "path"), SIGNED_IN_ROUTES)
async def test_foreign_organisation_header_is_404(
    portal: Portal, ada: PortalUser, eve: PortalUser, method: str, path: str
) -> None:
    ada_ids, eve_ids = await create_tenant(portal, ada), await create_tenant(portal, eve)
    before = await tenant_state(ada, ada_ids)
    path = path.format(**{name: getattr(eve_ids, name) for name in path_parameters(path)})
    for organization in (
        await ada.organization_id(),
        ada_ids.organization_id,
        str(uuid.uuid4()),
        "no-uuid",
        "",
    ):
        response = await eve.call(
            method,
            path,
            headers={"x-organization-id": organization},
            json=BODIES.get((method, path)) if method != "GET" else None,
        )
        assert response.status_code == 404, response.text
        assert response.json()["error"]["param"] == "x-organization-id"
    assert await tenant_state(ada, ada_ids) == before


async def test_lists_and_sums_hold_no_foreign_data(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    key = await ada.create_key("secret project")
    await portal.record_requests(key, await ada.organization_id(), [{}] * 3)
    assert (await eve.get("/portal/api-keys"))["data"] == []
    assert (await eve.get("/portal/usage-events"))["data"] == []
    summary = await eve.get("/portal/usage-summary")
    assert summary["totals"]["requests"] == 0
    assert all(entry["used"] == 0 for entry in summary["allowance"])
    assert [entry["role"] for entry in (await eve.get("/portal/me"))["organizations"]] == ["owner"]


async def test_foreign_cursor_shows_own_rows_only(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    key = await ada.create_key()
    await portal.record_requests(key, await ada.organization_id(), [{}] * 3)
    cursor = (await ada.get("/portal/usage-events", params={"limit": 1}))["next_cursor"]
    assert (await eve.get("/portal/usage-events", params={"cursor": cursor}))["data"] == []


async def test_former_member_is_refused_at_once(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    organization_id = await ada.organization_id()
    eve_id = await eve.user_id()
    await portal.add_member(organization_id, eve, "admin")
    headers = {"x-organization-id": organization_id}
    assert (await eve.call("GET", "/portal/me", headers=headers)).status_code == 200
    members = portal.database.table("organization_members").delete()
    await members.eq("organization_id", organization_id).eq("user_id", eve_id).execute()
    assert (await eve.call("GET", "/portal/me", headers=headers)).status_code == 404


async def test_request_without_session_is_401(portal: Portal, ada: PortalUser) -> None:
    ids = await create_tenant(portal, ada)
    key = await ada.create_key()
    for method, path in SIGNED_IN_ROUTES:
        for headers in ({}, {"authorization": "Basic eDp5"}, {"authorization": "Bearer"},
                        {"authorization": f"Bearer {key['key']}"}, {"x-api-key": key["key"]}):  # fmt: skip
            response = await portal.client.request(
                method,
                path.format(**{name: getattr(ids, name) for name in path_parameters(path)}),
                headers=headers,
            )
            assert response.status_code == 401, (method, path, headers)
            assert response.json()["error"]["code"] == "invalid_session"
