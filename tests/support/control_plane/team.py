"""A team organisation with its owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser


@dataclass
class Team:
    """Changes a team through the API."""

    portal: Portal
    owner: PortalUser
    id: str

    @property
    def path(self) -> str:
        return f"/portal/organizations/{self.id}"

    async def invite(self, by: PortalUser, email: str, role: str = "member") -> httpx.Response:
        """Invite an address as the user ``by``."""
        return await by.call("POST", f"{self.path}/invitations", json={"email": email, "role": role})

    async def join(self, name: str, role: str) -> PortalUser:
        """Return a new user who accepted an invitation of the owner."""
        user = await self.portal.sign_up(name)
        token = (await self.invite(self.owner, user.email, role)).json()["token"]
        response = await user.call("POST", "/portal/invitations/accept", json={"token": token})
        assert response.json() == {"organization_id": self.id, "accepted": True}
        return user

    async def roles(self) -> dict[str, str]:
        """Return the role of each member by address."""
        members = await self.owner.get(f"{self.path}/members")
        return {member["email"]: member["role"] for member in members["data"]}

    async def set_role(self, by: PortalUser, of: PortalUser, role: str) -> httpx.Response:
        """Change a member's role as the user ``by``."""
        return await by.call("PATCH", f"{self.path}/members/{await of.user_id()}", json={"role": role})

    async def remove(self, by: PortalUser, member: PortalUser) -> httpx.Response:
        """Remove a member as the user ``by``."""
        return await by.call("DELETE", f"{self.path}/members/{await member.user_id()}")

    async def audit_entries(self, action: str) -> list[dict[str, Any]]:
        """Return the team's audit entries of an action."""
        return await self.portal.rows("audit_log", organization_id=self.id, action=action)


async def create_team(portal: Portal, owner: PortalUser, name: str) -> Team:
    """Create a team through the API."""
    response = await owner.call("POST", "/portal/organizations", json={"name": name})
    assert response.status_code == 201, response.text
    return Team(portal, owner, response.json()["id"])


def error_code(response: httpx.Response) -> tuple[int, str]:
    """Return the status and the error code of a response."""
    return response.status_code, response.json()["error"]["code"]
