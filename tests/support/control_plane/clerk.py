"""The control plane with Clerk as auth provider. Its key set is served over HTTP."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.support import session_tokens
from tests.support.control_plane.portal import Portal
from tests.support.control_plane.user import PortalUser
from tests.support.database.supabase import SupabaseProject
from tests.support.servers.connections import Connections

PAGE = "https://portal.example"
"""Origin of the portal's pages, in the claim ``azp``."""


@dataclass(frozen=True, slots=True)
class ClerkPortal:
    portal: Portal
    issuer: str

    def user(self, subject: str | None = None, **changes: Any) -> PortalUser:
        """Return a user with a Clerk session for no organisation, unless ``changes`` claim one."""
        return PortalUser(
            session_tokens.rs256(clerk_claims(self.issuer, subject or new_subject(), **changes)),
            "",
            self.portal.client,
        )


def new_subject() -> str:
    """Return the id of a new user at Clerk."""
    return f"user_{uuid.uuid4().hex}"


def clerk_claims(issuer: str, subject: str, **changes: Any) -> dict[str, Any]:
    """Return the claims of a version 2 session token. A change to None removes the claim."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": subject,
        "sid": "sess_1",
        "azp": PAGE,
        "iat": now,
        "nbf": now - 10,
        "exp": now + 60,
        "v": 2,
        "sts": "active",
        "email": f"{subject}@example.com",
        "email_verified": True,
        "fva": [1, -1],
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


@asynccontextmanager
async def open_clerk_portal(supabase: SupabaseProject) -> AsyncIterator[ClerkPortal]:
    """Open a portal whose auth provider is a Clerk on this machine."""
    async with Connections(_serve_key_set) as server:
        issuer = f"http://{server.address}"
        portal = Portal(
            supabase, auth_provider="clerk", clerk_issuer=issuer, allowed_origins=f"{PAGE},http://x"
        )
        yield ClerkPortal(portal, issuer)
        await portal.close()


async def _serve_key_set(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    request = await reader.readuntil(b"\r\n\r\n")
    assert request.startswith(b"GET /.well-known/jwks.json ")
    body = json.dumps(session_tokens.key_set()).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
