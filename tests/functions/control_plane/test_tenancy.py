"""No tenant reads or changes another's: every route that takes an id answers 404 to another's.

The routes come from the OpenAPI document, so a new one is probed without a line here; one with an id of a new
kind fails until ``Ids`` has it, one with a body until ``BODIES`` has it.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from functions.control_plane.api import create_app
from functions.control_plane.services import Services
from tests.functions.control_plane.portals import Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NO_SERVICES = cast("Services", SimpleNamespace(allowed_origins=["*"], max_body_bytes=0, close=()))
DOCUMENT: dict[str, Any] = create_app(_NO_SERVICES).openapi()
ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    if operation.get("security") and not path.startswith("/portal/admin")  # test_admin.py probes those
)

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


def ids_in(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


ROUTES_WITH_IDS = [route for route in ROUTES if ids_in(route[1])]


@dataclass(frozen=True, slots=True)
class Ids:
    """One thing of each kind, all of one tenant."""

    organization_id: str
    user_id: str
    invitation_id: str
    key_id: str
    request_id: str

    @classmethod
    async def of(cls, portal: Portal, person: Person) -> Ids:
        organization = await person.call("POST", "/portal/organizations", json={"name": "a team"})
        organization_id = organization.json()["id"]
        invitation = await person.call(
            "POST",
            f"/portal/organizations/{organization_id}/invitations",
            json={"email": f"{uuid.uuid4().hex}@example.com"},
        )
        key = await person.make_key()
        (request_id,) = await portal.use(key, await person.organization_id(), [{}])
        user_id = (await person.get("/portal/me"))["user"]["id"]
        return cls(organization_id, user_id, invitation.json()["id"], key["id"], request_id)


async def everything_of(person: Person, ids: Ids) -> list[Any]:
    """What somebody else must not have changed."""
    team = f"/portal/organizations/{ids.organization_id}"
    paths = ("/portal/organizations", f"{team}/members", f"{team}/invitations")
    me = await person.get("/portal/me")
    for allowance in me["allowance"]:
        del allowance["resets_at"]  # moves with the clock, while nothing is used
    return [
        me,
        *[await person.get(path) for path in paths],
        [(key["id"], key["name"], key["status"]) for key in (await person.get("/portal/api-keys"))["data"]],
    ]


@pytest.mark.parametrize(("method", "path"), ROUTES_WITH_IDS)
async def test_anothers_id_is_not_there(
    portal: Portal, ada: Person, eve: Person, method: str, path: str
) -> None:
    """Each id of the path in turn is Ada's while the others are Eve's; then all are."""
    hers, ours = await Ids.of(portal, ada), await Ids.of(portal, eve)
    names = ids_in(path)
    before = await everything_of(ada, hers), await everything_of(eve, ours)
    body = BODIES.get((method, path))
    assert body is not None or method in {"GET", "DELETE"}, f"BODIES lacks {method} {path}"
    for foreign in ([name] for name in names):
        of_others = {name: getattr(hers if name in foreign else ours, name) for name in names}
        unknown = of_others | {name: str(uuid.uuid4()) for name in foreign}
        answer = await eve.call(method, path.format(**of_others), json=body)
        nothing = await eve.call(method, path.format(**unknown), json=body)
        assert answer.status_code == nothing.status_code == 404, (foreign, answer.text)
        assert answer.json()["error"] == nothing.json()["error"]
    answer = await eve.call(method, path.format(**{name: getattr(hers, name) for name in names}), json=body)
    assert answer.status_code == 404
    assert (await everything_of(ada, hers), await everything_of(eve, ours)) == before


FILTERS = [
    (path, parameter["name"])
    for path, operations in DOCUMENT["paths"].items()
    for parameter in operations.get("get", {}).get("parameters", ())
    if parameter["in"] == "query" and parameter["name"].endswith("_id") and "/admin/" not in path
]


@pytest.mark.parametrize(("path", "name"), FILTERS)
async def test_anothers_id_as_a_filter_finds_nothing(
    portal: Portal, ada: Person, eve: Person, path: str, name: str
) -> None:
    """And no more than an id that nobody has: a filter is answered with what fits it, which is nothing."""
    hers = await Ids.of(portal, ada)

    async def told(id_: str) -> str:
        answer = await eve.call("GET", path, params={name: id_})
        assert answer.status_code == 200, answer.text
        # Every answer of a summary tells its own moment.
        return re.sub(r'"(end|resets_at)":"[^"]*"', "", answer.text)

    told_of_hers = await told(getattr(hers, name))
    assert told_of_hers == await told(str(uuid.uuid4()))
    assert hers.request_id not in told_of_hers
    assert hers.key_id not in told_of_hers


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_anothers_organisation_is_not_there(
    portal: Portal, ada: Person, eve: Person, method: str, path: str
) -> None:
    hers, ours = await Ids.of(portal, ada), await Ids.of(portal, eve)
    before = await everything_of(ada, hers)
    path = path.format(**{name: getattr(ours, name) for name in ids_in(path)})
    for organization in (await ada.organization_id(), hers.organization_id, str(uuid.uuid4()), "no-uuid", ""):
        answer = await eve.call(
            method,
            path,
            headers={"x-organization-id": organization},
            json=BODIES.get((method, path)) if method != "GET" else None,
        )
        assert answer.status_code == 404, answer.text
        assert answer.json()["error"]["param"] == "x-organization-id"
    assert await everything_of(ada, hers) == before


async def test_lists_and_sums_hold_nothing_of_anybody_else(portal: Portal, ada: Person, eve: Person) -> None:
    key = await ada.make_key("secret project")
    await portal.use(key, await ada.organization_id(), [{}] * 3)
    assert (await eve.get("/portal/api-keys"))["data"] == []
    assert (await eve.get("/portal/usage-events"))["data"] == []
    summary = await eve.get("/portal/usage-summary")
    assert summary["totals"]["requests"] == 0
    assert all(entry["used"] == 0 for entry in summary["allowance"])
    assert [entry["role"] for entry in (await eve.get("/portal/me"))["organizations"]] == ["owner"]


async def test_a_cursor_of_anothers_list_shows_only_ones_own(
    portal: Portal, ada: Person, eve: Person
) -> None:
    key = await ada.make_key()
    await portal.use(key, await ada.organization_id(), [{}] * 3)
    cursor = (await ada.get("/portal/usage-events", params={"limit": 1}))["next_cursor"]
    assert (await eve.get("/portal/usage-events", params={"cursor": cursor}))["data"] == []


async def test_a_former_member_is_out_at_once(portal: Portal, ada: Person, eve: Person) -> None:
    organization_id = await ada.organization_id()
    eve_id = (await eve.get("/portal/me"))["user"]["id"]
    row = {"organization_id": organization_id, "user_id": eve_id, "role": "admin"}
    await portal.database.table("organization_members").insert(row).execute()
    headers = {"x-organization-id": organization_id}
    assert (await eve.call("GET", "/portal/me", headers=headers)).status_code == 200
    members = portal.database.table("organization_members").delete()
    await members.eq("organization_id", organization_id).eq("user_id", eve_id).execute()
    assert (await eve.call("GET", "/portal/me", headers=headers)).status_code == 404


async def test_without_a_session_nothing_is_told(portal: Portal, ada: Person) -> None:
    ids = await Ids.of(portal, ada)
    key = await ada.make_key()
    for method, path in ROUTES:
        for headers in ({}, {"authorization": "Basic eDp5"}, {"authorization": "Bearer"},
                        {"authorization": f"Bearer {key['key']}"}, {"x-api-key": key["key"]}):  # fmt: skip
            answer = await portal.client.request(
                method, path.format(**{name: getattr(ids, name) for name in ids_in(path)}), headers=headers
            )
            assert answer.status_code == 401, (method, path, headers)
            assert answer.json()["error"]["code"] == "invalid_session"
