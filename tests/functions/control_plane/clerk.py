"""The control plane with Clerk signing people in: its published keys come over HTTP."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from local.supabase.server import EmbeddedSupabase
from tests.functions.control_plane.portals import Person, Portal
from tests.portal.sessions import test_clerk, tokens
from tests.support.connections import Connections

PAGE = test_clerk.PAGE


@dataclass(frozen=True, slots=True)
class ClerkPortal:
    portal: Portal
    issuer: str

    def person(self, subject: str | None = None, **changes: Any) -> Person:
        """Somebody who signed in at Clerk, acting for themselves unless ``changes`` say otherwise."""
        subject = subject or f"user_{uuid.uuid4().hex}"
        claims = test_clerk.claims(**{"iss": self.issuer, "sub": subject, "o": None, **changes})
        return Person(tokens.rs256(claims), "", self.portal.client)


@asynccontextmanager
async def opened(supabase: EmbeddedSupabase) -> AsyncIterator[ClerkPortal]:
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
    body = json.dumps(tokens.key_set()).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
