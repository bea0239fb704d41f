"""Resources of one tenant, to probe routes with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser


@dataclass(frozen=True, slots=True)
class TenantIds:
    """Ids of one resource of each type, all of one tenant."""

    organization_id: str
    user_id: str
    invitation_id: str
    key_id: str
    request_id: str


async def create_tenant(portal: Portal, user: PortalUser) -> TenantIds:
    """Create one resource of each type as ``user``."""
    organization = await user.call("POST", "/portal/organizations", json={"name": "a team"})
    organization_id = organization.json()["id"]
    invitation = await user.call(
        "POST",
        f"/portal/organizations/{organization_id}/invitations",
        json={"email": f"{uuid.uuid4().hex}@example.com"},
    )
    key = await user.create_key()
    (request_id,) = await portal.record_requests(key, await user.organization_id(), [{}])
    return TenantIds(organization_id, await user.user_id(), invitation.json()["id"], key["id"], request_id)
