"""Verifies an access token: format, signature and times, the same for every auth provider."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from typing import Any

import jwt

from portal.errors import InvalidSession
from portal.sessions.signing_keys import INVALID_MESSAGE, SIGN_IN_HINT, SigningKeys

log = logging.getLogger(__name__)

EXPIRY_LEEWAY_SECONDS = 10
"""How long a token is accepted after its expiry: a longer time would prolong a session that has ended."""

EARLY_LEEWAY_SECONDS = 900
"""How far in the future the issue of a token may lie. This machine's clock may be minutes behind, where the
provider's is not known, and the signature already proves that the provider has issued it."""

TOKEN_MAX_CHARACTERS = 8_192
SUBJECT_MAX_CHARACTERS = 255


async def verified_claims(
    token: str, keys: SigningKeys, *, required: Sequence[str], audience: str | None
) -> dict[str, Any]:
    """Return the claims of a valid token. ``audience`` None: the provider's tokens have none.

    ``sub`` is text of 1 to 255 characters. The caller checks the issuer. Raises InvalidSession, Unavailable.
    """
    if not token or len(token) > TOKEN_MAX_CHARACTERS or not token.isascii():
        raise rejected("format")
    key = await keys.key_for(token)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(keys.algorithms),
            audience=audience,
            options={
                "require": list(required),
                "verify_aud": audience is not None,
                # By the provider's clock, below.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.PyJWTError as error:
        raise rejected(str(error)) from error
    _check_times(claims, keys.now())
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject or len(subject) > SUBJECT_MAX_CHARACTERS:
        raise rejected("subject")
    return claims


def _check_times(claims: dict[str, Any], now: float) -> None:
    for name in ("exp", "iat", "nbf"):
        value = number_claim(claims.get(name, now))
        if value is None:
            raise rejected(name)
        if name != "exp" and value > now + EARLY_LEEWAY_SECONDS:
            raise rejected(name)
    if "exp" in claims and claims["exp"] <= now - EXPIRY_LEEWAY_SECONDS:
        raise InvalidSession("The session has expired.", hint=SIGN_IN_HINT)


def text_claim(value: object) -> str | None:
    """Return ``value`` if it is text and not empty."""
    return value if isinstance(value, str) and value else None


def number_claim(value: object) -> float | None:
    """Return ``value`` if it is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


def age_at(now: float, moment: float | None) -> float | None:
    """Return how many seconds ago ``moment`` was, at least 0: it may be later by our clock."""
    return None if moment is None else max(0.0, now - moment)


def rejected(reason: str) -> InvalidSession:
    """Return the error; ``reason`` is logged and not part of it."""
    log.info("sessions.token_rejected", extra={"reason": reason})
    return InvalidSession(INVALID_MESSAGE, hint=SIGN_IN_HINT)
