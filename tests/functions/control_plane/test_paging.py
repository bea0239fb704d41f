"""Lists that can grow are read by cursor: every row once, whatever is added meanwhile."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest

from tests.functions.control_plane.portals import Person, Portal

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def make_keys(portal: Portal, organization_id: str, count: int) -> list[str]:
    """Make keys, two and two at the same instant, and return their ids newest first."""
    rows = [
        {
            "id": str(uuid.uuid4()),
            "organization_id": organization_id,
            "name": f"key {number}",
            "masked": "ctx_ab12…wxyz",
            "secret_hash": uuid.uuid4().hex,
            "issuer": "local",
            "created_at": f"2026-11-01T00:00:00.00000{number // 2}+00:00",
        }
        for number in range(count)
    ]
    await portal.database.table("api_keys").insert(rows).execute()
    return [row["id"] for row in sorted(rows, key=lambda row: (row["created_at"], row["id"]), reverse=True)]


async def read(person: Person, path: str, limit: int) -> list[list[dict[str, Any]]]:
    pages, cursor = [], None
    while True:
        page = await person.get(path, params={"limit": limit} | ({"cursor": cursor} if cursor else {}))
        pages.append(page["data"])
        cursor = page["next_cursor"]
        if cursor is None:
            return pages


async def test_keys_are_read_in_pages(portal: Portal, ada: Person, eve: Person) -> None:
    ids = await make_keys(portal, await ada.organization_id(), 7)
    await make_keys(portal, await eve.organization_id(), 3)
    for limit, sizes in ((3, [3, 3, 1]), (7, [7]), (8, [7])):
        pages = await read(ada, "/portal/api-keys", limit)
        assert [len(page) for page in pages] == sizes
        assert [key["id"] for page in pages for key in page] == ids


async def test_what_is_added_meanwhile_repeats_and_hides_nothing(portal: Portal, ada: Person) -> None:
    ids = await make_keys(portal, await ada.organization_id(), 4)
    first = await ada.get("/portal/api-keys", params={"limit": 2})
    await ada.make_key()
    second = await ada.get("/portal/api-keys", params={"limit": 2, "cursor": first["next_cursor"]})
    assert [key["id"] for page in (first, second) for key in page["data"]] == ids
    assert second["next_cursor"] is None


async def test_members_are_read_in_pages(portal: Portal, ada: Person) -> None:
    organization_id = await ada.organization_id()
    people = [await portal.sign_up() for _ in range(3)]
    rows = [
        {"organization_id": organization_id, "user_id": (await person.get("/portal/me"))["user"]["id"],
         "role": "member", "created_at": "2099-01-01T00:00:00+00:00"}
        for person in people
    ]  # fmt: skip
    await portal.database.table("organization_members").insert(rows).execute()
    pages = await read(ada, f"/portal/organizations/{organization_id}/members", 2)
    assert [len(page) for page in pages] == [2, 2]
    seen = [member["user_id"] for page in pages for member in page]
    assert seen[0] == (await ada.get("/portal/me"))["user"]["id"]
    assert seen[1:] == sorted(row["user_id"] for row in rows)


@pytest.mark.parametrize(
    "position",
    [
        {"before": "2026-11-01T00:00:00+00:00", "before_id": 'x",id.neq."'},
        {"before": "2026-11-01T00:00:00+00:00", "before_id": ""},
        {"before": 'now"', "before_id": str(uuid.uuid4())},
        {"before": "2026-11-01T00:00:00+00:00"},
    ],
)
async def test_a_made_up_cursor_is_refused(ada: Person, position: dict[str, str]) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")
    answer = await ada.call("GET", "/portal/api-keys", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "cursor")
