"""The free allowance belongs to the person, whatever teams they make, hand over or upgrade."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio

from portal.errors import LimitExceeded, RateLimited
from portal.keys import KeyVerifier
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from portal.keys.supabase_records import SupabaseKeyRecords
from tests.support.control_plane.portal import PEPPER, Portal
from tests.support.control_plane.reconciliation import reconcile
from tests.support.control_plane.team import Team, create_team
from tests.support.control_plane.unkey import UnkeyPortal, open_unkey_portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject
from tests.support.keys.unkey_service import FrozenTime
from tests.support.unkey.server import UnkeyBehaviour

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEAMS = 10
FREE_PER_MINUTE = 20


@pytest_asyncio.fixture(loop_scope="session")
async def unkey(supabase: SupabaseProject) -> AsyncIterator[UnkeyPortal]:
    async with open_unkey_portal(supabase, clock=FrozenTime()) as portal:
        yield portal


async def create_team_key(team: Team, by: PortalUser | None = None) -> str:
    response = await (by or team.owner).call(
        "POST", "/portal/api-keys", json={"name": "test"}, headers={"x-organization-id": team.id}
    )
    assert response.status_code == 201, response.text
    return str(response.json()["key"])


async def keys_of_all_teams(portal: Portal, ada: PortalUser) -> list[str]:
    """Create the teams, and a key in each and in the personal organisation."""
    keys = [await create_team_key(await create_team(portal, ada, f"team {n}")) for n in range(TEAMS)]
    return [*keys, (await ada.create_key())["key"]]


async def admitted(verifier: KeyVerifier, keys: Sequence[str], each: int) -> int:
    """Return how many of ``each`` requests with each key are let in."""
    answers = await asyncio.gather(
        *(verifier.verify(present_key(key), model="oss-20b") for _ in range(each) for key in keys),
        return_exceptions=True,
    )
    assert all(not isinstance(a, Exception) or isinstance(a, LimitExceeded) for a in answers), answers
    return sum(not isinstance(answer, Exception) for answer in answers)


async def test_ten_teams_are_let_in_as_often_as_one(portal: Portal, ada: PortalUser, eve: PortalUser) -> None:
    keys = await keys_of_all_teams(portal, ada)
    lookup = KeyLookup(SupabaseKeyRecords(portal.gateway_database), KeyHasher(PEPPER), timeout_seconds=30)
    verifier = LocalKeyVerifier(lookup, clock=FrozenTime(), environ={})
    assert await admitted(verifier, keys, 4) == FREE_PER_MINUTE
    assert await admitted(verifier, [(await eve.create_key())["key"]], 30) == FREE_PER_MINUTE


async def test_ten_teams_are_let_in_as_often_as_one_at_unkey(unkey: UnkeyPortal) -> None:
    ada, eve = await unkey.sign_up("Ada"), await unkey.sign_up("Eve")
    keys = await keys_of_all_teams(unkey, ada)
    assert await admitted(unkey.unkey_verifier, keys, 4) == FREE_PER_MINUTE
    assert await admitted(unkey.unkey_verifier, [(await eve.create_key())["key"]], 30) == FREE_PER_MINUTE
    found = {key.identity.external_id for key in unkey.live_keys().values() if key.identity is not None}
    assert len(found) == 2


async def test_handed_over_team_frees_no_allowance(unkey: UnkeyPortal) -> None:
    ada, eve = await unkey.sign_up("Ada"), await unkey.sign_up("Eve")
    team = await create_team(unkey, ada, "a team")
    token = (await team.invite(ada, eve.email)).json()["token"]
    await eve.call("POST", "/portal/invitations/accept", json={"token": token})
    assert (await team.set_role(ada, eve, "owner")).status_code == 200
    assert (await team.remove(ada, ada)).status_code == 200
    of_team = await create_team_key(team, eve)
    own, of_eve = (await ada.create_key())["key"], (await eve.create_key())["key"]
    assert await admitted(unkey.unkey_verifier, [own, of_team], 20) == FREE_PER_MINUTE
    assert await admitted(unkey.unkey_verifier, [of_eve], 30) == FREE_PER_MINUTE


async def change_plan(operator: PortalUser, team: Team, plan: str) -> Any:
    path = f"/portal/admin/organizations/{team.id}/plan"
    return await operator.call("PUT", path, json={"plan": plan, "reason": "a test"})


async def sign_up_operator(portal: Portal) -> PortalUser:
    user = await portal.sign_up("Op")
    user_id = await user.user_id()
    await portal.rpc(
        "set_platform_admin", p_user_id=user_id, p_is_admin=True, p_actor="system", p_reason="tests"
    )
    return user


async def test_upgraded_team_counts_alone_and_together_after_the_downgrade(unkey: UnkeyPortal) -> None:
    operator, ada = await sign_up_operator(unkey), await unkey.sign_up("Ada")
    team = await create_team(unkey, ada, "a team")
    of_team, own = await create_team_key(team), (await ada.create_key())["key"]
    assert await admitted(unkey.unkey_verifier, [own], 30) == FREE_PER_MINUTE
    with pytest.raises(RateLimited, match="its creator's others"):
        await unkey.unkey_verifier.verify(present_key(of_team), model="oss-20b")
    assert (await change_plan(operator, team, "pro")).status_code == 200
    principal = await unkey.unkey_verifier.verify(present_key(of_team), model="oss-20b")
    assert (principal.organization_id, principal.allowance_id, principal.plan) == (team.id, team.id, "pro")
    assert [(window.name, window.limit) for window in principal.windows] == [
        ("requests per minute", 120),
        ("requests per 5 hours", 5_000),
        ("requests per week", 50_000),
    ]
    assert (await change_plan(operator, team, "free")).status_code == 200
    assert await admitted(unkey.unkey_verifier, [of_team, own], 5) == 0


@pytest.mark.parametrize("reached", range(4))
async def test_interrupted_plan_change_is_completed_by_the_upkeep(unkey: UnkeyPortal, reached: int) -> None:
    operator, ada = await sign_up_operator(unkey), await unkey.sign_up("Ada")
    team = await create_team(unkey, ada, "a team")
    keys = [await create_team_key(team) for _ in range(2)]
    # Four calls of a key service that has the identity already, five if it must be created.
    unkey.unkey.behaviour = UnkeyBehaviour(status=503, fail_after=reached)
    assert (await change_plan(operator, team, "pro")).status_code == 503
    unkey.unkey.behaviour = UnkeyBehaviour()
    await reconcile(unkey)
    for key in keys:
        principal = await unkey.unkey_verifier.verify(present_key(key), model="oss-20b")
        assert (principal.organization_id, principal.allowance_id) == (team.id, team.id)
        assert [window.limit for window in principal.windows] == [120, 5_000, 50_000]
    assert (await reconcile(unkey)).changed == 0
