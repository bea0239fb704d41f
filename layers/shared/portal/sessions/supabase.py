"""Access tokens of Supabase Auth.

Source: docs/protocols/supabase.md, "Access tokens".
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from portal.sessions import Session
from portal.sessions.access_token import age_at, number_claim, rejected, text_claim, verified_claims
from portal.sessions.signing_keys import SigningKeys

AUDIENCE = "authenticated"
ROLE = "authenticated"


class SupabaseSessions:
    """``issuer`` is ``https://<project>/auth/v1``.

    A token must have it, except under a shared secret: the embedded server (@supabase/lite 0.10) sets no
    ``iss``, and only its own secret can have signed its tokens. A wrong issuer is always rejected.
    """

    def __init__(self, keys: SigningKeys, *, issuer: str) -> None:
        self._keys = keys
        self._issuer = issuer
        self._required = ["exp", "iat", "sub", "aud"]
        if not keys.identifies_issuer:
            self._required.append("iss")

    async def verify(self, token: str) -> Session:
        claims = await verified_claims(token, self._keys, required=self._required, audience=AUDIENCE)
        # Checked here because PyJWT, given an issuer, rejects tokens without one.
        if claims.get("iss", self._issuer) != self._issuer:
            raise rejected("issuer")
        return _session(claims, self._signed_in_at(claims), self._keys.now())

    def _signed_in_at(self, claims: dict[str, Any]) -> float | None:
        """``amr`` has a time for each way in which the user proved who they are; a refresh keeps them.

        The embedded server writes none: there the issue of the token counts, which a refresh renews.
        """
        if "amr" not in claims and self._keys.identifies_issuer and "iss" not in claims:
            return number_claim(claims["iat"])
        entries = claims.get("amr")
        times = [
            number_claim(entry.get("timestamp"))
            for entry in (entries if isinstance(entries, list) else [])
            if isinstance(entry, dict) and entry.get("method") != "token_refresh"
        ]
        return max((time for time in times if time is not None), default=None)


def _session(claims: dict[str, Any], signed_in_at: float | None, now: float) -> Session:
    if claims.get("role", ROLE) != ROLE:
        raise rejected("role")
    if claims.get("is_anonymous") is True:
        raise rejected("anonymous")
    metadata = claims.get("user_metadata")
    names = metadata if isinstance(metadata, dict) else {}
    return Session(
        provider="supabase",
        subject=claims["sub"],
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        email=text_claim(claims.get("email")),
        display_name=text_claim(
            names.get("display_name") or names.get("full_name") or names.get("name") or _wallet(names)
        ),
        sign_in_age=age_at(now, signed_in_at),
        session_id=text_claim(claims.get("session_id")),
    )


def _wallet(metadata: dict[str, Any]) -> str | None:
    """Return the address of a wallet sign-in, shortened to its first and last characters."""
    custom_claims = metadata.get("custom_claims")
    address = text_claim(custom_claims.get("address")) if isinstance(custom_claims, dict) else None
    return f"{address[:6]}…{address[-4:]}" if address else None
