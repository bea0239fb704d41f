"""Paginated lists return every row once, whatever is added meanwhile."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def insert_keys(portal: Portal, organization_id: str, count: int) -> list[str]:
    """Insert keys, two at each instant, and return their ids, newest first."""
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


async def read_pages(user: PortalUser, path: str, limit: int) -> list[list[dict[str, Any]]]:
    pages, cursor = [], None
    while True:
        page = await user.get(path, params={"limit": limit} | ({"cursor": cursor} if cursor else {}))
        pages.append(page["data"])
        cursor = page["next_cursor"]
        if cursor is None:
            return pages


async def test_keys_are_paginated(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    ids = await insert_keys(portal, await ada.organization_id(), 7)
    await insert_keys(portal, await eve.organization_id(), 3)
    for limit, sizes in ((3, [3, 3, 1]), (7, [7]), (8, [7])):
        pages = await read_pages(ada, "/portal/api-keys", limit)
        assert [len(page) for page in pages] == sizes
        assert [key["id"] for page in pages for key in page] == ids


async def test_rows_added_meanwhile_repeat_and_hide_nothing(portal: Portal, ada: PortalUser) -> None:
    ids = await insert_keys(portal, await ada.organization_id(), 4)
    first = await ada.get("/portal/api-keys", params={"limit": 2})
    await ada.create_key()
    second = await ada.get("/portal/api-keys", params={"limit": 2, "cursor": first["next_cursor"]})
    assert [key["id"] for page in (first, second) for key in page["data"]] == ids
    assert second["next_cursor"] is None


async def test_members_are_paginated(portal: Portal, ada: PortalUser) -> None:
    organization_id = await ada.organization_id()
    people = [await portal.sign_up() for _ in range(3)]
    rows = [
        {"organization_id": organization_id, "user_id": await user.user_id(),
         "role": "member", "created_at": "2099-01-01T00:00:00+00:00"}
        for user in people
    ]  # fmt: skip
    await portal.database.table("organization_members").insert(rows).execute()
    pages = await read_pages(ada, f"/portal/organizations/{organization_id}/members", 2)
    assert [len(page) for page in pages] == [2, 2]
    seen = [member["user_id"] for page in pages for member in page]
    assert seen[0] == await ada.user_id()
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
async def test_forged_cursor_is_400(ada: PortalUser, position: dict[str, str]) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")
    response = await ada.call("GET", "/portal/api-keys", params={"cursor": cursor})
    assert (response.status_code, response.json()["error"]["param"]) == (400, "cursor")
