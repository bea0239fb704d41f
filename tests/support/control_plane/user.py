"""A signed-in user of the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class PortalUser:
    """Makes requests with the user's access token."""

    token: str
    email: str
    client: httpx.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        """Send a request and return the response."""
        headers = {"authorization": f"Bearer {self.token}", **self.headers, **kwargs.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **kwargs)

    async def get(self, path: str, **kwargs: Any) -> Any:
        """Return the JSON body of a GET that succeeds."""
        response = await self.call("GET", path, **kwargs)
        assert response.status_code == 200, response.text
        return response.json()

    async def create_key(self, name: str = "test") -> Any:
        """Create an API key and return it."""
        response = await self.call("POST", "/portal/api-keys", json={"name": name})
        assert response.status_code == 201, response.text
        return response.json()

    async def organization_id(self) -> str:
        """Return the id of the organisation that the user acts for."""
        return str((await self.get("/portal/me"))["organization"]["id"])

    async def user_id(self) -> str:
        """Return the user's id."""
        return str((await self.get("/portal/me"))["user"]["id"])
