"""Operators search for users, organisations, API keys and requests."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_search_finds_users_organisations_keys_and_requests(
    portal: Portal, ada: PortalUser, operator: PortalUser
) -> None:
    key = await ada.create_key("find me")
    organization_id = await ada.organization_id()
    (request_id,) = await portal.record_requests(key, organization_id, [{}])
    user_id = await ada.user_id()

    async def find(query: str) -> Any:
        return await operator.get("/portal/admin/find", params={"q": query})

    for query in (ada.email, ada.email.upper(), user_id):
        found = await find(query)
        assert [user["id"] for user in found["users"]] == [user_id]
        assert [organization["id"] for organization in found["organizations"]] == [organization_id]
    for query in (key["id"], key["key"][:8], key["key"]):
        assert key["id"] in [entry["id"] for entry in (await find(query))["keys"]]
    assert [entry["request_id"] for entry in (await find(request_id))["requests"]] == [request_id]
    assert key["key"] not in str(await find(key["key"]))
    nothing: dict[str, list[Any]] = {"users": [], "organizations": [], "keys": [], "requests": []}
    for query in ("%", "_%", "ctx_%%%%", str(uuid.uuid4()), "nobody@example.com", "'; --"):
        assert await find(query) == nothing
