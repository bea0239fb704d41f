"""A role token: the JWT with which a function acts as its role in the database.

The function cannot verify it, and need not: PostgREST does. It reads the claims ``role`` and ``exp``, to find
a token of another function, and one that soon expires. Source: docs/protocols/supabase.md, "Role tokens".
"""

from __future__ import annotations

import base64
import binascii
import logging
import re
import time
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

log = logging.getLogger(__name__)

SECONDS_PER_DAY = 86_400
WARNING_DAYS = 30
"""A token that expires sooner is logged when a function starts."""

RENEWAL = "Make new tokens with `python -m local database-tokens`, and put them into the functions' secrets."


_JWT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class NotARoleToken(ValueError):
    """The text is no JWT with a role and an expiry. The message does not quote it."""


class RoleToken(BaseModel):
    """The claims of a token. ``exp`` is unix seconds."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    role: str
    exp: float

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.exp, UTC)

    def days_left(self, now: float | None = None) -> float:
        """Return the days until it expires, negative if it has expired. ``now``: unix seconds."""
        return (self.exp - (time.time() if now is None else now)) / SECONDS_PER_DAY

    def log_expiry(self, now: float | None = None) -> None:
        """Log a warning if the token soon expires, and an error if it has."""
        days = self.days_left(now)
        if days >= WARNING_DAYS:
            return
        fields = {"role": self.role, "days": round(days, 1), "expires_at": self.expires_at.isoformat()}
        if days > 0:
            log.warning("database.token_expires_soon: %s", RENEWAL, extra=fields)
        else:
            log.error("database.token_expired: %s", RENEWAL, extra=fields)


def read_role_token(token: str) -> RoleToken:
    """Return the claims of ``token``, unverified. Raises NotARoleToken."""
    # A header cannot carry the end of a line that was copied with a token.
    if _JWT.fullmatch(token) is None:
        raise NotARoleToken("it is no JWT")
    try:
        claims = token.split(".")[1]
        body = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))
        return RoleToken.model_validate_json(body)
    except (binascii.Error, ValidationError, ValueError):
        raise NotARoleToken("it is no JWT with the claims role and exp") from None
