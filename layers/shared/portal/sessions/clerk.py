"""Session tokens of Clerk, versions 1 and 2.

Source: docs/protocols/supabase.md, "Clerk session tokens".
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from portal.sessions import ClaimedOrganization, Session
from portal.sessions.access_token import age_at, number_claim, rejected, text_claim, verified_claims
from portal.sessions.signing_keys import SigningKeys

ALGORITHMS = ("RS256",)
"""The algorithms that Clerk signs with."""

VERSIONS = (None, 1, 2)
"""Supported values of ``v``; tokens of version 1 have none."""

ADMINISTRATORS = ("admin", "org:admin")
"""The administrators' role; version 2 omits the prefix."""


class ClerkSessions:
    """``issuer`` is the Frontend API's address; ``authorized_parties`` are the origins of the portal's pages.

    Clerk's tokens have no audience but ``azp``, the origin of the page that requested the token. It may be
    missing; another origin is rejected. Without ``authorized_parties`` every origin is accepted.
    """

    def __init__(self, keys: SigningKeys, *, issuer: str, authorized_parties: Collection[str] = ()) -> None:
        self._keys = keys
        self._issuer = issuer
        self._parties = tuple(party.rstrip("/") for party in authorized_parties)

    async def verify(self, token: str) -> Session:
        required = ("exp", "iat", "nbf", "sub", "iss")
        claims = await verified_claims(token, self._keys, required=required, audience=None)
        if claims["iss"] != self._issuer:
            raise rejected("issuer")
        if claims.get("v") not in VERSIONS:
            raise rejected("version")
        if self._parties and "azp" in claims and claims["azp"] not in self._parties:
            raise rejected("authorized party")
        # The sign-up is not complete.
        if claims.get("sts", "active") != "active":
            raise rejected("status")
        # A user of Clerk's dashboard impersonates the user; their actions would be attributed to the user.
        if "act" in claims:
            raise rejected("impersonation")
        return _session(claims, self._keys.now())


def _session(claims: dict[str, Any], now: float) -> Session:
    """E-mail and name are present only if the session token was customised to have them.

    An address without a claim that it is verified is none: it decides which invitations the user may accept.
    """
    email = text_claim(claims.get("email")) if claims.get("email_verified") is True else None
    return Session(
        provider="clerk",
        subject=claims["sub"],
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        email=email,
        email_verified=email is not None,
        display_name=text_claim(claims.get("name")),
        sign_in_age=age_at(now, _signed_in_at(claims)),
        session_id=text_claim(claims.get("sid")),
        organization=_organization(claims),
    )


def _signed_in_at(claims: dict[str, Any]) -> float | None:
    """``fva`` has the age in minutes of the first factor when the token was issued; -1: there is none."""
    ages = claims.get("fva")
    minutes = number_claim(ages[0]) if isinstance(ages, list) and ages else None
    return claims["iat"] - 60 * minutes if minutes is not None and minutes >= 0 else None


def _organization(claims: dict[str, Any]) -> ClaimedOrganization | None:
    if claims.get("v") == 2:
        organization = claims.get("o")
        names = ("id", "slg", "rol")
    else:
        organization = claims
        names = ("org_id", "org_slug", "org_role")
    if not isinstance(organization, dict):
        return None
    id_, slug, role = (text_claim(organization.get(name)) for name in names)
    return ClaimedOrganization(id_, slug, role in ADMINISTRATORS) if id_ else None
