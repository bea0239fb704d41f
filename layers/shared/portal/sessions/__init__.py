"""The session seam: who is signed in to the portal, as an auth provider's access token says.

Adapters: ``supabase`` and ``clerk``. Verification is local: signature and claims, no call to the provider
except for its published keys. So a token stays good until it expires, also after sign-out; what may be done
with it is decided by rows in our database, never by claims that a user can write.

Errors raised here: ``InvalidSession`` (401, for any token that does not hold) and ``Unavailable`` (503, where
the provider's keys cannot be had).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

AuthProvider = Literal["supabase", "clerk"]


@dataclass(frozen=True, slots=True)
class ClaimedOrganization:
    """The organisation at the provider that a person acts for: true for as long as the token holds.

    ``id`` is text of the provider's; ``administers`` is whether they run it there.
    """

    id: str
    slug: str | None
    administers: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A verified sign-in. ``provider`` and ``subject`` together identify a person, for ever.

    ``subject`` is text: Clerk's are no uuids. ``email`` is None for wallets. ``display_name`` is what users
    call themselves; it is only ever shown. ``organization`` is None where they act for themselves.
    """

    provider: AuthProvider
    subject: str
    expires_at: datetime
    email: str | None = None
    display_name: str | None = None
    session_id: str | None = None
    organization: ClaimedOrganization | None = None


class SessionVerifier(Protocol):
    async def verify(self, token: str) -> Session:
        """Return the session of an access token. Raises InvalidSession, Unavailable (within 1.5 s)."""
        ...
