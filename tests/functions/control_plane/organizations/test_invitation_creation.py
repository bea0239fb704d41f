"""Creating invitations: retries, attempts that died, the limit."""

from __future__ import annotations

import asyncio
import uuid

import httpx
import pytest

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, create_team, error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_retry_with_idempotency_key_creates_one_invitation(
    team: Team, ada: PortalUser, eve: PortalUser
) -> None:
    headers = {"idempotency-key": str(uuid.uuid4())}

    async def invite(email: str) -> httpx.Response:
        path = f"{team.path}/invitations"
        return await ada.call("POST", path, headers=headers, json={"email": email})

    first, again = await invite(eve.email), await invite(eve.email)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json() | {"token": None}
    assert again.headers["idempotent-replayed"] == "true"
    assert len(await team.audit_entries("invitation.created")) == 1
    assert first.json()["token"] not in str(await team.portal.rows("idempotent_creates"))
    assert (await invite("other@example.com")).status_code == 422
    elsewhere = (await ada.call("POST", "/portal/organizations", json={"name": "other"})).json()["id"]
    path = f"/portal/organizations/{elsewhere}/invitations"
    response = await ada.call("POST", path, headers=headers, json={"email": eve.email})
    assert error_code(response) == (422, "unprocessable_request")
    accepted = await eve.call("POST", "/portal/invitations/accept", json={"token": first.json()["token"]})
    assert accepted.status_code == 200


async def test_invitation_of_an_interrupted_attempt_is_replaced(team: Team, ada: PortalUser) -> None:
    invitation_id, actor = str(uuid.uuid4()), await ada.user_id()
    for token_hash in ("of the dead attempt", "of the retry"):
        created = await team.portal.rpc(
            "invite_member", p_id=invitation_id, p_organization_id=team.id, p_actor=actor,
            p_email="new@example.com", p_role="member", p_token_hash=token_hash, p_max_count=5,
            p_expires_at="2099-01-01T00:00:00Z", p_request_id="req_test",
        )  # fmt: skip
        assert (created["outcome"], created["id"]) == ("done", invitation_id)
    (row,) = await team.portal.rows("organization_invitations", organization_id=team.id)
    assert (row["id"], row["token_hash"], row["state"]) == (invitation_id, "of the retry", "open")
    assert len(await team.audit_entries("invitation.created")) == 1


async def test_number_of_members_and_invitations_is_limited(portal: Portal) -> None:
    small = Portal(portal.supabase, max_members_per_organization=2)
    try:
        ada = await small.sign_up()
        team = await create_team(small, ada, "small")
        responses = await asyncio.gather(*(team.invite(ada, f"n{n}@example.com") for n in range(3)))
        assert sorted(response.status_code for response in responses) == [201, 409, 409]
    finally:
        await small.close()
