"""Session tokens of Clerk, versions 1 and 2 (claims: reference unkey-supabase B6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from portal.sessions import ClaimedOrganization, Session
from portal.sessions.access_token import claims_of, refused, text
from portal.sessions.signing_keys import SigningKeys

ALGORITHMS = ("RS256",)
"""All that Clerk signs with."""

VERSIONS = (None, 1, 2)
"""``v``; version 1 names none."""

ADMINISTRATORS = ("admin", "org:admin")
"""The role of those who run an organisation; version 2 leaves the prefix out."""


class ClerkSessions:
    """``issuer`` is the Frontend API's address; ``authorized_parties`` are the origins of our own pages.

    Clerk's tokens name no audience: ``azp``, the page that asked for the token, takes its place. A token may
    lack it; one that names a page of somebody else is refused. No ``authorized_parties``: any page will do.
    """

    def __init__(self, keys: SigningKeys, *, issuer: str, authorized_parties: Collection[str] = ()) -> None:
        self._keys = keys
        self._issuer = issuer
        self._parties = tuple(party.rstrip("/") for party in authorized_parties)

    async def verify(self, token: str) -> Session:
        required = ("exp", "iat", "nbf", "sub", "iss")
        claims = await claims_of(token, self._keys, required=required, audience=None)
        if claims["iss"] != self._issuer:
            raise refused("issuer")
        if claims.get("v") not in VERSIONS:
            raise refused("version")
        if self._parties and "azp" in claims and claims["azp"] not in self._parties:
            raise refused("authorized party")
        # Signed up, but not through with what Clerk still asks of them.
        if claims.get("sts", "active") != "active":
            raise refused("status")
        # Somebody of Clerk's dashboard in the user's place: what they did would be the user's in our books.
        if "act" in claims:
            raise refused("impersonation")
        return _session(claims)


def _session(claims: dict[str, Any]) -> Session:
    """Address and name are there where the session token was customised to hold them."""
    verified = claims.get("email_verified", True) is True
    return Session(
        provider="clerk",
        subject=claims["sub"],
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        email=text(claims.get("email")) if verified else None,
        display_name=text(claims.get("name")),
        session_id=text(claims.get("sid")),
        organization=_organization(claims),
    )


def _organization(claims: dict[str, Any]) -> ClaimedOrganization | None:
    if claims.get("v") == 2:
        named = claims.get("o")
        names = ("id", "slg", "rol")
    else:
        named = claims
        names = ("org_id", "org_slug", "org_role")
    if not isinstance(named, dict):
        return None
    id_, slug, role = (text(named.get(name)) for name in names)
    return ClaimedOrganization(id_, slug, role in ADMINISTRATORS) if id_ else None
