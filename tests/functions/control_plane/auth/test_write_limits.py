"""Limits on changes per user and organisation, for every route that is not a GET."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from functions.control_plane.auth.write_limits import WriteLimiter, WriteLimits
from portal.database import connect
from portal.errors import DatabaseUnavailable
from tests.support.control_plane.openapi import ADMIN_ROUTES, SIGNED_IN_ROUTES, path_parameters
from tests.support.control_plane.portal import GENEROUS, Portal
from tests.support.control_plane.team import create_team
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITES = [route for route in (*SIGNED_IN_ROUTES, *ADMIN_ROUTES) if route[0] != "GET"]
READS = [route for route in (*SIGNED_IN_ROUTES, *ADMIN_ROUTES) if route[0] == "GET"]


@asynccontextmanager
async def limited(portal: Portal, limits: WriteLimits) -> AsyncIterator[Callable[[PortalUser], PortalUser]]:
    """Yield a function that returns a user's calls of a portal with these limits."""
    strict = Portal(portal.supabase, write_limits=limits, database_seconds=30)
    try:
        yield lambda user: replace(user, client=strict.client)
    finally:
        await strict.close()


async def rename(user: PortalUser, **headers: str) -> httpx.Response:
    return await user.call("PATCH", "/portal/profile", json={"display_name": "Ada"}, headers=headers)


async def wait_for_room_in_minute() -> None:
    """A test within one minute of the clock counts in one bucket."""
    second = datetime.now(UTC).second
    if second > 45:
        await asyncio.sleep(61 - second)


@pytest.mark.parametrize(("method", "path"), WRITES)
async def test_every_route_that_changes_something_is_limited(
    portal: Portal, ada: PortalUser, method: str, path: str
) -> None:
    """The limit refuses before anything else does, whatever the ids, the role and the body are."""
    url = path.format(**dict.fromkeys(path_parameters(path), str(uuid.uuid4())))
    async with limited(portal, replace(GENEROUS, per_person_and_day=0)) as calling:
        response = await calling(ada).call(method, url, json={} if method != "DELETE" else None)
    assert response.status_code == 429, response.text
    error = response.json()["error"]
    assert error["code"] == "rate_limit_exceeded"
    kind = "removals" if method == "DELETE" else "changes"
    assert f"{kind} per day of a user" in error["message"]
    assert 1 <= int(response.headers["retry-after"]) <= 86_400
    assert response.headers["x-request-id"] == response.json()["request_id"]


async def test_reads_are_not_counted(portal: Portal, ada: PortalUser) -> None:
    async with limited(portal, WriteLimits(0, 0, 0, 0)) as calling:
        for _, path in READS:
            url = path.format(**dict.fromkeys(path_parameters(path), str(uuid.uuid4())))
            assert (await calling(ada).call("GET", url)).status_code != 429, path


async def test_request_without_a_session_counts_for_nobody(portal: Portal) -> None:
    async with limited(portal, WriteLimits(0, 0, 0, 0)) as calling:
        user = calling(PortalUser("no token", "", portal.client))
        for method, path in WRITES:
            url = path.format(**dict.fromkeys(path_parameters(path), str(uuid.uuid4())))
            assert (await user.call(method, url)).status_code == 401, path


async def test_concurrent_changes_pass_exactly_to_the_limit(portal: Portal, ada: PortalUser) -> None:
    await wait_for_room_in_minute()
    async with limited(portal, replace(GENEROUS, per_person_and_minute=5)) as calling:
        responses = await asyncio.gather(*(rename(calling(ada)) for _ in range(15)))
    assert sorted(response.status_code for response in responses) == [200] * 5 + [429] * 10
    refused = next(response for response in responses if response.status_code == 429)
    assert refused.json()["error"]["message"] == "Too many changes: 5 of 5 (changes per minute of a user)."
    assert refused.headers["retry-after"] in refused.json()["error"]["hint"]


async def test_environments_share_the_count(portal: Portal, ada: PortalUser) -> None:
    await wait_for_room_in_minute()
    limits = replace(GENEROUS, per_person_and_minute=4)
    async with limited(portal, limits) as one, limited(portal, limits) as other:
        responses = await asyncio.gather(*(rename(environment(ada)) for environment in (one, other) * 6))
    assert [response.status_code for response in responses].count(200) == 4


async def test_members_share_the_limit_of_their_organisation(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    """However the organisation is named: in the path, in any spelling, or by the header."""
    await wait_for_room_in_minute()
    team = await create_team(portal, ada, "a team")
    await portal.add_member(team.id, eve, "admin")
    limits = replace(GENEROUS, per_organization_and_minute=6)
    async with limited(portal, limits) as calling:
        for number in range(3):
            for user in (ada, eve):
                spelled = [team.id, team.id.replace("-", ""), team.id.upper()][number]
                response = await calling(user).call(
                    "PATCH", f"/portal/organizations/{spelled}", json={"name": f"team {number}"}
                )
                assert response.status_code == 200, response.text
        named_by_header = await rename(calling(eve), **{"x-organization-id": team.id})
        assert (named_by_header.status_code, named_by_header.json()["error"]["code"]) == (
            429,
            "rate_limit_exceeded",
        )
        assert "changes per minute of an organization" in named_by_header.json()["error"]["message"]
        assert (await rename(calling(ada))).status_code == 200  # for her personal organisation


async def test_nobody_uses_up_what_others_need_to_revoke(
    portal: Portal, ada: PortalUser, eve: PortalUser
) -> None:
    """A removal counts for the person alone, and apart from what they changed."""
    key, organization_id = await ada.create_key(), await ada.organization_id()
    await portal.add_member(organization_id, eve, "member")
    headers = {"x-organization-id": organization_id}
    limits = replace(GENEROUS, per_organization_and_minute=2, per_organization_and_day=2)
    async with limited(portal, limits) as calling:
        while (await rename(calling(eve), **headers)).status_code == 200:
            pass
        assert (await calling(ada).call("POST", "/portal/api-keys", json={"name": "x"})).status_code == 429
        assert (await calling(ada).call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 200
    async with limited(portal, replace(GENEROUS, per_person_and_day=2)) as calling:
        other = await ada.create_key()
        while (await rename(calling(ada))).status_code == 200:
            pass
        for status in (200, 429):
            removed = await calling(ada).call("DELETE", f"/portal/api-keys/{other['id']}")
            assert removed.status_code == status, removed.text


async def test_refused_change_counts_and_changes_nothing(portal: Portal, ada: PortalUser) -> None:
    async with limited(portal, replace(GENEROUS, per_person_and_day=1)) as calling:
        created: list[Any] = [
            await calling(ada).call("POST", "/portal/api-keys", json={"name": "x"}) for _ in range(3)
        ]
    assert [response.status_code for response in created] == [201, 429, 429]
    assert len((await ada.get("/portal/api-keys"))["data"]) == 1
    async with limited(portal, replace(GENEROUS, per_person_and_day=2)) as calling:
        assert (await rename(calling(ada))).status_code == 200
        assert (await rename(calling(ada))).status_code == 429


async def test_change_that_cannot_be_counted_is_refused(portal: Portal, ada: PortalUser) -> None:
    caller = await portal.services.auth.identification.identify(ada.token, None, "192.0.2.1")
    unreachable = connect("http://127.0.0.1:9", "sb_secret_x")
    limiter = WriteLimiter(unreachable, WriteLimits())
    try:
        await limiter.count(caller, "GET")
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            with pytest.raises(DatabaseUnavailable):
                await limiter.count(caller, method)
    finally:
        await unreachable.aclose()
