"""The session seam: verifies the access token of a user who is signed in to the portal.

Adapters: ``supabase`` and ``clerk``. Verification is local, by signature and claims; only the provider's
published keys are fetched. So a token stays valid until it expires, also after sign-out. What its user may do
is decided by rows in the database, never by claims that users can write.

Errors raised here: ``InvalidSession`` (401, for every invalid token) and ``Unavailable`` (503, if the
provider's keys cannot be fetched).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

AuthProvider = Literal["supabase", "clerk"]


@dataclass(frozen=True, slots=True)
class ClaimedOrganization:
    """The provider's organisation that the user acts for, valid as long as the token.

    ``id`` is the provider's, as text; ``administers``: the user is one of its administrators.
    """

    id: str
    slug: str | None
    administers: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A verified session. ``provider`` and ``subject`` together identify a user permanently.

    ``subject`` is text: Clerk's are not uuids. ``email`` is None for wallets. ``display_name`` is written by
    the user and only displayed. ``email_verified`` is False where the provider's tokens do not tell it, as
    those of Supabase do not (docs/protocols/supabase.md, "Verified addresses"). ``sign_in_age`` is the number
    of seconds since the user last proved who they are, which renewing a token does not change; None if the
    token does not tell. ``organization`` is None if the user acts for themselves.
    """

    provider: AuthProvider
    subject: str
    expires_at: datetime
    email: str | None = None
    email_verified: bool = False
    display_name: str | None = None
    sign_in_age: float | None = None
    session_id: str | None = None
    organization: ClaimedOrganization | None = None


class SessionVerifier(Protocol):
    async def verify(self, token: str) -> Session:
        """Return the session of an access token. Raises InvalidSession, Unavailable (within 1.5 s)."""
        ...
