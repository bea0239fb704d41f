"""An account whose address is not verified makes no keys, no teams and no invitations."""

from __future__ import annotations

from typing import Any

import jwt
import pytest

from tests.support.control_plane.clerk import ClerkPortal, new_subject
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.team import Team, error_code
from tests.support.control_plane.user import PortalUser

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFUSED = (403, "email_not_verified")


async def set_unverified(portal: Portal, user: PortalUser) -> None:
    rows = portal.database.table("users").update({"verified_at": None})
    await rows.eq("id", await user.user_id()).execute()


async def test_unverified_address_makes_nothing(portal: Portal, ada: PortalUser, team: Team) -> None:
    key = await ada.create_key()
    await set_unverified(portal, ada)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("/portal/api-keys", {"name": "x"}),
        (f"/portal/api-keys/{key['id']}/rotate", {}),
        ("/portal/organizations", {"name": "x"}),
        (f"{team.path}/invitations", {"email": "eve@example.com"}),
    ]
    for path, body in calls:
        refused = await ada.call("POST", path, json=body)
        assert error_code(refused) == REFUSED, path
        assert "verified" in refused.json()["error"]["message"]
        assert "link" in refused.json()["error"]["hint"]
    for method, path in (("GET", "/portal/me"), ("GET", "/portal/api-keys")):
        assert (await ada.call(method, path)).status_code == 200
    # Ending what exists stays possible.
    assert (await ada.call("DELETE", f"/portal/api-keys/{key['id']}")).status_code == 200


async def test_claims_that_users_write_verify_nothing(portal: Portal, ada: PortalUser) -> None:
    await set_unverified(portal, ada)
    claims = jwt.decode(ada.token, options={"verify_signature": False})
    metadata = {"email_verified": True, "email_confirmed_at": "2026-01-01T00:00:00Z"}
    forged = portal.user_with_claims(**{**claims, "user_metadata": metadata, "email_verified": True})
    response = await forged.call("POST", "/portal/api-keys", json={"name": "x"})
    assert error_code(response) == REFUSED


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "true"}])
async def test_clerk_must_say_that_the_address_is_verified(
    clerk: ClerkPortal, claims: dict[str, Any]
) -> None:
    subject = new_subject()
    address = {"email": f"{subject}@example.com", "email_verified": None}
    unverified = clerk.user(subject, **(address | claims))
    response = await unverified.call("POST", "/portal/api-keys", json={"name": "x"})
    assert error_code(response) == REFUSED
    verified = clerk.user(subject, **(address | {"email_verified": True}))
    assert (await verified.create_key())["key"]


@pytest.mark.parametrize("is_verified", [None, False, "true"])
async def test_unverified_address_answers_no_invitation(
    clerk: ClerkPortal, is_verified: bool | str | None
) -> None:
    owner, guest = clerk.user(email_verified=True), new_subject()
    team = (await owner.call("POST", "/portal/organizations", json={"name": "team"})).json()
    path = f"/portal/organizations/{team['id']}/invitations"
    invited = f"{guest}@example.com"
    token = (await owner.call("POST", path, json={"email": invited})).json()["token"]
    for call in ("preview", "accept", "decline"):
        stranger = clerk.user(email=invited, email_verified=is_verified)
        refused = await stranger.call("POST", f"/portal/invitations/{call}", json={"token": token})
        assert error_code(refused) == REFUSED
        assert (await stranger.get("/portal/me"))["user"]["email"] is None
    accepted = await clerk.user(guest, email=invited).call(
        "POST", "/portal/invitations/accept", json={"token": token}
    )
    assert accepted.status_code == 200, accepted.text


async def test_unconfirmed_address_answers_no_invitation(portal: Portal, team: Team, eve: PortalUser) -> None:
    token = (await team.invite(team.owner, eve.email)).json()["token"]
    await set_unverified(portal, eve)
    for call in ("preview", "accept", "decline"):
        refused = await eve.call("POST", f"/portal/invitations/{call}", json={"token": token})
        assert error_code(refused) == REFUSED


async def test_accounts_of_one_mailbox_at_clerk_share_an_allowance(clerk: ClerkPortal) -> None:
    mailbox, found = new_subject(), set()
    for number in range(3):
        user = clerk.user(email=f"{mailbox}+{number}@example.com", email_verified=True)
        organization_id = await user.organization_id()
        (row,) = await clerk.portal.rows("organizations", id=organization_id)
        found.add(row["allowance_id"])
    assert len(found) == 1
