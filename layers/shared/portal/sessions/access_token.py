"""Reading an access token: signature, times and shape, the same for every auth provider."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import jwt

from portal.errors import InvalidSession
from portal.sessions.signing_keys import NOT_VALID, SIGN_IN, SigningKeys

log = logging.getLogger(__name__)

LEEWAY_SECONDS = 10
TOKEN_MAX_CHARACTERS = 8_192
SUBJECT_MAX_CHARACTERS = 255


async def claims_of(
    token: str, keys: SigningKeys, *, required: Sequence[str], audience: str | None
) -> dict[str, Any]:
    """Return the claims of a token that holds. ``audience`` None: the provider's tokens name none.

    ``sub`` is text of a sane length. The issuer is the caller's to check. Raises InvalidSession, Unavailable.
    """
    if not token or len(token) > TOKEN_MAX_CHARACTERS or not token.isascii():
        raise refused("shape")
    key = await keys.key_for(token)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(keys.algorithms),
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": list(required), "verify_aud": audience is not None},
        )
    except jwt.ExpiredSignatureError as error:
        raise InvalidSession("The session has expired.", hint=SIGN_IN) from error
    except jwt.PyJWTError as error:
        raise refused(str(error)) from error
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject or len(subject) > SUBJECT_MAX_CHARACTERS:
        raise refused("subject")
    return claims


def text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def refused(reason: str) -> InvalidSession:
    """Return the refusal; why goes to the log and not to the caller."""
    log.info("sessions.refused", extra={"reason": reason})
    return InvalidSession(NOT_VALID, hint=SIGN_IN)
