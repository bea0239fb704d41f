"""Access tokens of Supabase Auth (claims: reference unkey-supabase B4)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portal.sessions import Session
from portal.sessions.access_token import claims_of, refused, text
from portal.sessions.signing_keys import SigningKeys

AUDIENCE = "authenticated"
ROLE = "authenticated"


class SupabaseSessions:
    """``issuer`` is ``https://<project>/auth/v1``.

    A token must name it, except under a shared secret: the embedded server (@supabase/lite 0.10) puts no
    ``iss`` in its tokens, and only its own secret can have signed them. A wrong one is refused either way.
    """

    def __init__(self, keys: SigningKeys, *, issuer: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._required = ["exp", "iat", "sub", "aud"]
        if not keys.names_issuer:
            self._required.append("iss")

    async def verify(self, token: str) -> Session:
        claims = await claims_of(token, self._keys, required=self._required, audience=AUDIENCE)
        # Checked here because PyJWT, told of an issuer, refuses tokens that name none.
        if claims.get("iss", self._issuer) != self._issuer:
            raise refused("issuer")
        return _session(claims)


def _session(claims: dict[str, Any]) -> Session:
    if claims.get("role", ROLE) != ROLE:
        raise refused("role")
    if claims.get("is_anonymous") is True:
        raise refused("anonymous")
    metadata = claims.get("user_metadata")
    names = metadata if isinstance(metadata, dict) else {}
    return Session(
        provider="supabase",
        subject=claims["sub"],
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        email=text(claims.get("email")),
        display_name=text(
            names.get("display_name") or names.get("full_name") or names.get("name") or _wallet(names)
        ),
        session_id=text(claims.get("session_id")),
    )


def _wallet(metadata: dict[str, Any]) -> str | None:
    """The address that a wallet signed in with, shortened: people know it by its ends."""
    signed = metadata.get("custom_claims")
    address = text(signed.get("address")) if isinstance(signed, dict) else None
    return f"{address[:6]}…{address[-4:]}" if address else None
